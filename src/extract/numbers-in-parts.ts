import { saysEen } from './articles.ts';
import { clauseBefore } from './not-phones.ts';
import { clauseAfter, endsLine, isOtherThing, standsAlone } from './part-context.ts';
import {
  announcedAfter,
  announces,
  beginWords,
  belongTogether,
  comesAnotherWay,
  mayAnnounce,
  measures,
  nextWords,
  saysElsewhere,
  speaksOfMore,
  speaksOfNumber,
  stressed,
} from './parts-words.ts';
import type { PhoneCountry } from './phone-countries.ts';
import type { ObfuscationKind, PhoneUnit } from './phone-unit.ts';

/** Bounds: how far apart the parts may stand, and how many beginnings and pieces of a text are looked at. */
const limits = { chars: 2000, beginnings: 10, pieces: 60 } as const;
/** Up to here the evidence is everything from the first part to the last; beyond, the last part with the words that announce it. */
const wholeSpanChars = 120;

type Stretch = { start: number; end: number; digits: string; kinds: readonly ObfuscationKind[] };
export type NumberInParts = { start: number; end: number; e164: string; kinds: readonly ObfuscationKind[] };

/**
 * Mobile numbers of which the beginning stands in one place of a text and the rest in another: "06-0000 ... de laatste vier cijfers
 * zijn 1357". Each part after the first must be announced in words, and together they must have exactly the length of a number.
 * @param units what no other number uses, in order.
 */
export function numbersInParts(text: string, units: readonly PhoneUnit[], country: PhoneCountry): NumberInParts[] {
  const beginnings = beginningsIn(text, units);
  if (beginnings.length === 0 || !mayAnnounce.test(text) || comesAnotherWay.test(text)) return [];
  const found: NumberInParts[] = [];
  for (const beginning of beginnings) {
    if (found.some(({ start, end }) => start <= beginning.start && beginning.start < end)) continue;
    const parts = partsOf(text, units, beginning);
    if (parts === null) continue;
    const read = country.read(digitsOf([beginning, ...parts]), true);
    if (read === null || !country.mayHideInWords(read)) continue;
    const kinds = new Set([...[beginning, ...parts].flatMap((part) => part.kinds), 'split' as const]);
    found.push({ ...evidenceOf(text, [beginning, ...parts]), e164: read.e164, kinds: [...kinds] });
  }
  return found;
}

type Beginning = Stretch & { first: number; last: number; missing: number };

/** What begins like a mobile number and ends too early. */
function beginningsIn(text: string, units: readonly PhoneUnit[]): Beginning[] {
  const found: Beginning[] = [];
  for (let first = 0; first < units.length && found.length < limits.beginnings; first += 1) {
    const unit = units[first];
    if (unit === undefined || !mayBegin(unit.digits, units[first + 1]?.digits)) continue;
    const { last, ...run } = runFrom(text, units, first, 13);
    const prefix = /^(?:06|31(?:0?6)|00316)/.exec(run.digits)?.[0];
    if (prefix === undefined) continue;
    const missing = prefix.length + 8 - run.digits.length;
    if (missing < 2 || isOtherThing(text, run)) continue;
    found.push({ ...run, first, last, missing });
    first = last;
  }
  return found;
}

function mayBegin(digits: string, next: string | undefined): boolean {
  if (digits.length > 11) return false;
  if (digits.length === 1) return digits === '0' && next?.startsWith('6') === true;
  return digits.startsWith('06') || digits.startsWith('31') || digits.startsWith('0031');
}

/** The parts that complete a beginning, or null. A piece that completes it at once goes before several that do together. */
function partsOf(text: string, units: readonly PhoneUnit[], beginning: Beginning): Stretch[] | null {
  const begins =
    beginWords.test(clauseBefore(text, beginning.start)) || beginWords.test(clauseAfter(text, beginning.end));
  const together = belongTogether.test(text);
  const elsewhere = together || saysElsewhere.test(text.slice(beginning.end, beginning.end + 120));
  const middle: Stretch[] = [];
  let { missing } = beginning;
  let { end } = beginning;
  let pieces = 0;
  for (let at = beginning.last + 1; at < units.length && pieces < limits.pieces; at += 1) {
    const unit = units[at];
    if (unit === undefined || unit.start - beginning.end > limits.chars) break;
    pieces += 1;
    const run = runFrom(text, units, at, missing);
    const isFull = run.digits.length === missing;
    if (run.digits.length > missing && !/\d/.test(text.slice(run.start, run.end))) at = run.last;
    if (run.digits.length > missing || isOtherThing(text, run)) continue;
    const clause = clauseBefore(text, run.start, end);
    const isNext = nextWords.test(clause);
    const isAnnounced =
      announces.test(clause) ||
      announcedAfter.test(clauseAfter(text, run.end)) ||
      (isNext && (run.start - end <= 12 || (isFull && (elsewhere || middle.length > 0)))) ||
      (begins && isNext && (isFull || run.start - end <= 30 || /^\W*dan\b/u.test(clause))) ||
      // "06, vier nullen, ...": the part just after the beginning, when more of them follow.
      (!isFull && run.digits.length > 1 && text.slice(end, run.start) === ', ') ||
      ((isFull ? elsewhere : together) && standsAlone(text, run));
    if (!isAnnounced) continue;
    if (isFull) return [...middle, run];
    // What is announced and too short is one of several parts.
    if (run.digits.length < 2) continue;
    middle.push(run);
    missing -= run.digits.length;
    end = run.end;
    at = run.last;
  }
  return (begins ? partBefore(text, units, beginning) : null) ?? onlyRest(text, units, beginning);
}

