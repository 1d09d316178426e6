import { fold } from '../lib/fold.ts';
import { digitsOf, pluralDigits } from './number-words.ts';
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
const apartPattern =
  /\p{L}([ .*_/|,~·•+:=#-])(?<![\p{L}\p{N}]\p{L}[ .*_/|,~·•+:=#-])\p{L}\1\p{L}(?:\1\p{L}){0,38}(?![\p{L}\p{N}])/gu;

/** Two signs that part, each before one character that may be a letter, the last before no plain letter: found many times faster. */
const mayBeApart = /(?:[ .*_/|,~·•+:=#-](?:[^ -@€]|[\uD800-\uDBFF][^])){2}(?![a-z])/i;

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
const englishOnes = 'one|two|three|four|five|six|seven|eight|nine';
const englishTens = '(?:twen|thir|for|fif|six|seven|eigh|nine)ty';
const digit = String.raw`nul|zero|oh|o|nought|naught|\d|${ones}|${englishOnes}`;
const count = '(?:twee|drie|vier|vijf|zes|zeven|acht|two|three|four|five|six|seven|eight|[2-8])';
/** One number in several words: "vijf en dertig", "thirty-four", "vier keer nul", "twee keer dubbel nul", "vier nullen", "4x de nul",
 * "four times zero", "twee keer 37", "nul (4x)", "two fives", "twelve hundred", "nog een nul". */
const severalWords = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}]|\d ?[x×] ?)(?:(?<one>${ones})[ -]en[ -](?<ten>${tens})`,
    String.raw`(?<english>${englishTens}[ -](?:${englishOnes}))(?![ -]hundred)`,
    String.raw`(?<hundreds>${englishTens}(?:[ -](?:${englishOnes}))?|${englishOnes}|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)[ -]hundred`,
    String.raw`(?<times>${count})[ -]?(?:(?:keer|maal|times|x|×)[ -]?(?:(?:een|de|het|the|a)[ -](?:cijfer )?)?(?:(?<double>dubbele?|double)[ -])?(?<repeated>\d\d|${digit})|(?<plural>[a-zë0]{1,10}['’]?s|[a-zë]{3,8}en))`,
    String.raw`(?<again>nul|zero|oh|0)(?:len|e?s)?(?:,? (?:times|x|×|maal|keer) ?|[x×]|,? ?\((?=[a-z]{0,5}\d? ?(?:keer|maal|times|x|×)\)))(?<after>${count})(?: ?(?:keer|maal|times|x|×)\))?`,
    String.raw`(?<=\bnog )een (?<more>nul|${ones}))(?![\p{L}\p{N}]| ?[x×] ?\d)`,
  ].join('|'),
  'iuy',
);

/** How a chunk begins that such a number may begin with, besides words for digits: "4x", "0", "viermaal". */
export const mayBeginSeveral =
  /^(?:[02-8](?:[x×]\d?)?|(?:twee|drie|vier|vijf|zes|zeven|acht)(?:maal|keer)|nullen|zeroe?s)$/i;

/** @param start where a word for a number begins; null when it is a number of its own. */
export function severalWordsAt(text: string, start: number): PhoneUnit | null {
  severalWords.lastIndex = start;
  const match = severalWords.exec(text);
  if (match === null) return null;
  const { one, ten, english, hundreds, times, double, plural, repeated, again, after, more } = match.groups ?? {};
  const counted = times ?? after;
  const repeatedDigit = plural === undefined ? (repeated ?? again) : pluralDigits.get(fold(plural));
  const written =
    counted === undefined
      ? (english ?? hundreds ?? more ?? (one === undefined ? undefined : `${one}en${ten ?? ''}`))
      : repeatedDigit;
  if (written === undefined) return null;
  const once = digitOf(written);
  if (once === null) return null;
  const factor = (counted === undefined ? 1 : Number(digitOf(counted))) * (double === undefined ? 1 : 2);
  const digits = once.repeat(factor) + (hundreds === undefined ? '' : '00');
  return { start, end: start + match[0].length, digits, kinds: ['words'], glued: false, weak: false };
}

function digitOf(written: string): string | null {
  if (/^\d+$/u.test(written)) return written;
  return written.toLowerCase() === 'o' ? '0' : digitsOf(fold(written.replace(/[ -]/u, '')));
}

/** What stands after a sign that turns the direction of writing is seen from the last character to the first. */
const turnedRound = /\u202E[^\u202C\n]{6,200}\u202C?/gu;
/** The sign belongs to the digits it stands before. */
const turnedDigits = /\u202E?[\d()][\d ()./-]{4,38}[\d()]\u202C?/gu;

function turnedRoundIn(text: string, units: Map<number, PhoneUnit>): void {
  for (const match of text.matchAll(turnedRound)) {
    for (const run of match[0].matchAll(turnedDigits)) {
      const digits = Array.from(run[0].replaceAll(/\D/gu, '')).toReversed().join('');
      const start = match.index + run.index;
      units.set(start, { start, end: start + run[0].length, digits, kinds: ['split'], glued: false, weak: false });
    }
  }
}
