import { fold } from '../lib/fold.ts';
import { digitsOf, numberWordBeginnings } from './number-words.ts';
import { numbersApartIn, severalWordsAt } from './numbers-apart.ts';
import type { ObfuscationKind, PhoneUnit } from './phone-unit.ts';

/** Longer runs are no phone number, and no word either. */
const chunkMaxChars = 120;

/** Letters, digits of any script, the signs drawn as an O, and what can hide inside them: marks, keycaps, zero-width and direction characters. */
const chunkPattern = /[\p{L}\p{N}\p{M}\p{Cf}|\u24C4\u24DE\u2B55\u{1F13E}\u{1F15E}\u{1F17E}]+/gu;

/** Not so for most words: they begin as no number does, are not made of letters that pass for digits, and hold plain letters only. */
const mayStandForDigits = new RegExp(`^(?:${numberWordBeginnings.join('|')}|[oqli]{1,5}$)|[^a-z]`, 'i');

/** Everything in the text that stands for digits, in order. Linear: each character is looked at a fixed number of times. */
export function phoneUnitsOf(text: string): PhoneUnit[] {
  const apart = numbersApartIn(text);
  const units: PhoneUnit[] = [];
  let times: { factor: number; start: number; end: number } | null = null;
  let reach = 0;
  for (const match of text.matchAll(chunkPattern)) {
    const start = match.index;
    const spelled = apart.get(start);
    const end = start + match[0].length;
    if (start < reach) continue;
    const isRead = match[0].length <= chunkMaxChars && mayStandForDigits.test(match[0]);
    let found = isRead ? unitsOfChunk(match[0], start) : [];
    const mayBeSeveral = found[0]?.kinds[0] === 'words' || timesSign.test(match[0]);
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
    const factor = match[0].length < 6 ? undefined : repeats.get(match[0].toLowerCase());
    times = factor === undefined ? null : { factor, start, end };
  }
  return units;
}

/** "4x de nul" */
const timesSign = /^[2-5]x?$/i;

/** "dubbel nul" is 00. None is shorter than six letters. */
const repeats = new Map([
  ['dubbel', 2],
  ['dubbele', 2],
  ['double', 2],
  ['driedubbel', 3],
  ['triple', 3],
  ['tweemaal', 2],
  ['driemaal', 3],
  ['viermaal', 4],
  ['vijfmaal', 5],
]);

/** One character of a chunk. `digits` is null for a letter, '' for what is not seen. */
type Sign = { at: number; length: number; char: string; digits: string | null; kind: ObfuscationKind | null };

/** Only plain digits, or only letters: what nearly every chunk is. */
const plainDigits = /^[0-9]+$/;
/** Bars that part ten digits stand for no digit themselves. */
const numbersAndBars = /^(?=(?:\|?\d){10}\|?$)\d+(?:\|\d+)+$/;
const notALetter = /[\p{N}\p{M}\p{Cf}]/u;

