import { fold } from '../lib/fold.ts';
import { eachChunk } from './chunks.ts';
import { digitsOfNumeral } from './numerals.ts';
import {
  drawnDigitOf,
  drawnLetters,
  drawnSigns,
  isAllLookalikes,
  latinOf,
  lookalikeOf,
  sureLookalikeOf,
} from './look-alikes.ts';
import { digitsOfLeet } from './leet-words.ts';
import { digitsOf, numberWordBeginnings, repeats } from './number-words.ts';
import { mayBeginSeveral, numbersApartIn, severalWordsAt } from './numbers-apart.ts';
import type { ObfuscationKind, PhoneUnit } from './phone-unit.ts';

/** Longer runs are no phone number, and no word either. */
const chunkMaxChars = 120;

/** Not so for most words: they begin as no number does, are not made of letters that pass for digits, and hold plain letters only. */
const mayStandForDigits = new RegExp(`^(?:${numberWordBeginnings.join('|')}|[oqli]{1,10}$)|[^a-z]`, 'i');

/** Everything in the text that stands for digits, in order. Linear: each character is looked at a fixed number of times. */
export function phoneUnitsOf(text: string): PhoneUnit[] {
  const apart = numbersApartIn(text);
  const units: PhoneUnit[] = [];
  let times: { factor: number; start: number; end: number } | null = null;
  let reach = 0;
  eachChunk(text, (chunk, start) => {
    // What is turned round may stand directly behind what is not, as in "06" and the other eight digits.
    const turned = apart.size === 0 ? -1 : chunk.indexOf('\u202E');
    if (turned > 0) look(chunk.slice(0, turned), start);
    look(chunk.slice(Math.max(0, turned)), start + Math.max(0, turned));
  });
  return units;

  function look(chunk: string, start: number): void {
    if (start < reach) return;
    const isRead = chunk.length <= chunkMaxChars && mayStandForDigits.test(chunk);
    const spelled = apart.size === 0 ? undefined : apart.get(start);
    if (!isRead && spelled === undefined) {
      times = null;
      return;
    }
    let found = isRead ? unitsOfChunk(chunk, start) : [];
    const mayBeSeveral = found[0]?.kinds[0] === 'words' || (chunk.length <= 9 && mayBeginSeveral.test(chunk));
    const several = spelled ?? (mayBeSeveral ? severalWordsAt(text, start) : null);
    if (several !== null) found = [several];
    reach = found.at(-1)?.end ?? reach;
    const [only] = found;
    if (times !== null && found.length === 1 && only?.digits.length === 1 && start - times.end <= 2)
      units.push({
        ...only,
        start: times.start,
        digits: only.digits.repeat(times.factor),
        kinds: [...new Set([...only.kinds, 'words' as const])],
      });
    else units.push(...found);
    // "dubbel nul" is 00. No such word is shorter than six letters.
    const factor = chunk.length < 6 ? undefined : repeats.get(chunk.toLowerCase());
    times = factor === undefined ? null : { factor, start, end: start + chunk.length };
  }
}

/** One character of a chunk. `digits` is null for a letter, '' for what is not seen. */
type Sign = { at: number; length: number; char: string; digits: string | null; kind: ObfuscationKind | null };

/** Only plain digits, or only letters: what nearly every chunk is. */
const plainDigits = /^[0-9]+$/;
const notALetter = new RegExp(String.raw`[\p{N}\p{M}\p{Cf}${drawnLetters}${drawnSigns}]`, 'u');

