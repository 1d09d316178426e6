/** The line above an ad, in which an age needs no words: "Anna, 23", "w4m - 23 (Brooklyn)", "Sweet Anna is back! - 23". */
import type { Span } from '../model/ad.ts';
import { isName } from './age-words.ts';

type Found = { years: number; start: number; end: number };

/** A longer line is a paragraph. */
const lineMaxChars = 90;

const signs = String.raw`[^\p{L}\p{N}€$£%#+]`;
const name = String.raw`(\p{Lu}[\p{L}\p{M}'’-]{1,24})`;
/** A name at the beginning, and nothing but signs up to the number. */
const nameAtStart = new RegExp(`^${signs}{0,8}${name}(?: ${name})?(${signs}{1,6})$`, 'u');
/** "w4m", by which classified ads say who looks for whom. */
const whoForWhom = /(?:^|[^\p{L}\p{N}])[fmtw]{1,2}4[fmtw]{1,2}[^\p{L}\p{N}$€£]{1,5}$/iu;
const whoForWhomAfter = /^ [fmtw]{1,2}4[fmtw]{1,2}(?![\p{L}\p{N}])/iu;
/** Not of "10 - 22", which are hours or days. */
const dashAtEnd = /(?:(\p{L}{2,})|[^\p{N}\s])[!?.)"”♥❤]{0,3} ?[-–—|] $/u;
/** A name further on, or a mark of exclamation: with neither it is sooner a price, as in "Hotstone massage - 45". */
const nameInside = /\p{L}[^\p{L}]{1,3}\p{Lu}\p{Ll}|[!?♥❤] ?[-–—|] $/u;
/** What a round number at the end of a line may be the price or the minutes of. */
const priced = /massage|behandeling|sessie|uur|min|tarief|prijs|euro|les|rate|price|special|session|off/iu;

/** Or a place between brackets, as classified ads have it. */
const endOfLine = /^(?: \(\p{L}[^()\n]{1,30}\))?[^\p{L}\p{N}€$£%+°]{0,6}$/u;
const partedFromWords = /^(?=.{0,5}[^\p{L}\p{N}\s])[^\p{L}\p{N}€$£%+°]{1,6}\p{L}/u;
const beforeSmallLetter = /^[^\p{L}]*\p{Ll}/u;
const beforeName = /^ \p{Lu}\p{L}{2}/u;

/**
 * Whether a number is the age in the line that stands above an ad: its title, or the first line of a text that goes on below.
 */
export function isAgeInTitle(field: Span['field'], raw: string, { years, start, end }: Found): boolean {
  // Too weak to call somebody a minor.
  if (end > lineMaxChars || years < 18) return false;
  const head = raw.slice(0, lineMaxChars + 1);
  const lineEnd = head.indexOf('\n');
  if (lineEnd >= 0 && lineEnd < end) return false;
  const line = lineEnd < 0 ? head : head.slice(0, lineEnd);
  const [before, after] = [line.slice(0, start), line.slice(end)];
  const [, first, second, between = ''] = nameAtStart.exec(before) ?? [];
  const isNamed =
    first !== undefined && isName(first) && (second === undefined || (isName(second) && /\S/u.test(between)));
  // "Halfuur 60, uur 100" is a list of prices: before a word in small letters, and where lines were joined, signs stand on both sides.
  const isFramed =
    /[^\s,]/u.test(between) || (/\S/u.test(between) && !after.startsWith(',')) || /^[^\p{L}\p{N}]/u.test(line);
  const isLine = field === 'title' || (lineEnd >= 0 && line.length <= lineMaxChars);
  if (isNamed && partedFromWords.test(after) && (isFramed || (isLine && !beforeSmallLetter.test(after)))) return true;
  if (!isLine) return false;
  if (whoForWhom.test(before) || (start === 0 && whoForWhomAfter.test(after))) return true;
  if (isNamed && (endOfLine.test(after) || beforeName.test(after))) return true;
  if (!endOfLine.test(after) || !nameInside.test(before)) return false;
  const dash = dashAtEnd.exec(before);
  return dash !== null && isName(dash[1] ?? '') && !(years % 5 === 0 && priced.test(before));
}
