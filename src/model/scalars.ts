import { z } from 'zod';

/** Lower-case word for ids that are also file names and parts of queue names. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case letters, digits and dashes, and begin with a letter');

/** A calendar day, `YYYY-MM-DD`, without time zone. */
export const isoDate = z.iso.date();

/** A moment, ISO 8601 in UTC with milliseconds, as `Date.toISOString()` writes it. */
export const isoInstant = z.iso.datetime();

/** Code of a municipality by Statistics Netherlands, for example `GM0402` (Hilversum). */
export const cbsCode = z.string().regex(/^GM\d{4}$/, 'must be a CBS code such as GM0402');

/** A dated stretch: valid on `validFrom`, no longer valid on `validTo`. An absent end is open. */
export const validity = { validFrom: isoDate.optional(), validTo: isoDate.optional() };

export function isValidOn(
  period: { validFrom?: string | undefined; validTo?: string | undefined },
  day: string,
): boolean {
  return (
    (period.validFrom === undefined || period.validFrom <= day) &&
    (period.validTo === undefined || day < period.validTo)
  );
}
