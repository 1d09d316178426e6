import { saysEen } from './articles.ts';
import { clauseBefore, isNamedOtherwise, listsNumbers, namesSomethingElse } from './not-phones.ts';
import { internationalOf } from './phone-countries.ts';
import type { PhoneCountry } from './phone-countries.ts';
import { plainGap } from './phone-gaps.ts';
import type { GapRule } from './phone-gaps.ts';
import type { ObfuscationKind, PhoneUnit } from './phone-unit.ts';

/** Bounds for one field. An ad with more numbers than this is spam, and the first hundred say so. */
export const phoneLimits = { textChars: 100_000, phones: 100, unitsPerNumber: 20, digits: 15 } as const;

export type FoundPhone = { start: number; end: number; e164: string; kinds: readonly ObfuscationKind[] };

/** The numbers that units make up, each unit in one number at most. */
export function scanUnits(
  text: string,
  units: readonly PhoneUnit[],
  gapRule: GapRule,
  country: PhoneCountry,
): FoundPhone[] {
  const found: FoundPhone[] = [];
  for (let first = 0; first < units.length && found.length < phoneLimits.phones; first += 1) {
    const hit = numberFrom(text, units, first, gapRule, country);
    if (hit === null) continue;
    found.push(hit.found);
    first = hit.last;
  }
  return found;
}

/** The number that begins at a unit, if there is one. Looks ahead over a bounded number of units. */
function numberFrom(
  text: string,
  units: readonly PhoneUnit[],
  first: number,
  gapRule: GapRule,
  country: PhoneCountry,
): { found: FoundPhone; last: number } | null {
  const begin = units[first];
  if (begin === undefined) return null;
  const prefix = /(?:[+＋][ (]{0,2}|\(|(?:^|[^\p{L}])plus )$/iu.exec(
    text.slice(Math.max(0, begin.start - 7), begin.start),
  );
  const plus = prefix !== null && prefix[0] !== '(';
  if (!plus && (!country.begins.test(begin.digits) || isAmid(text, units[first - 1], begin))) return null;
  let digits = '';
  let wordy = false;
  let afterWords = false;
  let doubt = 0;
  let wide = 0;
  const spelled = { surely: 0, nearly: 0 };
  const groups: number[] = [];
  const kinds = new Set<ObfuscationKind>();
  let best: { e164: string; sure: boolean; last: number; kinds: ObfuscationKind[]; wordy: boolean } | null = null;
  for (let at = first; at < first + phoneLimits.unitsPerNumber; at += 1) {
    const unit = units[at];
    const before = units[at - 1];
    if (unit === undefined) break;
    if (at > first && before !== undefined) {
      const gap = gapRule(text.slice(before.end, unit.start), before, unit);
      if (gap === null || (gap.wide === true && digits.length < 2)) break;
      wide += gap.wide === true ? 1 : 0;
      if (gap.hides) kinds.add('split');
      wordy ||= gap.wordy;
      afterWords = gap.wordy;
    }
    digits += unit.digits;
    groups.push(unit.digits.length);
    doubt += unit.doubt ?? 0;
    if (unit.kinds.includes('words')) spelled[(unit.doubt ?? 0) > 0 ? 'nearly' : 'surely'] += 1;
    for (const kind of unit.kinds) kinds.add(kind);
    if (digits.length > phoneLimits.digits + 3) break;
    if (goesOn(text, units, at)) continue;
    // "06 0000 123, een dag van tevoren": an article completes no number.
    if (afterWords && saysEen(text, unit) && /^ \p{L}/u.test(text.slice(unit.end, unit.end + 2))) continue;
    const read = plus ? internationalOf(digits) : country.read(digits, at > first);
    if (read === null || ((wordy || doubt > 0) && !country.mayHideInWords(read, groups))) continue;
    // Half of a number may be guessed at, when the other half is there.
    if (doubt * 2 > digits.length || wide > 4 || (spelled.nearly > 0 && spelled.surely < 2) || isShortWord(text, unit))
      continue;
    if (best === null || read.sure || !best.sure) best = { ...read, last: at, kinds: [...kinds], wordy };
  }
  const end = best === null ? undefined : units[best.last]?.end;
  if (best === null || end === undefined || text[end] === '@') return null;
  if (isNamedOtherwise(text, begin.start, begin.digits.startsWith('00')) || isSeries(text, units, first, best.last))
    return null;
  // Scores are small numbers, and no number of a telephone in groups begins with "0-6".
  if (best.wordy || begin.digits.length === 1) {
    const clause = clauseBefore(text, begin.start);
    if ((best.wordy && namesSomethingElse(clause)) || listsNumbers(clause)) return null;
  }
  const opening = plus ? prefix[0].replace(/^[^\p{L}+＋]/u, '') : (prefix?.[0] ?? '');
  return { found: { start: begin.start - opening.length, end, e164: best.e164, kinds: best.kinds }, last: best.last };
}

/** "IS" and "TOT" are guessed at in the middle of a number, and never its end. */
function isShortWord(text: string, { start, end, doubt = 0, kinds }: PhoneUnit): boolean {
  return doubt > 0 && !kinds.includes('words') && /^\p{L}{2,3}$/u.test(text.slice(start, end));
}

/** Hours and multiplication tables: every number is higher than the one before, by the same step or with more of them after it. */
function isSeries(text: string, units: readonly PhoneUnit[], first: number, last: number): boolean {
  const [end, next] = [units[last], units[last + 1]];
  const goesOnAfter = end !== undefined && next !== undefined && plainGap(text.slice(end.end, next.start)) !== null;
  const values = units.slice(first, last + (goesOnAfter ? 2 : 1)).map(({ digits }) => Number(digits));
  const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0));
  if (values.length < 5 || steps.some((step) => step <= 0)) return false;
  return goesOnAfter || steps.every((step) => step === steps[0]);
}

/** "7-3" in "1-7-3": a single digit that goes on from another is no beginning. */
function isAmid(text: string, before: PhoneUnit | undefined, { start, digits }: PhoneUnit): boolean {
  return before?.digits.length === 1 && digits.length === 1 && /^[-./_]$/.test(text.slice(before.end, start));
}

/** Whether the digits go on directly after a unit, so that the number would be cut off too early. */
function goesOn(text: string, units: readonly PhoneUnit[], at: number): boolean {
  const unit = units[at];
  const next = units[at + 1];
  if (unit === undefined || next === undefined || next.weak) return false;
  const gap = text.slice(unit.end, next.start);
  const single = unit.digits.length === 1 && next.digits.length === 1 && unit.kinds.length === next.kinds.length;
  if (/^[-./_]?$/.test(gap)) return true;
  // After "0-6-0-1" a space ends the number, as in "0-6-0-1 2 kamers".
  const parted = /^[-./_]$/.test(text.slice(units[at - 1]?.end ?? 0, unit.start));
  return gap === ' ' && single && !parted && !saysEen(text, next);
}