/** When a number is said to be one and to be cut off, and one piece alone is as long as what is missing, that piece needs few words. */
function onlyRest(text: string, units: readonly PhoneUnit[], beginning: Beginning): Stretch[] | null {
  if (beginning.missing > 5 || beginning.missing < 3 || monthAndYear.test(beginning.digits)) return null;
  const around = clauseBefore(text, beginning.start) + clauseAfter(text, beginning.end);
  const saysMore = speaksOfMore.test(text.slice(beginning.end, beginning.end + 160));
  if (!saysMore && !speaksOfNumber.test(around)) return null;
  const fitting: Stretch[] = [];
  for (let at = beginning.last + 1; at < Math.min(units.length, beginning.last + limits.pieces); at += 1) {
    const unit = units[at];
    if (unit === undefined || unit.start - beginning.end > limits.chars) break;
    const run = runFrom(text, units, at, beginning.missing);
    at = run.last;
    if (run.digits.length === beginning.missing && !isOtherThing(text, run) && !isYear.test(run.digits))
      fitting.push(run);
  }
  const [only] = fitting;
  if (only === undefined || fitting.length > 1) return null;
  const clause = clauseBefore(text, only.start, beginning.end);
  const isStressed = stressed.test(clause) && !measures.test(clause);
  return isStressed || (saysMore && endsLine(text, only)) ? [only] : null;
}

const monthAndYear = /^0?6(?:19|20)\d\d$/;
const isYear = /^(?:19|20)\d\d$/;

/** "Eindcijfers 2504, begincijfers 060000": the end stands first. */
function partBefore(text: string, units: readonly PhoneUnit[], beginning: Beginning): Stretch[] | null {
  for (let at = beginning.first - 1; at >= Math.max(0, beginning.first - limits.pieces); at -= 1) {
    const unit = units[at];
    if (unit === undefined || beginning.start - unit.end > limits.chars) break;
    const run = runFrom(text, units, at, beginning.missing);
    if (run.digits.length !== beginning.missing || run.last >= beginning.first || isOtherThing(text, run)) continue;
    const isAnnounced =
      announces.test(clauseBefore(text, run.start)) || announcedAfter.test(clauseAfter(text, run.end));
    if (isAnnounced) return [run];
  }
  return null;
}

/** Units that stand side by side, up to so many digits; more are taken when they go on, so that a longer number is seen as one. */
function runFrom(
  text: string,
  units: readonly PhoneUnit[],
  first: number,
  digitsMax: number,
): Stretch & { last: number } {
  const begin = units[first];
  let last = first;
  let digits = begin?.digits ?? '';
  const kinds = new Set(begin?.kinds ?? []);
  for (let at = first + 1; at < units.length && digits.length <= digitsMax; at += 1) {
    const unit = units[at];
    const before = units[at - 1];
    if (unit === undefined || before === undefined || !standsBeside(text, before, unit)) break;
    if (endsBeforeEen(text, units, at, digits.length === digitsMax)) break;
    digits += unit.digits;
    for (const kind of unit.kinds) kinds.add(kind);
    last = at;
  }
  return { start: begin?.start ?? 0, end: units[last]?.end ?? 0, digits, kinds: [...kinds], last };
}

/** "een" after a whole part, or after figures with no other digit behind it. */
function endsBeforeEen(text: string, units: readonly PhoneUnit[], at: number, isWhole: boolean): boolean {
  const [before, unit, next] = [units[at - 1], units[at], units[at + 1]];
  if (before === undefined || unit === undefined || !saysEen(text, unit)) return false;
  return isWhole || (!before.kinds.includes('words') && (next === undefined || !standsBeside(text, unit, next)));
}

function standsBeside(text: string, before: PhoneUnit, after: PhoneUnit): boolean {
  const gap = text.slice(before.end, after.start);
  // "1e deel", and a sentence that begins with "Een" or "I".
  if (/^(?:e|ste|de|st|nd|th)(?!\p{L})/u.test(text.slice(after.end, after.end + 4))) return false;
  if (/[.!?]\s/.test(gap) && (after.weak || saysEen(text, after))) return false;
  if (/^[ \t\u00A0\u2007-\u200A\u202F\-‐‑‒–—./()[\]~*_]{0,4}$/u.test(gap)) return true;
  const both = before.digits.length === after.digits.length ? after.digits.length : 0;
  return both > 0 && both < 3 && (both === 1 ? /^(?:, ?| en | & | \+ )$/u : /^ (?:en|and|&) $/u).test(gap);
}

function digitsOf(parts: readonly Stretch[]): string {
  return parts.map((part) => part.digits).join('');
}

/** One stretch, as evidence has to be: a long one would mark the whole ad, so then it is the last part with its announcement. */
function evidenceOf(text: string, parts: readonly Stretch[]): { start: number; end: number } {
  const start = Math.min(...parts.map((part) => part.start));
  const end = Math.max(...parts.map((part) => part.end));
  const last = parts.at(-1);
  if (end - start <= wholeSpanChars || last === undefined) return { start, end };
  const clause = clauseBefore(text, last.start);
  return { start: last.start - (/\d/u.test(clause) ? 0 : clause.length), end: last.end };
}
