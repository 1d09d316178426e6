import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';
import { limitBefore, vague } from './age-words.ts';
import { digitsOfNumeral } from './numerals.ts';
import { dutchAgeWords, englishAgeWords, oneToNine } from './number-words.ts';
import { saysAge } from './says-age.ts';

type Age = Ad['ages'][number];

const agesMax = 50;
const textMaxChars = 100_000;
/** In running text a lower number is a child's age, a duration or a count, not the advertiser's. */
const youngestInText = 12;
/** And a higher one that of a house, a firm or a wine. */
const oldestInText = 85;

/** Two digits, also apart, or a word that may be a number; not part of a larger number, a time, a price or a "18+". "F29" and
 * "#age29" are the only letters that a number may stand against. */
const notBefore = String.raw`(?:(?<![\p{L}\p{M}\p{N}]|\d[.,:/-]|[€+]\s?)|(?<=(?<![\p{L}\p{M}\p{N}])(?:[FVfv]|[Aa]ge|AGE|[Ll]eeftijd))(?=\d))`;
const twoDigits = String.raw`(?:\d{2}|(?<!\d )\d \d(?! ?\d))(?!\d|[.,:/]\d|\s?[+%€]|,-)`;
const candidate = new RegExp(String.raw`${notBefore}(?:${twoDigits}|[\p{L}\p{M}]{4,24})`, 'gu');
const digitCandidate = new RegExp(`${notBefore}${twoDigits}`, 'gu');

/** Digits of another look, where a text has them: full-width, mathematical, circled, Arabic, keycaps. */
const otherDigit = String.raw`\uFF10-\uFF19\u2460-\u2473\u24EA-\u24FF\u2776-\u2793\u3251-\u325F\u32B1-\u32BF\u0660-\u0669\u06F0-\u06F9\u00B2\u00B3\u00B9\u2070-\u2079\u{1D7CE}-\u{1D7FF}`;
const mayHideDigits = new RegExp(String.raw`[${otherDigit}\u20E3]`, 'u');
const otherDigits = String.raw`(?:[${otherDigit}]|\d\uFE0F?\u20E3){1,2}(?![\p{Nd}\uFE0F\u20E3])`;
const anyCandidate = new RegExp(String.raw`${notBefore}(?:${otherDigits}|${twoDigits}|[\p{L}\p{M}]{4,24})`, 'gu');

/** Every word of the age words holds one of these, unless letters beyond ASCII stand for them. Most texts hold neither. */
const mayHoldWord =
  /tien|teen|ty|twaalf|twintig|ertig|vijftig|zestig|zeventig|tachtig|negentig|(?![a-z])[\p{L}\p{M}\uFF10-\uFF19\u{1D7CE}-\u{1D7FF}]/iu;

/**
 * Every exact age a field states of the advertised person, in order; lengths of time, limits for visitors and
 * vague ages are none. Looks at a fixed stretch around each number, so it is linear.
 */
export function findAges(field: Span['field'], text: string): Age[] {
  const raw = text.slice(0, textMaxChars);
  if (field === 'age') return agesOfField(raw.slice(0, 200));
  const ages: Age[] = [];
  const pattern = mayHideDigits.test(raw) ? anyCandidate : mayHoldWord.test(raw) ? candidate : digitCandidate;
  for (const match of raw.matchAll(pattern)) {
    // Most words are ruled out by how they end; letters beyond ASCII may stand for others.
    if (noAgeWord.test(match[0])) continue;
    const read = ageAt(raw, match[0], match.index);
    if (read === null || read.years < youngestInText || read.years > oldestInText) continue;
    const { years, start, end } = read;
    if (!saysAge(field, raw, { years, start, end })) continue;
    ages.push({ years, span: { field, start, end } });
    if (ages.length >= agesMax) break;
  }
  return ages;
}

/** A field of its own needs no words around the number; two different numbers ("21-25") are no exact age. */
function agesOfField(raw: string): Age[] {
  const found = Array.from(raw.matchAll(/\d{1,4}|[\p{L}\p{M}]{3,24}/gu), (match) => ({
    years: yearsOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  })).flatMap(({ years, start, end }) =>
    years === null || years > 120 ? [] : [{ years, span: { field: 'age' as const, start, end } }],
  );
  const first = found[0];
  if (first === undefined || found.some((age) => age.years !== first.years)) return [];
  const before = raw.slice(0, first.span.start).toLowerCase();
  const after = raw.slice(first.span.end);
  return vague.test(before) || limitBefore.test(before) || /^\s?(?:\+|%)/.test(after) ? [] : [first];
}

function yearsOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  const folded = fold(word);
  // "Vyfentwintig": the long ij with one letter.
  return (
    dutchAgeWords.get(folded) ?? englishAgeWords.get(folded) ?? dutchAgeWords.get(folded.replaceAll('y', 'ij')) ?? null
  );
}

const noAgeWord =
  /^[a-z]+(?<!tien|teen|tig|ty|twaalf|jarig|jarige|ty(?:one|two|three|four|five|six|seven|eight|nine))$/iu;

/** What a candidate and the words it goes on in say: "vijfentwintigjarige", "zes en twintig", "twenty-three", "2️⃣3️⃣". */
function ageAt(raw: string, word: string, start: number): { years: number; start: number; end: number } | null {
  const end = start + word.length;
  if (/^\d ?\d$/.test(word)) return { years: Number(word.replace(' ', '')), start, end };
  if (!/^\p{L}/u.test(word)) {
    const digits = Array.from(word, (char) => digitsOfNumeral(char) ?? '').join('');
    return digits.length === 2 ? { years: Number(digits), start, end } : null;
  }
  const bare = word.replace(/jarige?$/iu, '');
  const years = yearsOf(bare);
  if (years === null) return null;
  if (years < 20 || years % 10 !== 0) return { years, start, end: start + bare.length };
  const before = /(?<!\p{L})(\p{L}{3,5}) ?-?(?:[eë]n|['’]n|[&+]) ?-?$/u.exec(raw.slice(Math.max(0, start - 12), start));
  const after = /^[ -](\p{L}{3,5})(?!\p{L})/u.exec(raw.slice(end, end + 7));
  const dutchOne = before === null ? undefined : oneToNine.get(fold(before[1] ?? '').replace('y', 'ij'));
  if (before !== null && dutchOne !== undefined)
    return { years: years + dutchOne, start: start - before[0].length, end };
  const englishOne =
    after !== null && englishAgeWords.has(fold(bare)) ? oneToNine.get(fold(after[1] ?? '')) : undefined;
  if (after !== null && englishOne !== undefined)
    return { years: years + englishOne, start, end: end + after[0].length };
  return { years, start, end: start + bare.length };
}
