import { z } from 'zod';
import { isoInstant } from './scalars.ts';

/** How a page came here: asked of the server, rendered by a browser, or handed in by a person who had opened it. */
export const laneSchema = z.enum(['http', 'browser', 'manual']);
export type Lane = z.infer<typeof laneSchema>;

/** One page that an ad was read from, as evidence on its way to the store. */
export const evidencePageSchema = z.strictObject({
  /** The address that was asked for, and the one that answered in the end. */
  url: z.string(),
  finalUrl: z.string(),
  status: z.number().int(),
  fetchedAt: isoInstant,
  headers: z.record(z.string(), z.string()),
  lane: laneSchema,
  /** Of the bytes as sent, after content decoding; hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int(),
  /** Too large: only its hash is kept. */
  body: z.enum(['kept', 'too-large']),
});
export type EvidencePage = z.infer<typeof evidencePageSchema>;

/** The bytes of one page on their way to the store. */
export const pageBodySchema = z.strictObject({
  sha256: evidencePageSchema.shape.sha256,
  /** Packed and sealed, in base64. */
  sealed: z.string(),
});
export type PageBody = z.infer<typeof pageBodySchema>;
