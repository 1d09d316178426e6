import { z } from 'zod';
import { cbsCode, isoDate, validity } from './scalars.ts';

const municipality = z.strictObject({
  code: cbsCode,
  name: z.string().min(1),
  ...validity,
  /** The municipality that took over at `validTo`; it need not lie in the region. */
  successor: cbsCode.optional(),
  /** Local law, dated: the youngest age allowed in a commercial sex ad of this municipality. */
  minimumAge: z
    .array(z.strictObject({ years: z.number().int().min(18).max(30), ...validity, source: z.string().min(1) }))
    .default([]),
  /** Local law, dated: the days on which a commercial sex ad has to name a licence number. Independent work at home is left alone. */
  licenceRequired: z.array(z.strictObject({ ...validity, source: z.string().min(1) })).default([]),
});
export type Municipality = z.infer<typeof municipality>;

const place = z.strictObject({
  name: z.string().min(1),
  /** Other ways in which the place is written. */
  aliases: z.array(z.string().min(1)).default([]),
  /** The digits of its postcodes: one (`1251`) or a range with both ends (`1211-1223`). */
  postcodes: z
    .array(z.string().regex(/^[1-9]\d{3}(?:-[1-9]\d{3})?$/, 'is no postcode like 1251 or range like 1211-1223'))
    .default([]),
  municipality: cbsCode,
  ...validity,
});
export type Place = z.infer<typeof place>;

/** When crawls start by themselves, on the clock of the Netherlands, and why (the aanleiding of each, guard-rail G1). */
export const scheduleSchema = z.strictObject({
  /** A cron pattern; what it may be says `lib/planned-moments.ts`. */
  at: z.string(),
  reason: z.string().min(3).max(200),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** `config/region.yaml`. Days count in Europe/Amsterdam. */
export const regionSchema = z.strictObject({
  name: z.string().min(1),
  /** Named in the user agent of every request (RFC 9309 asks for an identifiable crawler). */
  operator: z.strictObject({
    name: z.string().min(1),
    contact: z.string().min(3),
    userAgent: z
      .string()
      .regex(/^[A-Za-z][A-Za-z_-]*$/)
      .default('Vindplaats'),
  }),
  municipalities: z.array(municipality).min(1),
  places: z.array(place).min(1),
  /** Holds for every site that has none of its own. Absent: only sites with one of their own are crawled by `schedule`. */
  schedule: scheduleSchema.optional(),
  review: z.strictObject({ capacityPerWeek: z.number().int().min(1) }),
  retention: z.strictObject({
    /** Days after which personal content of an ad nobody confirmed is erased. */
    undecidedDays: z.number().int().min(1),
    dismissedDays: z.number().int().min(1),
    confirmedDays: z.number().int().min(1),
    /** Days after which the page an ad was read from is erased, unless a person has confirmed the ad (guard-rail G4). */
    evidenceDays: z.number().int().min(1).default(30),
  }),
});
export type Region = z.infer<typeof regionSchema>;

const purpose = z.enum(['crawl', 'screen', 'handover']);
export type Purpose = z.infer<typeof purpose>;

/** `config/legal-basis.yaml`: without a valid entry nothing is collected, screened or handed over (guard-rail G1). */
export const legalBasisSchema = z.strictObject({
  grounds: z.array(
    z.strictObject({
      id: z.string().min(1),
      /** Site ids, or `manual` for what a person pastes in. */
      sources: z.array(z.string().min(1)).min(1),
      purposes: z.array(purpose).min(1),
      municipalities: z.array(cbsCode).min(1),
      validFrom: isoDate,
      validTo: isoDate,
      /** The law, decision or covenant, in words a judge can look up. */
      basis: z.string().min(10),
      reference: z.string().min(1),
    }),
  ),
});
export type LegalBasis = z.infer<typeof legalBasisSchema>;
