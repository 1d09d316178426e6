import { fold } from '../lib/fold.ts';
import { latinOf } from './look-alikes.ts';
import { digitWords, digitsOf } from './number-words.ts';

/** What is nearly a number word; `doubt` is how many of its digits are guessed at. */
export type NearWord = { digits: string; doubt: number };

/** Signs that pass for letters in a word. */
const signs: Readonly<Record<string, string>> = { '!': 'i', '|': 'l', '¡': 'i', $: 's', '@': 'a' };

/** Words spelled by how they sound, in Dutch, its dialects and English. */
const bySound: Readonly<Record<string, string>> = {
  0: 'noel ziro nol',
  1: 'won wan ien eene',
  2: 'to too tu twie',
  3: 'tree free dri drij',
  4: 'for fore veer',
  5: 'fife faif vief vyf veif',
  6: 'sicks siks zesse',
  7: 'zeuve zeuven zeve',
  8: 'ate eit aight ach agt ag',
  9: 'nain niner neuge neugen nege neege',
};

const stretchedWords: ReadonlyMap<string, string> = new Map(digitWords.map(([word, digit]) => [once(word), digit]));
const nearWords = wordsNear();

/**
 * The digits of a word that is misspelled, lengthened, spelled by its sound, or written with signs: "sevn", "zesss", "ate", "v!jf", "z*s".
 * Believed only beside others.
 * @param chunk 2 to 12 characters, not a number word as it stands.
 */
export function nearWordOf(chunk: string): NearWord | null {
  if (chunk.includes('*')) return maskedWord(chunk.toLowerCase());
  const isPlain = /^[a-z]+$/i.test(chunk);
  const spelled = isPlain
    ? chunk.toLowerCase()
    : latinOf(fold(chunk).replaceAll(/[!|¡$@]/gu, (sign) => signs[sign] ?? sign));
  const exact = isPlain ? null : (digitsOf(spelled) ?? digitsOf(spelled.replaceAll('i', 'l')));
  if (exact !== null) return { digits: exact, doubt: 0 };
  const short = once(spelled);
  // "zesss", "zeero": nothing but longer, so no guess.
  const stretched = short === spelled ? undefined : stretchedWords.get(short);
  if (stretched !== undefined) return { digits: stretched, doubt: 0 };
  // "neguh" is how "negen" sounds.
  const written = spelled.replace(/uh$/, 'en');
  const digit = nearWords.get(written) ?? nearWords.get(short) ?? (written === spelled ? null : digitsOf(written));
  return digit === null ? null : { digits: digit, doubt: 1 };
}

/** "z*s": one letter is not shown. */
function maskedWord(word: string): NearWord | null {
  if (!/^[a-z]+\*[a-z]*$/.test(word)) return null;
  const [head = '', tail = ''] = word.split('*');
  const meant = new Set(
    digitWords
      .filter(([each]) => each.length === word.length && each.startsWith(head) && each.endsWith(tail))
      .map(([, digit]) => digit),
  );
  return meant.size === 1 ? { digits: [...meant].join(''), doubt: 0 } : null;
}

/** Letters that follow themselves written once. */
function once(word: string): string {
  return word.replaceAll(/([a-z])\1+/g, '$1');
}

/** What is no number word, and one letter from one or spelled by its sound. */
function wordsNear(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [word, digit] of digitWords) for (const variant of variantsOf(word)) found.set(variant, digit);
  for (const [digit, words] of Object.entries(bySound)) for (const word of words.split(' ')) found.set(word, digit);
  // "zvn", "ngn", "vjf": nothing but the consonants.
  for (const [word, digit] of digitWords) {
    const consonants = word.replaceAll(/[aeiou]/g, '');
    if (consonants.length > 1) found.set(consonants, digit);
  }
  for (const [word] of digitWords) found.delete(word);
  return found;
}

/** One letter too many, two changed over, one too few or another one. The first letter stays, for "live", "hier" and "regen" are words;
 * short words lose none, for "nu" and "zo" are too. */
function variantsOf(word: string): string[] {
  const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz');
  return Array.from(word).flatMap((letter, at) => {
    const [head, tail] = [word.slice(0, at), word.slice(at + 1)];
    const next = word[at + 1];
    return [
      ...alphabet.map((other) => head + letter + other + tail),
      ...(next === undefined ? [] : [head + next + letter + word.slice(at + 2)]),
      ...(at > 0 ? alphabet.map((other) => head + other + tail) : []),
      ...(at === 0 ? [letter + word] : []),
      ...(at > 0 && word.length > 3 ? [head + tail] : []),
    ];
  });
}
