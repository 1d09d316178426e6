import { z } from 'zod';
import { americanPhones, dutchPhones } from '../src/extract/phone-countries.ts';
import type { PhoneCountry } from '../src/extract/phone-countries.ts';

const countries = { NL: dutchPhones, US: americanPhones };

/** Whose numbers have no prefix in texts of one's own: `--region NL` or `--region US`. */
export function countryOf(region: string): PhoneCountry {
  return countries[z.enum(['NL', 'US'], '--region is NL or US').parse(region)];
}
