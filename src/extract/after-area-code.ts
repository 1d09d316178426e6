import type { PhoneCountry } from './phone-countries.ts';
import type { FoundPhone } from './phone-scan.ts';
import { runOfUnits } from './phone-unit.ts';
import type { PhoneUnit } from './phone-unit.ts';

const areaCode = /area ?code|netnummer|kengetal/giu;
const limits = { cues: 5, nearChars: 30, gapChars: 40, digits: 10 } as const;
/** "Last four are 0164": how many there are. */
const saysHowMany = /(?:last|first|next|final|laatste|eerste|volgende) $/iu;

/**
 * Numbers told in whole phrases that begin with the area code, named as such: "my area code is 813. After that it is 555. Last four
 * are 0164". No other digit stands between the parts, and together they have exactly the length of a number.
 * @param units what no other number uses, in order.
 */
export function numbersAfterAreaCode(text: string, units: readonly PhoneUnit[], country: PhoneCountry): FoundPhone[] {
  const cues = Array.from(text.matchAll(areaCode)).slice(0, limits.cues);
  if (cues.length === 0) return [];
  const told = units.filter(({ start, digits }) => !isCount(text, start, digits));
  return cues.flatMap(({ index, 0: { length } }) => {
    const first = told.findIndex(({ start }) => start >= index - limits.nearChars);
    const begin = told[first];
    if (begin === undefined || begin.start > index + length + limits.nearChars) return [];
    return numberFrom(told, first, country);
  });
}

function isCount(text: string, start: number, digits: string): boolean {
  return digits.length === 1 && saysHowMany.test(text.slice(Math.max(0, start - 9), start));
}

function numberFrom(units: readonly PhoneUnit[], first: number, country: PhoneCountry): FoundPhone[] {
  const run = runOfUnits(units, first, limits.digits, (before, unit) => unit.start - before.end <= limits.gapChars);
  const read = run === null ? null : country.read(run.digits, true);
  if (run === null || read?.sure !== true) return [];
  return [{ start: run.start, end: run.end, e164: read.e164, kinds: run.kinds }];
}
