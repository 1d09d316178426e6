import { z } from 'zod';

/** The fields whose filling, kinds of value and lengths are watched from night to night. */
export const profiledField = z.enum(['title', 'text', 'age', 'phone', 'price', 'place', 'postedOn', 'photos', 'name']);
export type ProfiledField = z.infer<typeof profiledField>;

/** What stood in a field, by its form: never the value itself. */
export const fieldKind = z.enum([
  'none',
  /** The field is empty; title or text say it. */
  'elsewhere',
  /** Something stands there that is not understood. */
  'unread',
  'number',
  'under-18',
  'several',
  'range',
  'hidden',
  'iso-day',
  'numeric-day',
  'worded-day',
  'one',
  'many',
]);
export type FieldKind = z.infer<typeof fieldKind>;

const count = z.number().int().min(0);

/** The shape of one visited page. Holds kinds and counts, nothing of what a person wrote, so it needs no seal. */
export const adObservationSchema = z.strictObject({
  kind: z.literal('ad'),
  fields: z.record(profiledField, fieldKind),
  titleChars: count,
  textChars: count,
  /** An age under 18 stands anywhere in the ad. */
  statesMinor: z.boolean(),
});
export type AdObservation = z.infer<typeof adObservationSchema>;
export const observationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('listing'), cards: count }),
  adObservationSchema,
]);
export type Observation = z.infer<typeof observationSchema>;

/** Ads by length; the key is a bucket of `length-buckets.ts`. */
const lengths = z.record(z.string(), count);
export type Lengths = z.infer<typeof lengths>;

/** One night of one site, in numbers that can be added up over nights. */
export const siteProfileSchema = z.strictObject({
  /** Listing pages that were read, and the cards on them. */
  listingPages: count,
  cards: count,
  /** Cards that name a place outside the region themselves. */
  outsideCards: count,
  /** Every listing page was read, down to the last. */
  isWholeWalk: z.boolean(),
  /** The site led nowhere: each of its start pages was gone, forbidden or elsewhere, and so no listing page could be read. */
  isTurnedAway: z.boolean().default(false),
  /** Ads whose page was read tonight; an unchanged page is not. */
  adsRead: count,
  fields: z.record(profiledField, z.partialRecord(fieldKind, count)),
  lengths: z.strictObject({ title: lengths, text: lengths }),
  /** Ads of the region that were met: read or known to be unchanged. */
  inRegion: count,
  newAds: count,
  /** Visited pages that hold an ad outside the region, and those that hold no ad at all. */
  outside: count,
  notAnAd: count,
  /** Ads that were on the site by the last good night, and those of them that were not met tonight. */
  present: count,
  missing: count,
});
export type SiteProfile = z.infer<typeof siteProfileSchema>;

/** What can be other than usual at a site. */
export const driftCode = z.enum([
  'nothing-read',
  'readable-share',
  'region-share',
  'outside-cards',
  'field-filled',
  'field-kind',
  'field-length',
  'cards-per-page',
  'listing-pages',
  'new-share',
  'missing-share',
]);
export type DriftCode = z.infer<typeof driftCode>;

/** One thing about a night that is not as it should be. */
export const findingSchema = z.strictObject({
  code: driftCode,
  field: profiledField.nullable(),
  /** With `field-kind`: which kind came more or less often. */
  kind: fieldKind.nullable(),
  measured: z.number(),
  /** Lowest and highest that would have been usual, in the unit of `measured`. */
  expected: z.tuple([z.number(), z.number()]),
  unit: z.enum(['share', 'characters', 'cards', 'pages', 'ads']),
  /** Where `expected` comes from: the site file, the site's own nights, or it holds for every site. */
  source: z.enum(['site-file', 'history', 'always']),
  /** How many nights stand behind `history`. */
  nights: count,
  /** The same in one plain English sentence, for logs and commands. */
  sentence: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
