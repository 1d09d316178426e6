import { fold } from '../lib/fold.ts';
import { nearWordOf } from './near-words.ts';
import { digitsOf } from './number-words.ts';
import type { PhoneUnit } from './phone-unit.ts';

/** What may stand between two units of one number: null when nothing may, else whether the gap itself hides, does so in words, and is so
 * wide that a number has few of them. */
export type GapRule = (
  gap: string,
  before: PhoneUnit,
  after: PhoneUnit,
) => { hides: boolean; wordy: boolean; wide?: boolean } | null;

/** The separators people use to make a number readable. */
const readable = /^[ \t\u00A0\u2007-\u200A\u202F\-‐‑‒–—./()[\]~]{0,4}$/u;

export function plainGap(gap: string): ReturnType<GapRule> {
  return readable.test(gap) ? { hides: false, wordy: false } : null;
}

/** Words after which a number counts, prices or ends something else. */
const counted =
  /(?:^|[^\p{L}])(?:uur|uren|u|euro|eur|jaar|jr|min|minuten|dagen|weken|cm|kg|km|m2|kilo|gram|liter|meter|graden|personen|klanten|bezoekers|gasten|stuks|procent|geboren|nummer|nr|postcode|kamer|halte|lijn|spoor|rij|stoel|zaal|tafel|vak|perron|etage|verdieping|zone|stap|code|of|or|van|tot|tussen|vanaf|sinds|kvk|btw|referentie|hours?|hh?rs?|hh|roses?|dollars?|bucks|usd|years?|yrs?|mins?|minutes|days|weeks|guests|lbs?|pounds|leeftijd|lft|age|aged|maat|lengte|gewicht|pm|between|until|till|room|suite|apt)(?:[^\p{L}]|$)|[€%@+]/u;

/** One sign that parts groups, as in "nul nul • oo". */
const decoration = /^\s?[^\p{L}\p{N}\s.;:!?]{1,2}\s?$/u;
const newThought = /[.!?]\s+\p{Lu}|\n\s*\n|[.!?]\s*\n/u;

/** "... lessons! Seven classes": a word for a number that begins the next sentence. */
function beginsThought(gap: string, { kinds }: PhoneUnit): boolean {
  return kinds.includes('words') && /\p{L}[^\p{L}]{0,3}[.!?]\s+$/u.test(gap);
}

/** "Two won too five", "nul nulll vijf": what sounds like a digit or is a longer word for one is read as one, and is no words between. The words of an aside that were left out on purpose, "(en nog twee)", are. */
function holdsDigit(gap: string): boolean {
  return (gap.match(/\p{L}{3,12}/gu) ?? []).some(
    (word) =>
      /^(?:won|too|fife|ate|sicks|niner)$/iu.test(word) ||
      (digitsOf(fold(word)) === null && nearWordOf(word)?.doubt === 0),
  );
}

/** Between the units of a number that hides. */
export function looseGap(gap: string, before: PhoneUnit, after: PhoneUnit): ReturnType<GapRule> {
  if (readable.test(gap)) return { hides: false, wordy: false };
  if (before.weak || after.weak) return decoration.test(gap) ? { hides: true, wordy: false } : null;
  if (gap.length > 24) return null;
  // A plus between digits and nothing else parts them; beside words or spaces it adds something up.
  if (gap === '+' || gap === '@') return { hides: true, wordy: false };
  if (newThought.test(gap) || counted.test(gap.toLowerCase()) || (before.glued && endsInShape.test(gap))) return null;
  if (isYear(gap, after)) return null;
  const words = gap.match(/\p{L}+/gu)?.length ?? 0;
  if (words > 0 && (beginsThought(gap, after) || holdsDigit(gap))) return null;
  if (words > 0 && ((before.doubt ?? 0) > 0 || (after.doubt ?? 0) > 0)) return null;
  return words > 3 ? null : { hides: true, wordy: words > 0 };
}

/** "2B 44": a letter on one side of a gap is sooner a digit of its group than what parts two. */
const endsInShape = /^[ZzSsBGEA](?![\p{L}\p{N}])/u;

function isYear(gap: string, after: PhoneUnit): boolean {
  return /^(?:19|20)\d\d$/.test(after.digits) && /\b(?:in|uit|anno) $/i.test(gap);
}

/** Signs and words that join as well as they count: "06€0000€1234", "06 min 0000 min 1234". */
const joins = /^(?:\s?[€%@+]\s?| (?:min|plus) )$/iu;
const speaksOfParts = /rest|laatste|cijfer|begin|eind|deel/iu;

/** "OO" is no word, and so it may stand between words: "06 massage OO OO relax 7278". */
function isFaint({ weak, digits }: PhoneUnit): boolean {
  return weak && !/^00+$/.test(digits);
}

/** What a number is read over when nothing less makes one: more words, or empty lines. */
export function lenientGap(gap: string, before: PhoneUnit, after: PhoneUnit): ReturnType<GapRule> {
  const loose = looseGap(gap, before, after);
  if (loose !== null || isFaint(before) || isFaint(after)) return loose;
  if (joins.test(gap) || (gap.length <= 8 && !/[\p{L}€%@+]/u.test(gap)))
    return { hides: true, wordy: true, wide: true };
  if (
    isYear(gap, after) ||
    gap.length > 40 ||
    newThought.test(gap) ||
    beginsThought(gap, after) ||
    holdsDigit(gap) ||
    counted.test(gap.toLowerCase()) ||
    speaksOfParts.test(gap)
  )
    return null;
  return (gap.match(/\p{L}+/gu)?.length ?? 0) > 5 ? null : { hides: true, wordy: true, wide: true };
}
