import { z } from 'zod';
import { cbsCode, isoDate } from './scalars.ts';

/** Where evidence stands: half-open `[start, end)` in UTF-16 units of the RAW field. */
export const spanSchema = z.strictObject({
  field: z.enum(['title', 'text', 'age', 'phone', 'price', 'place']),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type Span = z.infer<typeof spanSchema>;

/** How a number was hidden; `plain` numbers have none. */
export const obfuscationKind = z.enum(['words', 'lookalikes', 'unicode-digits', 'split']);

export const phoneSchema = z.strictObject({
  rawForm: z.string(),
  /** E.164, for example +31600001234. Never shown to a rule: dialling codes are proxies of origin (guard-rail G5). */
  e164: z.string().regex(/^\+\d{8,15}$/),
  obfuscationKinds: z.array(obfuscationKind),
  span: spanSchema,
});
export type Phone = z.infer<typeof phoneSchema>;

export const ageSchema = z.strictObject({ years: z.number().int().min(0).max(120), span: spanSchema });

/** An age that the ad states only roughly: "begin twintig" is 20 to 23. Both years included. */
const ageRangeSchema = z.strictObject({ from: z.number().int(), to: z.number().int(), span: spanSchema });

/** `value` is the one form under which all ways of writing it are equal; `isHidden` when words stand for its signs. */
const contactSchema = z.strictObject({
  kind: z.enum(['email', 'handle', 'url', 'kvk', 'licence']),
  value: z.string(),
  rawForm: z.string(),
  isHidden: z.boolean(),
  span: spanSchema,
});

/** An ad as extracted from a page, before anything is linked or screened. All of it is personal content. */
export const adSchema = z.strictObject({
  site: z.string(),
  /** The site's own id, stable when the address changes. */
  siteAdId: z.string().min(1).max(200),
  url: z.string(),
  title: z.string(),
  text: z.string(),
  /** The fields as they stood on the page, for evidence; null where the page has none. */
  raw: z.strictObject({
    age: z.string().nullable(),
    phone: z.string().nullable(),
    price: z.string().nullable(),
    place: z.string().nullable(),
    postedOn: z.string().nullable(),
  }),
  /** The stated age: the field if there is one, else the first in title or text. */
  age: z.number().int().nullable(),
  /** Every stated age in field, title and text, for contradictions. */
  ages: z.array(ageSchema),
  /** Ages stated only roughly; never counted as a stated age. */
  ageRanges: z.array(ageRangeSchema).default([]),
  phones: z.array(phoneSchema),
  /** Other ways to reach or look up the advertiser. Ads stored before these were read have none. */
  contacts: z.array(contactSchema).default([]),
  /** For one hour where the ad says so, else the first price. Eurocents. */
  priceCents: z.number().int().nullable(),
  /** What half an hour and an hour cost, eurocents; null where the ad does not say for how long. Ads stored before this was read have neither. */
  prices: z
    .strictObject({ per30Cents: z.number().int().nullable(), per60Cents: z.number().int().nullable() })
    .default({ per30Cents: null, per60Cents: null }),
  place: z.string().nullable(),
  municipality: cbsCode.nullable(),
  postedOn: isoDate.nullable(),
  photoUrls: z.array(z.string()),
  /** Names the advertised person goes by, only for counting distinct personas. */
  personaNames: z.array(z.string()),
});
export type Ad = z.infer<typeof adSchema>;

/** The share of ages the report of 2020 is laid out in; `unknown` when no age is stated. */
export const ageBand = z.enum(['under-18', '18-20', '21-25', '26-30', '31-40', 'over-40', 'unknown']);
export type AgeBand = z.infer<typeof ageBand>;

export function ageBandOf(age: number | null): AgeBand {
  if (age === null) return 'unknown';
  if (age < 18) return 'under-18';
  if (age <= 20) return '18-20';
  if (age <= 25) return '21-25';
  if (age <= 30) return '26-30';
  return age <= 40 ? '31-40' : 'over-40';
}
