/** Dutch and English words for numbers, as people write them to spell out a phone number or an age. */

const dutchOnes = ['een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'];
const dutchTens = ['twintig', 'dertig', 'veertig', 'vijftig', 'zestig', 'zeventig', 'tachtig', 'negentig'];
const dutchTeens = 'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien'.split(' ');
const englishOnes = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const englishTens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const englishTeens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');

/** From folded word to the digits it stands for, 0 to 99. */
const digitsOfWord: ReadonlyMap<string, string> = new Map([
  ...['nul', 'nulletje', 'zero', 'oh', 'nought', 'naught', 'aught'].map((word) => [word, '0'] as const),
  ...numbered('eentje tweetje drietje viertje vijfje zesje zeventje achtje negentje'.split(' '), 1),
  ...numbered([...dutchOnes, ...dutchTeens], 1),
  ...numbered([...englishOnes, ...englishTeens], 1),
  ...dutchTens.map((ten, at) => [ten, String((at + 2) * 10)] as const),
  ...englishTens.map((ten, at) => [ten, String((at + 2) * 10)] as const),
  // "tweeëntwintig" folds to "tweeentwintig".
  ...dutchTens.flatMap((ten, tenAt) =>
    dutchOnes.map((one, oneAt) => [`${one}en${ten}`, String((tenAt + 2) * 10 + oneAt + 1)] as const),
  ),
  ...englishTens.flatMap((ten, tenAt) =>
    englishOnes.map((one, oneAt) => [`${ten}${one}`, String((tenAt + 2) * 10 + oneAt + 1)] as const),
  ),
]);

/** "dubbel nul" is 00, "viermaal nul" 0000, also in one word with what is repeated. */
export const repeats: ReadonlyMap<string, number> = new Map([
  ...['dubbel', 'dubbele', 'double', 'tweemaal', 'tweekeer'].map((word) => [word, 2] as const),
  ...['driedubbel', 'triple', 'treble', 'driemaal', 'driekeer'].map((word) => [word, 3] as const),
  ...['quadruple', 'viermaal', 'vierkeer'].map((word) => [word, 4] as const),
  ...['vijfmaal', 'vijfkeer'].map((word) => [word, 5] as const),
]);

/** More of one digit: "vier nullen", "two fives", "double o's". */
export const pluralDigits: ReadonlyMap<string, string> = new Map([
  ...['nullen', 'nulletjes', 'nuls', 'zeros', 'zeroes', 'ohs', 'os', '0s', 'noughts'].map(
    (word) => [word, '0'] as const,
  ),
  ...numbered('enen tweeen drieen vieren vijven zessen zevens achten negens'.split(' '), 1),
  ...numbered('eentjes tweetjes drietjes viertjes vijfjes zesjes zeventjes achtjes negentjes'.split(' '), 1),
  ...numbered('ones twos threes fours fives sixes sevens eights nines'.split(' '), 1),
]);

/** By how they begin, and then longest first, for words written without spaces between them ("nulzeseentwee"). */
const wordsByBeginning = new Map<string, string[]>();
const beginningChars = 3;
for (const each of [...digitsOfWord.keys(), ...repeats.keys()].toSorted((a, b) => b.length - a.length)) {
  const beginning = each.slice(0, beginningChars);
  wordsByBeginning.set(beginning, [...(wordsByBeginning.get(beginning) ?? []), each]);
}

/** The first two letters of each word above, glued ones included. */
export const numberWordBeginnings: readonly string[] = [
  ...new Set([...digitsOfWord.keys(), ...repeats.keys()].map((word) => word.slice(0, 2))),
];

/**
 * Dutch words for 12 to 99 with their number, as a reader's patterns need them; folded. Written in haste as well: "tweentwintig",
 * "zeventwintig".
 */
