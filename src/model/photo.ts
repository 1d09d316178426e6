import { z } from 'zod';

/** Why a photo of an ad has no hash. The words for readers stand in web/. */
export const photoLeftOutReason = z.enum([
  'plain',
  'too-large',
  'broken',
  'too-slow',
  'other-host',
  'robots',
  'not-fetched',
  'beyond-limit',
]);
export type PhotoLeftOutReason = z.infer<typeof photoLeftOutReason>;

/** A perceptual hash, 64 hexadecimal digits, and its quality, 0 to 100. Nothing of the picture can be seen in it. */
export const photoPrintSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  quality: z.number().int().min(0).max(100),
});
export type PhotoPrint = z.infer<typeof photoPrintSchema>;

/** What became of the photos of one ad; of the pictures themselves nothing is kept. */
export const foundPhotosSchema = z.strictObject({
  prints: z.array(photoPrintSchema),
  leftOut: z.array(z.strictObject({ reason: photoLeftOutReason, photos: z.number().int().min(1) })),
});
export type FoundPhotos = z.infer<typeof foundPhotosSchema>;

/** What became of one photo. Its bytes are not kept by anyone after this; `why` is for the record, in English. */
export type PhotoOutcome =
  | ({ kind: 'hashed' } & PhotoPrint)
  | { kind: 'discarded'; reason: 'plain' | 'too-large' | 'broken' | 'too-slow'; why: string };