function unitsOfChunk(chunk: string, offset: number): PhoneUnit[] {
  if (plainDigits.test(chunk)) {
    return [{ start: offset, end: offset + chunk.length, digits: chunk, kinds: [], glued: false, weak: false }];
  }
  if (chunk.includes('|') && barsPart(chunk))
    return piecesOf(chunk).flatMap((piece) => unitsOfChunk(piece.text, offset + piece.at));
  if (!notALetter.test(chunk)) return wordUnit(chunk, offset);
  const repeated = repeatedDigitOf(chunk);
  if (repeated !== null)
    return [
      { start: offset, end: offset + chunk.length, digits: repeated, kinds: ['words'], glued: false, weak: false },
    ];
  const spelled = digitsOfLeet(chunk);
  if (spelled !== null)
    return [
      {
        start: offset,
        end: offset + chunk.length,
        digits: spelled,
        kinds: ['lookalikes', 'words'],
        glued: false,
        weak: false,
      },
    ];
  const signs = signsOf(chunk);
  const seen = signs.filter((sign) => sign.digits !== '');
  const digitCount = seen.filter((sign) => sign.digits !== null).length;
  if (digitCount === seen.length) return digitCount === 0 ? [] : [unitOf(signs, false)];
  if (digitCount === 0) return wordUnit(chunk, offset);
  const letters = seen.length - digitCount;
  const lookalikes = seen.every((sign) => sign.digits !== null || sureLookalikeOf(sign.char) !== undefined);
  const doubtful = seen.filter((sign) => sign.digits === null && sureLookalikeOf(sign.char) === undefined).length;
  // "100s" is a hundred and more of them.
  const shapes =
    seen.every((sign) => sign.digits !== null || lookalikeOf(sign.char) !== undefined) && !/^[^sz]+[sz]$/.test(chunk);
  if (
    (lookalikes && letters <= digitCount + 4) ||
    (shapes &&
      (digitCount >= 3 || (digitCount === 2 && letters === 2)) &&
      doubtful < digitCount &&
      letters <= digitCount + 4)
  ) {
    return [unitOf(signs, false)];
  }
  const runs = runsOf(signs).map((run) => ({ run, text: run.map((sign) => sign.char).join('') }));
  const isWritten = (run: readonly Sign[]) => run.some((sign) => sign.digits !== null && sign.digits !== '');
  // Letters that part digits, as in "0a6b0c", are none themselves: not even the "i" among them.
  const parts = runs.some(({ run, text }) => !isWritten(run) && wordUnit(text, 0).length === 0);
  return runs.flatMap(({ run, text }) => {
    const first = run[0];
    if (first === undefined) return [];
    if (isWritten(run)) return [unitOf(run, true)];
    return wordUnit(text, offset + first.at).filter((unit) => !(parts && unit.weak));
  });

  function unitOf(run: readonly Sign[], glued: boolean): PhoneUnit {
    const visible = run.filter((sign) => sign.digits !== '');
    const first = visible[0]?.at ?? 0;
    const lastAt = visible.at(-1)?.at ?? 0;
    // A keycap or circle after the last digit belongs to it.
    const last = run.findLast((sign) => sign.kind !== 'split');
    const kinds = new Set<ObfuscationKind>();
    for (const sign of run) {
      if (sign.digits === null) kinds.add('lookalikes');
      else if (sign.kind === 'split' ? sign.at > first && sign.at < lastAt : sign.kind !== null)
        kinds.add(sign.kind ?? 'split');
    }
    return {
      start: offset + first,
      end: offset + (last?.at ?? 0) + (last?.length ?? 0),
      digits: visible.map((sign) => sign.digits ?? lookalikeOf(sign.char) ?? '').join(''),
      kinds: [...kinds],
      glued,
      weak: false,
    };
  }
}

/** "triple5", "dubbel4". */
function repeatedDigitOf(chunk: string): string | null {
  const [, word = '', digit = ''] = /^([a-z]{6,11})(\d)$/iu.exec(chunk) ?? [];
  const factor = repeats.get(word.toLowerCase());
  return factor === undefined ? null : digit.repeat(factor);
}

/** Bars between number words, and those that part ten digits, stand for no digit themselves. */
function barsPart(chunk: string): boolean {
  return (
    piecesOf(chunk).some(({ text }) => digitsOf(fold(text)) !== null) ||
    (!/\p{L}/u.test(chunk) && chunk.match(/\p{N}/gu)?.length === 10)
  );
}

function piecesOf(chunk: string): { at: number; text: string }[] {
  return Array.from(chunk.matchAll(/[^|]+/g), (match) => ({ at: match.index, text: match[0] }));
}

function wordUnit(word: string, start: number): PhoneUnit[] {
  const end = start + word.length;
  const folded = fold(word);
  const digits = digitsOf(folded) ?? (plainLetters.test(folded) ? null : digitsOf(latinOf(folded)));
  if (digits !== null) return [{ start, end, digits, kinds: ['words'], glued: false, weak: false }];
  // A bar on its own parts numbers; only beside letters or digits it stands for a one.
  if (word.length > 10 || !isAllLookalikes(word) || /^\|+$/u.test(word)) return [];
  const shapes = Array.from(word, (char) => sureLookalikeOf(char) ?? '').join('');
  return [{ start, end, digits: shapes, kinds: ['lookalikes'], glued: false, weak: true }];
}

const plainLetters = /^[a-z]*$/;

/** Cuts a chunk where letters and digits meet. */
function runsOf(signs: readonly Sign[]): Sign[][] {
  const runs: Sign[][] = [];
  let letters: boolean | undefined;
  for (const sign of signs) {
    const run = runs.at(-1);
    const isLetter = sign.digits === '' ? letters : sign.digits === null;
    if (run === undefined || isLetter !== letters) runs.push([sign]);
    else run.push(sign);
    letters = isLetter;
  }
  return runs;
}

function signsOf(chunk: string): Sign[] {
  const signs: Sign[] = [];
  let at = 0;
  for (const char of chunk) {
    signs.push({ at, length: char.length, char, ...meaningOf(char) });
    at += char.length;
  }
  return signs;
}

function meaningOf(char: string): Pick<Sign, 'digits' | 'kind'> {
  if (char >= '0' && char <= '9') return { digits: char, kind: null };
  // Marks on a digit (keycap, circle, strike-through) change its look; other invisible characters cut a number in pieces.
  if (/\p{M}/u.test(char)) return { digits: '', kind: 'unicode-digits' };
  if (/\p{Cf}/u.test(char)) return { digits: '', kind: 'split' };
  const digits = drawnDigitOf(char) ?? (/\p{N}/u.test(char) ? digitsOfNumeral(char) : null);
  return digits === null ? { digits: null, kind: null } : { digits, kind: 'unicode-digits' };
}
