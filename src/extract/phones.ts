import { obfuscationKind } from '../model/ad.ts';
import type { Phone, Span } from '../model/ad.ts';
import { clauseBefore, isNamedOtherwise, namesSomethingElse, notPhonesIn } from './not-phones.ts';
import { numbersInParts } from './numbers-in-parts.ts';
import { dutchPhones, internationalOf } from './phone-countries.ts';
import type { PhoneCountry } from './phone-countries.ts';
import { phoneUnitsOf } from './phone-units.ts';
import type { ObfuscationKind, PhoneUnit } from './phone-unit.ts';

/** Bounds for one field. An ad with more numbers than this is spam, and the first hundred say so. */
export const phoneLimits = { textChars: 100_000, phones: 100, unitsPerNumber: 20, digits: 15 } as const;

/**
 * The phone numbers in a field, plainly written or hidden, in order, each E.164 number once (a plain writing wins:
 * who writes a number openly hides nothing). Numbers of the country, and numbers with an international prefix.
 * @param country how numbers without a prefix are read; the product reads Dutch ones.
 */
export function findPhones(field: Span['field'], text: string, country: PhoneCountry = dutchPhones): Phone[] {
  const raw = text.slice(0, phoneLimits.textChars);
  const found: Found[] = linkedNumbers(raw);
  const taken = [...found, ...notPhonesIn(raw)].toSorted((a, b) => a.start - b.start);
  const units = withoutTaken(phoneUnitsOf(raw), taken);
  const plain = scan(
    raw,
    units.filter((unit) => unit.kinds.length === 0),
    plainGap,
    country,
  );
  found.push(...plain);
  // What is still unread may hide a number.
  if (found.length < phoneLimits.phones) {
    const sorted = plain.toSorted((a, b) => a.start - b.start);
    found.push(...scan(raw, withoutArticles(raw, withoutTaken(units, sorted)), looseGap, country));
  }
  if (found.length < phoneLimits.phones) {
    const sorted = found.toSorted((a, b) => a.start - b.start);
    found.push(...numbersInParts(raw, withoutTaken(units, sorted), country));
  }
  const byNumber = new Map<string, Found>();
  for (const one of found.toSorted((a, b) => a.start - b.start)) {
    const known = byNumber.get(one.e164);
    if (known === undefined || one.kinds.length < known.kinds.length) byNumber.set(one.e164, one);
  }
  return [...byNumber.values()].slice(0, phoneLimits.phones).map(({ start, end, e164, kinds }) => ({
    rawForm: raw.slice(start, end),
    e164,
    obfuscationKinds: obfuscationKind.options.filter((kind) => kinds.includes(kind)),
    span: { field, start, end },
  }));
}

type Found = { start: number; end: number; e164: string; kinds: readonly ObfuscationKind[] };

