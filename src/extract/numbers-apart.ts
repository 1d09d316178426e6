import { fold } from '../lib/fold.ts';
import { digitsOf } from './number-words.ts';
import type { PhoneUnit } from './phone-unit.ts';

/** Digits written in more than one piece of text, by where they start: letters apart, or the other way round. */
export function numbersApartIn(text: string): Map<number, PhoneUnit> {
  const units = new Map<number, PhoneUnit>();
  lettersApart(text, units);
  if (text.includes('\u202E')) turnedRoundIn(text, units);
  return units;
}

/** "z.e.s", "n-u-l", "t w e e": a word with the same sign between all of its letters. What stands before is looked at last: most
 * letters are not followed by such a sign. */
const apartPattern = /\p{L}([ .*_-])(?<![\p{L}\p{N}]\p{L}[ .*_-])\p{L}\1\p{L}(?:\1\p{L}){0,38}(?![\p{L}\p{N}])/gu;

/** Two signs that part, each before one character that may be a letter, the last before no plain letter: found many times faster. */
const mayBeApart = /(?:[ .*_-](?:[^ -@€]|[\uD800-\uDBFF][^])){2}(?![a-z])/i;

function lettersApart(text: string, units: Map<number, PhoneUnit>): void {
  if (!mayBeApart.test(text)) return;
  for (const match of text.matchAll(apartPattern)) {
    const digits = digitsOf(fold(match[0].replaceAll(match[1] ?? '', '')));
    if (digits === null) continue;
    const start = match.index;
    const end = start + match[0].length;
    units.set(start, { start, end, digits, kinds: ['words', 'split'], glued: false, weak: false });
  }
}

const ones = 'een|één|twee|drie|vier|vijf|zes|zeven|acht|negen';
const tens = 'twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig';
/** One number in several words: "vijf en dertig", "thirty-four", "vier keer nul", "twee keer dubbel nul", "vier nullen", "4x de nul", "nog een nul". */
const severalWords = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])(?:(?<one>${ones})[ -]en[ -](?<ten>${tens})`,
    String.raw`(?<english>(?:twen|thir|for|fif|six|seven|eigh|nine)ty[ -](?:one|two|three|four|five|six|seven|eight|nine))`,
    String.raw`(?<times>twee|drie|vier|vijf|[2-5](?= ?[xkmn])) ?(?:(?:keer|maal|x) (?:een |de |(?<double>dubbel(?:e)? ))?(?<repeated>nul|0|${ones})|nullen)`,
    String.raw`(?<=\bnog )een (?<again>nul|${ones}))(?![\p{L}\p{N}])`,
  ].join('|'),
  'iuy',
);

/** @param start where a word for a number begins; null when it is a number of its own. */
export function severalWordsAt(text: string, start: number): PhoneUnit | null {
  severalWords.lastIndex = start;
  const match = severalWords.exec(text);
  if (match === null) return null;
  const { one, ten, english, times, double, again, repeated = again ?? '0' } = match.groups ?? {};
  const written = english ?? (one === undefined ? repeated : `${one}en${ten ?? ''}`);
  const digit = written === '0' ? written : digitsOf(fold(written.replace(/[ -]/u, '')));
  if (digit === null) return null;
  const count = times === undefined ? 1 : Number(digitsOf(times.toLowerCase()) ?? times);
  const digits = digit.repeat(count * (double === undefined ? 1 : 2));
  return { start, end: start + match[0].length, digits, kinds: ['words'], glued: false, weak: false };
}

/** Digits after a sign that turns the direction of writing are seen from the last to the first. */
const turnedRound = /\u202E([\d ()./-]{6,40})(?:\u202C|$)/gmu;

function turnedRoundIn(text: string, units: Map<number, PhoneUnit>): void {
  for (const match of text.matchAll(turnedRound)) {
    const digits = Array.from((match[1] ?? '').replaceAll(/\D/gu, ''))
      .toReversed()
      .join('');
    const start = match.index;
    units.set(start, { start, end: start + match[0].length, digits, kinds: ['split'], glued: false, weak: false });
  }
}