function unitsOfChunk(chunk: string, offset: number): PhoneUnit[] {
  if (plainDigits.test(chunk)) {
    return [{ start: offset, end: offset + chunk.length, digits: chunk, kinds: [], glued: false, weak: false }];
  }
  if (!notALetter.test(chunk)) return wordUnit(chunk, offset);
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
  if (numbersAndBars.test(chunk))
    return Array.from(chunk.matchAll(/[0-9]+/g), (match) => {
      const start = offset + match.index;
      return { start, end: start + match[0].length, digits: match[0], kinds: [], glued: false, weak: false };
    });
  const signs = signsOf(chunk);
  const seen = signs.filter((sign) => sign.digits !== '');
  const digitCount = seen.filter((sign) => sign.digits !== null).length;
  if (digitCount === seen.length) return digitCount === 0 ? [] : [unitOf(signs, false)];
  if (digitCount === 0) return wordUnit(chunk, offset);
  const letters = seen.length - digitCount;
  const lookalikes = seen.every((sign) => sign.digits !== null || sureLookalikeOf(sign.char) !== undefined);
  const doubtful = seen.filter((sign) => sign.digits === null && sureLookalikeOf(sign.char) === undefined).length;
  const shapes = seen.every((sign) => sign.digits !== null || lookalikeOf(sign.char) !== undefined);
  if (
    (lookalikes && letters <= digitCount + 4) ||
    (shapes &&
      (digitCount >= 3 || (digitCount === 2 && letters === 2)) &&
      doubtful < digitCount &&
      letters <= digitCount + 4)
  ) {
    return [unitOf(signs, false)];
  }
  return runsOf(signs).flatMap((run) => {
    const first = run[0];
    if (first === undefined) return [];
    if (run.some((sign) => sign.digits !== null && sign.digits !== '')) return [unitOf(run, true)];
    return wordUnit(run.map((sign) => sign.char).join(''), offset + first.at);
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

/** "z3s", "nu1", "v1er": digits that pass for the letters of a number word. */
function digitsOfLeet(chunk: string): string | null {
  if (chunk.length > 8 || !/^[a-z][a-z0-9]*$/iu.test(chunk)) return null;
  const letters = chunk.toLowerCase().replaceAll(/[034]/gu, (digit) => ({ 0: 'o', 3: 'e', 4: 'a' })[digit] ?? digit);
  return digitsOf(letters.replaceAll('1', 'l')) ?? digitsOf(letters.replaceAll('1', 'i'));
}

function wordUnit(word: string, start: number): PhoneUnit[] {
  const end = start + word.length;
  const digits = digitsOf(fold(word));
  if (digits !== null) return [{ start, end, digits, kinds: ['words'], glued: false, weak: false }];
  // A bar on its own parts numbers; only beside letters or digits it stands for a one.
  if (word.length > 10 || !allLookalikes.test(word) || /^\|+$/u.test(word)) return [];
  const shapes = Array.from(word, (char) => sureLookalikeOf(char) ?? '').join('');
  return [{ start, end, digits: shapes, kinds: ['lookalikes'], glued: false, weak: true }];
}

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
  const digits = /\p{N}/u.test(char) ? digitsOfNumeral(char) : null;
  return digits === null ? { digits: null, kind: null } : { digits, kind: 'unicode-digits' };
}

/** Full-width, mathematical, circled, bracketed digits and those of other scripts. */
function digitsOfNumeral(char: string): string | null {
  const plain = char.normalize('NFKC').replaceAll(/[().,]/g, '');
  if (/^\d{1,2}$/.test(plain)) return plain;
  const code = char.codePointAt(0) ?? 0;
  // Dingbats and negative circles have no compatibility form.
  if (code >= 0x2776 && code <= 0x2793) return String(((code - 0x2776) % 10) + 1);
  if (code === 0x24ff || code === 0x1f10c) return '0';
  if (code >= 0x24f5 && code <= 0x24fe) return String(code - 0x24f4);
  if (!/\p{Nd}/u.test(plain)) return null;
  // Decimal digits of every script stand in runs of ten, zero first.
  let steps = 0;
  while (steps < 10 && /\p{Nd}/u.test(String.fromCodePoint(code - steps - 1))) steps += 1;
  return steps < 10 ? String(steps) : null;
}

/** Latin, Greek, Cyrillic, full-width and circled letters that pass for 0, 1 and 6. */
const zeros = 'OoQΟοОоØøΘθＯｏⓄⓞ⭕🄾🅞🅾';
const ones = 'lI|iІіｌＩ';
const sixes = 'б';
const allLookalikes = new RegExp(`^[${zeros}${ones}${sixes}]+$`, 'u');

function sureLookalikeOf(char: string): string | undefined {
  if (zeros.includes(char)) return '0';
  if (sixes.includes(char)) return '6';
  return ones.includes(char) ? '1' : undefined;
}

/** Those, and the ones that are believed only among many digits. */
function lookalikeOf(char: string): string | undefined {
  const at = 'ZSBGEЗз'.indexOf(char);
  return sureLookalikeOf(char) ?? (at < 0 ? undefined : '2586333'[at]);
}