/** Links to a chat carry the number in international form without a plus. */
function linkedNumbers(text: string): Found[] {
  return Array.from(
    text
      .slice(0, phoneLimits.textChars)
      .matchAll(/(?:wa\.me\/|signal\.me\/#p\/|[?&](?:phone|number)=)(?:\+|%2B)?(\d{8,15})(?!\d)/gi),
    (match) => {
      const digits = match[1] ?? '';
      const end = match.index + match[0].length;
      return { start: end - digits.length, end, e164: internationalOf(digits)?.e164 ?? '', kinds: [] };
    },
  )
    .filter((one) => one.e164 !== '')
    .slice(0, phoneLimits.phones);
}

/** What may stand between two units of one number: null when nothing may, else whether the gap itself hides. */
type GapRule = (gap: string, before: PhoneUnit, after: PhoneUnit) => { hides: boolean; wordy: boolean } | null;

/** The separators people use to make a number readable. */
const readable = /^[ \t\u00A0\u2007-\u200A\u202F\-‐‑‒–—./()[\]~]{0,4}$/u;

function plainGap(gap: string): ReturnType<GapRule> {
  return readable.test(gap) ? { hides: false, wordy: false } : null;
}

/** Words after which a number counts, prices or ends something else. */
const counted =
  /(?:^|[^\p{L}])(?:uur|uren|u|euro|eur|jaar|jr|min|minuten|dagen|weken|cm|kg|km|m2|nummer|nr|postcode|kamer|of|or|van|tot|vanaf|sinds|kvk|btw|referentie)(?:[^\p{L}]|$)|[€%@+]/u;

/** One sign that parts groups, as in "nul nul • oo". */
const decoration = /^\s?[^\p{L}\p{N}\s,.;:!?]{1,2}\s?$/u;

function looseGap(gap: string, before: PhoneUnit, after: PhoneUnit): ReturnType<GapRule> {
  if (readable.test(gap)) return { hides: false, wordy: false };
  if (before.weak || after.weak) return decoration.test(gap) ? { hides: true, wordy: false } : null;
  if (gap.length > 24) return null;
  // A plus between digits and nothing else parts them; beside words or spaces it adds something up.
  if (gap === '+') return { hides: true, wordy: false };
  if (/[.!?]\s+\p{Lu}|\n\s*\n|[.!?]\s*\n/u.test(gap) || counted.test(gap.toLowerCase())) return null;
  if (/^(?:19|20)\d\d$/.test(after.digits) && /\bin $/i.test(gap)) return null;
  const words = gap.match(/\p{L}+/gu)?.length ?? 0;
  return words > 3 ? null : { hides: true, wordy: words > 0 };
}

function scan(text: string, units: readonly PhoneUnit[], gapRule: GapRule, country: PhoneCountry): Found[] {
  const found: Found[] = [];
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
): { found: Found; last: number } | null {
  const begin = units[first];
  if (begin === undefined) return null;
  const prefix = /(?:[+＋][ (]{0,2}|\(|(?:^|[^\p{L}])plus )$/iu.exec(
    text.slice(Math.max(0, begin.start - 7), begin.start),
  );
  const plus = prefix !== null && prefix[0] !== '(';
  if (!plus && !country.begins.test(begin.digits)) return null;
  let digits = '';
  let wordy = false;
  const kinds = new Set<ObfuscationKind>();
  let best: { e164: string; sure: boolean; last: number; kinds: ObfuscationKind[] } | null = null;
  for (let at = first; at < first + phoneLimits.unitsPerNumber; at += 1) {
    const unit = units[at];
    const before = units[at - 1];
    if (unit === undefined) break;
    if (at > first && before !== undefined) {
      const gap = gapRule(text.slice(before.end, unit.start), before, unit);
      if (gap === null) break;
      if (gap.hides) kinds.add('split');
      wordy ||= gap.wordy;
    }
    digits += unit.digits;
    for (const kind of unit.kinds) kinds.add(kind);
    if (digits.length > phoneLimits.digits + 3) break;
    if (goesOn(text, units, at)) continue;
    const read = plus ? internationalOf(digits) : country.read(digits, at > first);
    if (read === null || (wordy && !country.mayHideInWords(read))) continue;
    if (best === null || read.sure || !best.sure) best = { ...read, last: at, kinds: [...kinds] };
  }
  const end = best === null ? undefined : units[best.last]?.end;
  if (
    best === null ||
    end === undefined ||
    isNamedOtherwise(text, begin.start, begin.digits.startsWith('00')) ||
    text[end] === '@'
  )
    return null;
  if (wordy && namesSomethingElse(clauseBefore(text, begin.start))) return null;
  const opening = plus ? prefix[0].replace(/^[^\p{L}+＋]/u, '') : (prefix?.[0] ?? '');
  return { found: { start: begin.start - opening.length, end, e164: best.e164, kinds: best.kinds }, last: best.last };
}

/** Whether the digits go on directly after a unit, so that the number would be cut off too early. */
function goesOn(text: string, units: readonly PhoneUnit[], at: number): boolean {
  const unit = units[at];
  const next = units[at + 1];
  if (unit === undefined || next === undefined || next.weak) return false;
  const gap = text.slice(unit.end, next.start);
  const single = unit.digits.length === 1 && next.digits.length === 1 && unit.kinds.length === next.kinds.length;
  return /^[-./_]?$/.test(gap) || (gap === ' ' && single && !isArticle(text, next));
}

/** "een" after a spelled number is usually the article. */
function isArticle(text: string, unit: PhoneUnit): boolean {
  return text.slice(unit.start, unit.end).toLowerCase() === 'een';
}

/** Without the "een" of "(nog een gaatje)", which is no digit. */
function withoutArticles(text: string, units: readonly PhoneUnit[]): PhoneUnit[] {
  return units.filter((unit, at) => {
    if (unit.digits !== '1' || !isArticle(text, unit) || units[at + 1]?.start === unit.end + 1) return true;
    return !/\b(?:nog|met|als|voor|van|op|na|bij|ook|om|door) $/i.test(
      text.slice(Math.max(0, unit.start - 6), unit.start),
    );
  });
}

/** Leaves out the units that touch a taken stretch; both lists are in order of their start. */
function withoutTaken(units: readonly PhoneUnit[], taken: readonly { start: number; end: number }[]): PhoneUnit[] {
  let at = 0;
  let reach = 0;
  return units.filter((unit) => {
    for (let next = taken[at]; next !== undefined && next.start < unit.end; next = taken[at]) {
      reach = Math.max(reach, next.end);
      at += 1;
    }
    return unit.start >= reach;
  });
}
