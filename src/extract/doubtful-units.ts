import { chunkCharacters } from './chunks.ts';
import { doubtfulLookalikeOf, sureLookalikeOf } from './look-alikes.ts';
import { nearWordOf } from './near-words.ts';
import type { PhoneUnit } from './phone-unit.ts';

/** Longer chunks hold no guess. */
const guessMaxChars = 12;
/** Besides what makes up other chunks, signs that pass for a digit or a letter. */
const guessPattern = new RegExp(String.raw`(?:\(\)|[${chunkCharacters}!¡$§*@])+`, 'gu');

/**
 * The units of a text with guesses for what is none yet: "B3Z7", "sevn", "z*s", "()6", "!2$4".
 * @param units all of the text, in order.
 * @param within the stretch to look at.
 * @param letters whether a chunk without any digit may be guessed at too, such as "SBTZ".
 */
export function doubtfulUnitsOf(
  text: string,
  units: readonly PhoneUnit[],
  within: { start: number; end: number },
  letters: boolean,
): PhoneUnit[] {
  const all: PhoneUnit[] = [];
  let next = 0;
  let reach = 0;
  for (const match of text.slice(within.start, within.end).matchAll(guessPattern)) {
    // A mark that ends a sentence is one for a digit only when nothing less makes a number.
    const chunk = match[0].replace(letters ? /[*@]+$/ : /[!¡$§*@]+$/, '').replace(/^[*@]+/, '');
    const start = within.start + match.index + match[0].indexOf(chunk);
    const end = start + chunk.length;
    while (next < units.length && (units[next]?.start ?? 0) < start) keep();
    let inside = 0;
    while ((units[next + inside]?.end ?? Infinity) <= end) inside += 1;
    const [first, after] = [units[next], units[next + inside]];
    // A unit that goes on after this chunk is a number in several words.
    const isTaken = start < reach || (after !== undefined && after.start < end);
    const isRead = inside === 1 && first?.start === start && first.end === end;
    const guess = isTaken || isRead || chunk.length > guessMaxChars ? null : guessOf(chunk, start, letters);
    if (guess === null) continue;
    all.push(guess);
    next += inside;
  }
  while (next < units.length) keep();
  return all;

  function keep(): void {
    const unit = units[next];
    if (unit !== undefined) {
      all.push(unit);
      reach = Math.max(reach, unit.end);
    }
    next += 1;
  }
}

function guessOf(chunk: string, start: number, letters: boolean): PhoneUnit | null {
  const near = chunk.length < 2 ? null : nearWordOf(chunk);
  if (near !== null)
    return {
      ...placeOf(chunk, start),
      digits: near.digits,
      kinds: near.doubt > 0 ? ['words'] : ['words', 'lookalikes'],
      weak: false,
      doubt: near.doubt,
    };
  // Letters only: one capital, or when everything else was tried some that make no word.
  if (/^\p{L}+$/u.test(chunk) && !(letters ? /^(?:(?:[A-Zoli](?<![AEU]))+|o+[bg])$/ : /^[\p{Lu}bgqz]$/u).test(chunk))
    return null;
  let digits = '';
  let sure = 0;
  let written = 0;
  for (const sign of chunk.replaceAll('()', 'O')) {
    const isWritten = sign >= '0' && sign <= '9';
    const digit = isWritten ? sign : /[\p{M}\p{Cf}]/u.test(sign) ? '' : doubtfulLookalikeOf(sign);
    if (digit === undefined) return null;
    digits += digit;
    if (isWritten) written += 1;
    else if (sureLookalikeOf(sign) !== undefined) sure += 1;
  }
  if (digits === '' || (written === 0 && /^[!$|]+$/.test(chunk))) return null;
  return {
    ...placeOf(chunk, start),
    digits,
    kinds: ['lookalikes'],
    weak: written < 2,
    doubt: digits.length - sure - written,
  };
}

function placeOf(chunk: string, start: number): Pick<PhoneUnit, 'start' | 'end' | 'glued'> {
  return { start, end: start + chunk.length, glued: false };
}
