import { fold } from '../lib/fold.ts';
import type { Ad, Span } from '../model/ad.ts';
import {
  andOther,
  benAtStart,
  benStressed,
  iAm,
  iAmNameVan,
  justTurned,
  label,
  lengthAfter,
  lengthBefore,
  limitBefore,
  nameAndBracket,
  nameAndComma,
  nameAndDash,
  nameIs,
  nameVan,
  netAtStart,
  numberedThings,
  otherUnit,
  personBefore,
  personDoes,
  sexAndComma,
  sheIs,
  somebodyElse,
  titleStart,
  unit,
  vague,
  weAre,
  youngOrOld,
} from './age-words.ts';
import { digitsOfNumeral } from './numerals.ts';
import { dutchAgeWords, englishAgeWords, oneToNine } from './number-words.ts';

type Age = Ad['ages'][number];

const agesMax = 50;
const textMaxChars = 100_000;
/** In running text a lower number is a child's age, a duration or a count, not the advertiser's. */
const youngestInText = 12;
/** And a higher one that of a house, a firm or a wine. */
const oldestInText = 85;

/** Two digits, or a word that may be a number; not part of a larger number, a time, a price or a "18+". */
const notBefore = String.raw`(?<![\p{L}\p{M}\p{N}]|\d[.,:/-]|[€+]\s?)`;
const twoDigits = String.raw`\d{2}(?!\d|[.,:/]\d|\s?[+%€]|,-)`;
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
    if (!isStated(field, raw, years, start, end)) continue;
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

function isStated(field: Span['field'], raw: string, years: number, start: number, end: number): boolean {
  const beforeRaw = raw.slice(Math.max(0, start - 48), start).replaceAll(/[\s\u00A0]+/gu, ' ');
  const before = beforeRaw.toLowerCase();
  const after = raw
    .slice(end, end + 32)
    .toLowerCase()
    .replaceAll(/[\s\u00A0]+/gu, ' ');
  // First what makes it an age: most numbers have nothing of that, and are done with.
  return saysAge() && !vague.test(before) && (!limitBefore.test(before) || isOneOfUs()) && !isLength();

  function isOneOfUs(): boolean {
    return andOther.test(after) && weAre.test(before);
  }

  function isLength(): boolean {
    if (youngOrOld.test(after)) return false;
    if (/^[\s-]?jarige? (?:bestaan|jubileum)/u.test(after)) return true;
    return lengthAfter.test(after) || (lengthBefore.test(before) && !iAm.test(before));
  }

  /** The ends are compared first because patterns that look for an end try every beginning. */
  function isOfPerson(): boolean {
    if (before.endsWith(' van ') || before.endsWith('(')) return personBefore.test(before);
    const parted = before.endsWith(', ') || before.endsWith('/') || before.endsWith('/ ');
    return parted && sexAndComma.test(before) && /^(?:$|[,) ])/u.test(after);
  }

  function saysAge(): boolean {
    if (unit.test(after)) return true;
    if (label.test(before)) return true;
    if (otherUnit.test(after)) return false;
    if (iAm.test(before) || (benStressed.test(before) && endsThought.test(after))) return true;
    // As for "Maandag - 17" below: too weak to call somebody a minor.
    if (sheIs.test(before)) return years >= 18 && endsThought.test(after);
    if (personDoes.test(after) && years >= 18 && isName((nameVan.exec(beforeRaw) ?? nameIs.exec(beforeRaw))?.[1]))
      return true;
    if (iAmNameVan.test(beforeRaw)) return true;
    if (isOneOfUs()) return true;
    if (after.startsWith(' geworden')) return justTurned.test(before);
    if (/^ om precies te zijn|^ to be (?:exact|precise)/u.test(after)) return /leeftijd|\bage/u.test(before);
    if (benAtStart.test(before)) return /^(?:$|[,.!]| en )/u.test(after);
    // As for "Maandag - 17" below: too weak to call somebody a minor.
    if (netAtStart.test(before)) return years >= 18 && /^(?:[,.!]| en )/u.test(after);
    if (isOfPerson()) return !somebodyElse.test(before) && !after.startsWith(' gezocht');
    // "Maandag - 17 - Hilversum" has this form as well: too weak to call somebody a minor.
    const dashed =
      /^ [-–|/•·~*✦★] \p{L}/u.test(after) && Number(raw.slice(start, end)) >= 18
        ? nameAndDash.exec(raw.slice(Math.max(0, start - 48), start))
        : null;
    if (dashed !== null) return isName(dashed[1]);
    if (after.startsWith(')')) return isName(nameAndBracket.exec(beforeRaw)?.[1]);
    if (nameAndComma.test(beforeRaw) && after.startsWith(',')) return true;
    return field === 'title' && /^(?:$|[,. –-])/u.test(after) && isName(titleStart.exec(raw.slice(0, start))?.[1]);
  }
}

/** After an age without a unit. */
const endsThought = /^(?:$|[,.!)]| en | and )/u;

function isName(word: string | undefined): boolean {
  return word !== undefined && !numberedThings.has(word.toLowerCase());
}

function yearsOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  const folded = fold(word);
  return dutchAgeWords.get(folded) ?? englishAgeWords.get(folded) ?? null;
}

const noAgeWord = /^[a-z]+(?<!tien|teen|tig|ty|twaalf|jarig|jarige)$/iu;

/** What a candidate and the words it goes on in say: "vijfentwintigjarige", "zes en twintig", "twenty-three", "2️⃣3️⃣". */
function ageAt(raw: string, word: string, start: number): { years: number; start: number; end: number } | null {
  const end = start + word.length;
  if (/^\d\d$/.test(word)) return { years: Number(word), start, end };
  if (!/^\p{L}/u.test(word)) {
    const digits = Array.from(word, (char) => digitsOfNumeral(char) ?? '').join('');
    return digits.length === 2 ? { years: Number(digits), start, end } : null;
  }
  const bare = word.replace(/jarige?$/iu, '');
  const years = yearsOf(bare);
  if (years === null) return null;
  if (years < 20 || years % 10 !== 0) return { years, start, end: start + bare.length };
  const before = /(?<!\p{L})(\p{L}{3,5})[ -]en[ -]$/u.exec(raw.slice(Math.max(0, start - 10), start));
  const after = /^[ -](\p{L}{3,5})(?!\p{L})/u.exec(raw.slice(end, end + 7));
  const dutchOne = before === null ? undefined : oneToNine.get(fold(before[1] ?? ''));
  if (before !== null && dutchOne !== undefined)
    return { years: years + dutchOne, start: start - before[0].length, end };
  const englishOne =
    after !== null && englishAgeWords.has(fold(bare)) ? oneToNine.get(fold(after[1] ?? '')) : undefined;
  if (after !== null && englishOne !== undefined)
    return { years: years + englishOne, start, end: end + after[0].length };
  return { years, start, end: start + bare.length };
}
