import { z } from 'zod';
import { adSchema } from './ad.ts';
import { evidencePageSchema, pageBodySchema } from './evidence-page.ts';
import { skipReason } from './run.ts';
import { foundPhotosSchema } from './photo.ts';
import { isoInstant } from './scalars.ts';
import { adObservationSchema } from './site-profile.ts';
import { trafficSchema } from './traffic.ts';

const job = {
  runId: z.string(),
  site: z.string(),
  addressHash: z.string(),
  /** A sealed `Visit`; to the ingest stage, a sealed `VisitOutcome`. */
  sealed: z.string(),
  /** To the ingest stage, of an ad: the whole `VisitResult`, sealed. It is opened when the run is put to use, and not before. */
  content: z.string().optional(),
  /** To the ingest stage: the pages the ad was read from. */
  bodies: z.array(pageBodySchema).optional(),
  /** To the ingest stage: what was asked of the site since the last visit that told. */
  traffic: trafficSchema.optional(),
};

/**
 * A job of the crawl stage: one address of one run. The job of the ingest stage has the same form: there it holds what came of the
 * visit, on its way to the one process that writes. What could name a person travels sealed.
 */
export const visitJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...job,
    kind: z.literal('listing'),
    /** Position in its row of listing pages, from 1. */
    page: z.number().int().min(1),
    /** How many cards in a row, up to the end of the page before, led to nothing new. */
    knownInRow: z.number().int().min(0),
    /** How many listing pages in a row, up to the page before, led to no card that the run had not met. */
    barrenInRow: z.number().int().min(0).default(0),
  }),
  z.strictObject({
    ...job,
    kind: z.literal('detail'),
    /** The card that led here: a keyed hash of what it says, and the reading by which it was found. Null when no card did. */
    card: z.strictObject({ hash: z.string(), reading: z.string() }).nullable(),
  }),
]);
export type VisitJob = z.infer<typeof visitJobSchema>;
export type ListingJob = Extract<VisitJob, { kind: 'listing' }>;

const validatorsSchema = z.strictObject({
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  bodySha256: z.string().nullable(),
});

export const visitSchema = z.strictObject({
  url: z.string(),
  /** A site that asks to come back later than this is left for the next run. */
  lastTryAt: isoInstant,
  /** What the page is known by, and the reading it was understood with: under another reading the page is read anew. */
  known: z.strictObject({ reading: z.string(), validators: validatorsSchema }).nullable(),
  /** Keyed hash of the ad as it is known at this address: of an ad that reads the same, no page travels. */
  knownContent: z.string().nullable(),
  /** The listing page before this one, as it was a moment ago in this run. */
  previous: z.strictObject({ url: z.string(), validators: validatorsSchema }).nullable(),
});
export type Visit = z.infer<typeof visitSchema>;

const pageEvidence = z.strictObject({
  sha256: z.string(),
  status: z.number().int(),
  fetchedAt: isoInstant,
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});

const foundCard = z.strictObject({
  url: z.string(),
  addressHash: z.string(),
  cardHash: z.string(),
  /** The card itself names a place outside the region: counted, not visited. */
  isOutside: z.boolean(),
});
export type FoundCard = z.infer<typeof foundCard>;

/** What came of a visit that brought no ad. */
const withoutAd = [
  z.strictObject({
    kind: z.literal('listed'),
    url: z.string(),
    fetchedAt: isoInstant,
    validators: validatorsSchema,
    /** Fingerprint of all that the reading depends on besides the page. */
    reading: z.string(),
    /** In page order. */
    cards: z.array(foundCard),
    /** Cards that stood on the page before when that was looked at again: some of them may have come from this page. */
    movedBack: z.array(foundCard),
    next: z.strictObject({ url: z.string(), addressHash: z.string() }).nullable(),
  }),
  z.strictObject({ kind: z.literal('unchanged'), url: z.string(), fetchedAt: isoInstant }),
  z.strictObject({ kind: z.literal('skipped'), reason: skipReason }),
  z.strictObject({ kind: z.literal('failed'), code: z.string() }),
] as const;

const adRead = z.strictObject({
  kind: z.literal('ad'),
  ad: adSchema.extend({ municipality: z.string() }),
  /** Keyed hash of the ad: equal exactly when nothing in it changed. */
  contentHash: z.string(),
  page: pageEvidence,
  /** In order; none of an ad that reads as it did. Their bodies travel beside this. */
  pages: z.array(evidencePageSchema),
  /** Null when no photos were asked for. */
  photos: foundPhotosSchema.nullable(),
});

/** What came of a visit, whole. Travels sealed, and is held sealed. An ad outside the region is never in it. */
export const visitResultSchema = z.discriminatedUnion('kind', [...withoutAd, adRead]);
export type VisitResult = z.infer<typeof visitResultSchema>;
export type AdRead = z.infer<typeof adRead>;

/** What has to be known of a visit at once: all of it, but of an ad no more than what settles its address and tells drift. */
export const visitOutcomeSchema = z.discriminatedUnion('kind', [
  ...withoutAd,
  z.strictObject({
    kind: z.literal('ad'),
    siteAdId: z.string(),
    contentHash: z.string(),
    observation: adObservationSchema,
  }),
]);
export type VisitOutcome = z.infer<typeof visitOutcomeSchema>;
export type Listed = Extract<VisitResult, { kind: 'listed' }>;

/** So many ads at most are linked or screened in one transaction: a person at the pages does not wait for it. */
export const adsPerJob = 100;

/** A job of the link and screen stages: a stretch of ads. An older Vindplaats wrote one ad a job. */
export const adsJobSchema = z.union([
  z.strictObject({ adIds: z.array(z.number().int()).min(1).max(adsPerJob) }),
  z.strictObject({ adId: z.number().int() }).transform(({ adId }) => ({ adIds: [adId] })),
]);
export type AdsJob = z.infer<typeof adsJobSchema>;
