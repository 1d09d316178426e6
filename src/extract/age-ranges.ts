import type { Ad, Span } from '../model/ad.ts';

type AgeRange = Ad['ageRanges'][number];

const textMaxChars = 100_000;
const rangesMax = 20;

const decades = new Map([
  ['twintig', 20],
  ['dertig', 30],
  ['veertig', 40],
  ['vijftig', 50],
  ['zestig', 60],
]);
/** How far into its ten years an age is, first and last year. */
const stretches = {
  begin: [0, 3],
  midden: [4, 6],
  eind: [7, 9],
} as const;

const names = [...decades.keys()].join('|');
const early = String.raw`(?<early>begin|midden|eind)[\s-]{0,2}(?:(?:van )?de )?(?<decade>${names}|[2-6]0)(?:'?er)?(?![\p{L}\p{N}]|[.,:]\d|\s?(?:uur|euro|minuten|min|%|(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)))`;
const whole = String.raw`(?<decade2>${names})er(?!\p{L}|\s?jaren)|ben (?:al )?in de (?<decade3>${names})(?!\p{L})`;
const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${early}|${whole})`, 'giu');

/** Of visitors, or of a time, and not of who is advertised. */
const notTheirs =
  /(?:voor|vanaf|tot|onder|boven|heren|mannen|dames|klanten|gasten|bezoekers|jaren|in de|sinds)(?: van| in de| in hun)? $/u;

/**
 * Ages that a text states only roughly, in order: "begin twintig" is 20 to 23, "eind dertig" 37 to 39, "een twintiger" 20 to 29.
 * They are kept apart from exact ages: no rule and no report takes a guess for a number.
 */
export function findAgeRanges(field: Span['field'], text: string): AgeRange[] {
  const raw = text.slice(0, textMaxChars);
  const ranges: AgeRange[] = [];
  for (const match of raw.matchAll(pattern)) {
    const start = match.index;
    if (notTheirs.test(raw.slice(Math.max(0, start - 30), start).toLowerCase())) continue;
    const years = yearsOf(match.groups ?? {});
    if (years !== null) ranges.push({ ...years, span: { field, start, end: start + match[0].length } });
    if (ranges.length >= rangesMax) break;
  }
  return ranges;
}

function yearsOf({
  early: stretch,
  decade,
  decade2,
  decade3,
}: Partial<Record<string, string>>): Pick<AgeRange, 'from' | 'to'> | null {
  const name = (decade ?? decade2 ?? decade3 ?? '').toLowerCase();
  const ten = decades.get(name) ?? Number(name);
  if (!Number.isInteger(ten)) return null;
  const part = (stretch ?? '').toLowerCase();
  const [first, last] = isStretch(part) ? stretches[part] : [0, 9];
  return { from: ten + first, to: ten + last };
}

function isStretch(part: string): part is keyof typeof stretches {
  return part in stretches;
}
