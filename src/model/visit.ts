import { z } from 'zod';
import { adSchema } from './ad.ts';
import { evidencePageSchema } from './evidence-page.ts';
import { skipReason } from './run.ts';
import { isoInstant } from './scalars.ts';

/**
 * A job of the crawl stage: one address of one run. The job of the ingest stage has the same form: there it holds what came of the
 * visit, on its way to the one process that writes. What could name a person travels sealed.
 */
export const visitJobSchema = z.strictObject({
  runId: z.string(),
  site: z.string(),
  kind: z.enum(['listing', 'detail']),
  addressHash: z.string(),
  /** A sealed `Visit`; to the ingest stage, a sealed `VisitResult`. */
  sealed: z.string(),
});
export type VisitJob = z.infer<typeof visitJobSchema>;

export const visitSchema = z.strictObject({
  url: z.string(),
  /** Position of a listing page in its row, from 1. */
  listingPage: z.number().int().min(1),
  /** A site that asks to come back later than this is left for the next run. */
  lastTryAt: isoInstant,
  validators: z
    .strictObject({
      etag: z.string().nullable(),
      lastModified: z.string().nullable(),
      bodySha256: z.string().nullable(),
    })
    .nullable(),
  /** Keyed hash of the ad as it is known at this address: of an ad that reads the same, no page travels. */
  knownContent: z.string().nullable().default(null),
});
export type Visit = z.infer<typeof visitSchema>;

const pageEvidence = z.strictObject({
  sha256: z.string(),
  status: z.number().int(),
  fetchedAt: isoInstant,
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});

/** Travels sealed. An ad outside the region is never in it. */
export const visitResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('listed'),
    fetchedAt: isoInstant,
    ads: z.array(z.strictObject({ url: z.string(), addressHash: z.string() })),
    /** Address hashes of cards that name a place outside the region: counted, not visited. */
    outside: z.array(z.string()),
    next: z.strictObject({ url: z.string(), addressHash: z.string(), listingPage: z.number().int() }).nullable(),
  }),
  z.strictObject({
    kind: z.literal('ad'),
    ad: adSchema.extend({ municipality: z.string() }),
    page: pageEvidence,
    /** In order. Absent in jobs of a Vindplaats that did not keep pages yet. */
    pages: z.array(evidencePageSchema).default([]),
  }),
  z.strictObject({ kind: z.literal('unchanged'), fetchedAt: isoInstant }),
  z.strictObject({ kind: z.literal('skipped'), reason: skipReason }),
  z.strictObject({ kind: z.literal('failed'), code: z.string() }),
]);
export type VisitResult = z.infer<typeof visitResultSchema>;

/** A job of the link and screen stages. */
export const adJobSchema = z.strictObject({ adId: z.number().int() });
export type AdJob = z.infer<typeof adJobSchema>;
