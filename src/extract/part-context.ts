import { clauseBefore, namesSomethingElse } from './not-phones.ts';

/** What stands around a piece of a number. */

type PartStretch = { start: number; end: number; digits: string };

/** Sets, hours, prices and the like; and what is numbered other than by telephone. */
const otherUnit =
  /^\s?(?:uur|u\b|h\b|euro|eur\b|€|,-|jaar|jr|min|cm|kg|km|m2|%|x\b|plek|we[ek]+en|dagen|keer|personen|klanten|tellen|procent|-?nummer|[:.]\d)/iu;
const otherBefore = /\b(?:om|na|vanaf|tot|t\/m|tussen|sinds|per|jaar|anno|euro|kamer|vóór|open|rond|ben|am) ?$/u;
const postcodeAfter = /^ ?[A-Z]{2}\b/u;
export function isOtherThing(text: string, { start, end, digits }: PartStretch): boolean {
  const after = text.slice(end, end + 12);
  const before = text.slice(Math.max(0, start - 8), start);
  if (otherUnit.test(after) || (digits.length === 4 && postcodeAfter.test(after))) return true;
  if (/[€£$#] ?$|\d[.,:]$|\p{L}-?$/u.test(before)) return true;
  const clause = clauseBefore(text, start);
  return otherBefore.test(clause) || namesSomethingElse(clause);
}

/** Nothing but signs around it on its line, or a sentence of its own. */
export function standsAlone(text: string, { start, end }: PartStretch): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  return /(?:^|\n|[.!?…]\s)[^\p{L}\p{N}]*$/u.test(before) && /^[^\p{L}\p{N}]*(?:$|\n)/u.test(after);
}

export function clauseAfter(text: string, end: number): string {
  return (/^[^\n.!?]{0,60}/u.exec(text.slice(end, end + 60))?.[0] ?? '').toLowerCase();
}

/** Behind a full stop or a comma, and the last of its line. */
export function endsLine(text: string, { start, end }: PartStretch): boolean {
  return (
    /(?:^|[\n.,;:!?…])[^\p{L}\p{N}]*$/u.test(text.slice(Math.max(0, start - 8), start)) &&
    /^[^\p{L}\p{N}]*(?:$|\n)/u.test(text.slice(end, end + 12))
  );
}
