import { digitWords, digitsOf } from './number-words.ts';

/** Letters that a digit passes for. */
const letters: Readonly<Record<string, string>> = {
  0: 'o',
  2: 'z',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
};

/**
 * The digits of a number word in which digits pass for letters, or null: "z3s", "nu1", "v1er"; or in which its own digit is the
 * beginning: "8cht", "2wee".
 * @param chunk letters and digits.
 */
export function digitsOfLeet(chunk: string): string | null {
  if (chunk.length > 9 || !/^[a-z0-9]*[a-z][a-z0-9]*$/iu.test(chunk)) return null;
  const lower = chunk.toLowerCase();
  const spelled = lower.replaceAll(/[02-9]/gu, (digit) => letters[digit] ?? digit);
  return digitsOf(spelled.replaceAll('1', 'l')) ?? digitsOf(spelled.replaceAll('1', 'i')) ?? ownDigitOf(lower);
}

function ownDigitOf(word: string): string | null {
  const [, own, rest = ''] = /^(\d)([a-z]{2,4})$/u.exec(word) ?? [];
  const names = digitWords.some(
    ([spelled, digit]) => digit === own && spelled.endsWith(rest) && [1, 2].includes(spelled.length - rest.length),
  );
  return names ? (own ?? null) : null;
}
