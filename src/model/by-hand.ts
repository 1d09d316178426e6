import { z } from 'zod';
import { adSchema } from './ad.ts';
import { evidencePageSchema, pageBodySchema } from './evidence-page.ts';
import { isoInstant } from './scalars.ts';

/** The source of an ad that a person adds and no site file knows, in legal-basis.yaml and in the store; never the id of a site. */
export const manualSource = 'manual';

/** What a person says of the ad where it does not say so itself. */
export type GivenFields = { title: string | null; place: string | null; age: string | null; phone: string | null };

/** One ad that a person opened and adds; nothing of it was fetched by Vindplaats. */
export type HandInput = {
  url: string;
  /** As it was pasted or stood in the file. */
  bytes: Uint8Array;
  /** Null: told by what the input holds. */
  form: 'text' | 'html' | null;
  given: GivenFields;
  /** The site file to read it with; null: the one whose scope covers the address, if any. */
  siteId: string | null;
  /** Why it is added (aanleiding). */
  reason: string;
};

/** What is wrong with an input; the pages have a sentence for each. */
export const handProblem = z.enum([
  'address',
  'reason',
  'empty',
  'two-inputs',
  'too-large',
  'not-text',
  'given',
  'site',
  'no-place',
  'outside-region',
]);
export type HandProblem = z.infer<typeof handProblem>;

/** A job to the one process that writes. `sealed` holds a `HandEntry`. */
export const handJobSchema = z.strictObject({ entryId: z.uuid(), sealed: z.string() });
export type HandJob = z.infer<typeof handJobSchema>;

export const handEntrySchema = z.strictObject({
  ad: adSchema.extend({ municipality: z.string() }),
  addressHash: z.string(),
  page: evidencePageSchema,
  body: pageBodySchema,
  reason: z.string(),
  actor: z.strictObject({ name: z.string(), origin: z.string() }),
  addedAt: isoInstant,
});
export type HandEntry = z.infer<typeof handEntrySchema>;