export const dutchAgeWords: ReadonlyMap<string, number> = new Map([
  ...[...dutchTeens.slice(2), ...dutchTens].map((word) => [word, Number(digitsOfWord.get(word))] as const),
  ...dutchTens.flatMap((ten) =>
    dutchOnes.flatMap((one) => {
      const years = Number(digitsOfWord.get(`${one}en${ten}`));
      const hasty = one.endsWith('en') ? `${one}${ten}` : `${one}n${ten}`;
      return [[`${one}en${ten}`, years] as const, [hasty, years] as const];
    }),
  ),
]);

/** English words for 13 to 99, "twentythree" as well; "twenty-three" is two of them. */
export const englishAgeWords: ReadonlyMap<string, number> = new Map(
  [
    ...englishTeens.slice(3),
    ...englishTens,
    ...englishTens.flatMap((ten) => englishOnes.map((one) => `${ten}${one}`)),
  ].map((word) => [word, Number(digitsOfWord.get(word))]),
);

/** Dutch and English words for 1 to 9. */
export const oneToNine: ReadonlyMap<string, number> = new Map(
  [...dutchOnes, ...englishOnes].map((word) => [word, Number(digitsOfWord.get(word))]),
);

/**
 * The digits a word or a chain of glued words stands for, or null: "zes", "nulzeseentwee", "zerodoublefive", "driehonderdvijf".
 * @param word folded.
 */
export function digitsOf(word: string): string | null {
  const whole = digitsOfWord.get(word);
  if (whole !== undefined) return whole;
  // Longer than eleven glued words is no phone number.
  if (word.length > 60) return null;
  let digits = '';
  let last = '';
  let times = 1;
  let rest = word;
  while (rest !== '') {
    const next = wordsByBeginning.get(rest.slice(0, beginningChars))?.find((candidate) => rest.startsWith(candidate));
    if (next === undefined) {
      const hundreds = times === 1 && !last.startsWith('0') && last !== '' ? /^(?:honderd|hundred)/.exec(rest) : null;
      if (hundreds === null) return null;
      rest = rest.slice(hundreds[0].length);
      const below = rest === '' ? '00' : digitsOfWord.get(rest)?.padStart(2, '0');
      return below === undefined ? null : digits + below;
    }
    rest = rest.slice(next.length);
    const factor = repeats.get(next);
    if (factor !== undefined) {
      times *= factor;
      // No number is longer, and a chain of these would be.
      if (times > 10) return null;
      continue;
    }
    last = digitsOfWord.get(next) ?? '';
    digits += last.repeat(times);
    times = 1;
  }
  return digits === '' || times > 1 ? null : digits;
}

/** The words for a digit, for what nearly spells one. */
export const digitWords: readonly (readonly [word: string, digit: string])[] = [
  ...['nul', 'zero'].map((word) => [word, '0'] as const),
  ...numbered(dutchOnes, 1),
  ...numbered(englishOnes, 1),
];

/**
 * The amount a Dutch word stands for, 1 to 999: "tachtig", "honderdvijftig", "tweehonderdvijfentwintig"; null for any other word.
 * @param word folded.
 */
export function amountOfWord(word: string): number | null {
  const hundreds = /^(\p{L}{0,6}?)honderd(?:en)?(\p{L}{0,20})$/u.exec(word);
  if (hundreds === null) return dutchNumber(word);
  const [, times = '', rest = ''] = hundreds;
  const count = times === '' ? 1 : dutchOnes.indexOf(times) + 1;
  const below = rest === '' ? 0 : dutchNumber(rest);
  return count === 0 || below === null ? null : count * 100 + below;
}

function dutchNumber(word: string): number | null {
  const digits = dutchOnes.includes(word) || dutchTeens.includes(word) ? digitsOfWord.get(word) : undefined;
  return digits === undefined ? (dutchAgeWords.get(word) ?? null) : Number(digits);
}

function numbered(words: readonly string[], first: number): (readonly [string, string])[] {
  return words.map((word, at) => [word, String(first + at)] as const);
}
