import type { Place, Region } from '../model/region.ts';
import { isValidOn } from '../model/scalars.ts';

/** A place of the region and the municipality it belongs to on a day. */
export type PlaceHit = { place: string; municipality: string };

/** Knows the places of the region, however they are written. Days are `YYYY-MM-DD` in Europe/Amsterdam. */
export type PlaceIndex = {
  /**
   * For a field that names a place: "Hilversum en omgeving", "1211 AB". Null when none lies in the region that day. A postcode from
   * elsewhere goes before the name: "Laren, 7245 AB" is another Laren, far outside the region.
   */
  find(rawPlace: string, day: string): PlaceHit | null;
  /**
   * For running text, where "huizen" are houses and "J. van Laren" is a person: names first, then whole postcodes and four digits that
   * are called a postcode. A name after "afslag" or "niet naar" does not say where the ad is.
   */
  findInText(text: string, day: string): PlaceHit | null;
};

const textMaxChars = 20_000;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** Four digits and two capitals; in a field the letters may be small, or left out when nothing else stands there. */
const postcode = /(?<![\p{L}\p{N}])([1-9]\d{3}) ?[A-Z]{2}(?![\p{L}\p{N}])/gu;
const fieldPostcode = /(?<![\p{L}\p{N}])([1-9]\d{3}) ?[A-Za-z]{2}(?![\p{L}\p{N}])|^\s*([1-9]\d{3})\s*$/gu;

/** "postcodegebied 1398", "pc 1241". */
const calledPostcode = /(?:\bpc|postcode(?:gebied)?)(?: is)?[ :]{1,3}([1-9]\d{3})(?!\d| ?[A-Za-z]{2}(?![A-Za-z]))/giu;

/** Names of places of the Netherlands that are words too: in running text only with a capital. */
const alsoWords = new Set('huizen bergen best dieren goes leek delen haren rijen velden zetten wijk rust'.split(' '));

/** Before the name of a place where the ad is not, in small letters. */
const notHere =
  /\b(?:(?:afslag|knooppunt|richting)|(?:komt|komen|kwam|afkomstig) uit|(?:geboren|getogen|opgegroeid) (?:in|te)|(?:niet|nooit)(?! (?:alleen|ver|enkel|slechts|altijd))[^.!?,;:\n]{0,25} (?:naar|in|binnen|te|richting)(?: [\p{L}'’-]{2,20}(?:, | of | en | noch )){0,2})\s*$/u;
/** "J. van Huizen", "mevrouw Van Laren", "met Sanne Van Laren". */
const surname =
  /(?:(?:[Mm]evrouw|[Mm]eneer|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Hh]eer|[Ff]amilie|[Ff]am\.|(?<!\p{L})\p{Lu}\.) (?:[Vv]an|[Dd]e)|\p{L} Van) (?:de )?$/u;

function postcodesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] ?? match[2] ?? '');
}

/** @param range `1251`, or `1211-1223` with both ends. */
function postcodesOf(range: string): string[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => String(first + at));
}

type Word = { folded: string; capital: boolean; start: number };
type Row = { words: readonly string[]; row: Place };

export function createPlaceIndex(region: Region): PlaceIndex {
  const byFirstWord = new Map<string, Row[]>();
  // "Gemeente Gooise Meren" names no place, and still says where.
  const named = new Set(region.places.map(({ name }) => name));
  const municipalities = region.municipalities
    .filter(({ name }) => !named.has(name))
    .map(({ name, code }): Place => ({ name, aliases: [], postcodes: [], municipality: code }));
  for (const row of [...region.places, ...municipalities]) {
    for (const name of [row.name, ...row.aliases]) {
      const words = wordsOf(name).map((word) => word.folded);
      const first = words[0];
      if (first === undefined) continue;
      const rows = byFirstWord.get(first) ?? [];
      byFirstWord.set(
        first,
        [...rows, { words, row }].toSorted((a, b) => b.words.length - a.words.length),
      );
    }
  }
  const byPostcode = new Map<string, Place[]>();
  for (const row of region.places)
    for (const digits of row.postcodes.flatMap(postcodesOf))
      byPostcode.set(digits, [...(byPostcode.get(digits) ?? []), row]);

  return {
    find(rawPlace, day) {
      const postcodes = postcodesIn(rawPlace, fieldPostcode);
      const hit = firstOf(postcodes, day);
      // Only a region that names its postcodes can tell one from elsewhere.
      if (postcodes.length > 0 && hit === null && byPostcode.size > 0) return null;
      return firstPlace(wordsOf(rawPlace), day, null) ?? hit;
    },
    findInText(text, day) {
      const plain = plainOf(text);
      const hit = firstPlace(wordsIn(plain), day, plain);
      if (hit !== null) return hit;
      return firstOf([...postcodesIn(plain, postcode), ...postcodesIn(plain, calledPostcode)], day);
    },
  };

  function firstOf(postcodes: readonly string[], day: string): PlaceHit | null {
    for (const digits of postcodes)
      for (const row of byPostcode.get(digits) ?? []) {
        const hit = hitOn(row, day);
        if (hit !== null) return hit;
      }
    return null;
  }

  function hitOn(row: Place, day: string): PlaceHit | null {
    const municipality = isValidOn(row, day) ? municipalityOn(row.municipality, day) : null;
    return municipality === null ? null : { place: row.name, municipality };
  }

  /** @param running the text the words are of, when it is no field that names a place. */
  function firstPlace(words: readonly Word[], day: string, running: string | null): PlaceHit | null {
    for (const [at, word] of words.entries()) {
      for (const { words: name, row } of byFirstWord.get(word.folded) ?? []) {
        if (!name.every((part, offset) => words[at + offset]?.folded === part)) continue;
        if (running !== null && !saysWhere(running, words.slice(at, at + name.length))) continue;
        const hit = hitOn(row, day);
        if (hit !== null) return hit;
      }
    }
    return null;
  }

  /** Follows mergers; null once the place has gone to a municipality outside the region. */
  function municipalityOn(code: string, day: string): string | null {
    let current: string | undefined = code;
    // No place merges more often than there are municipalities, and a circle in the file must end.
    for (let steps = 0; steps <= region.municipalities.length && current !== undefined; steps += 1) {
      const wanted: string = current;
      const found = region.municipalities.filter((municipality) => municipality.code === wanted);
      if (found.some((municipality) => isValidOn(municipality, day))) return wanted;
      current = found.find(({ validTo }) => validTo !== undefined && validTo <= day)?.successor;
    }
    return null;
  }
}

/** Whether a name in running text is that of a place, and of the place where the ad is. */
function saysWhere(text: string, words: readonly Word[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  const hasCapital = words.some((word) => word.capital);
  if (!hasCapital) {
    if (words.length === 1 && (first.folded.length < 5 || alsoWords.has(first.folded))) return false;
    // Not as a piece of an address.
    if (
      /[@./_-]/u.test(text.charAt(first.start - 1)) ||
      /^\p{L}+(?:[@_/]|\.\p{L})/u.test(text.slice(first.start, first.start + 60))
    )
      return false;
  }
  const before = text.slice(Math.max(0, first.start - 60), first.start);
  return !notHere.test(before.toLowerCase()) && !surname.test(before);
}

/** Words without case, diacritics and apostrophes: 's-Graveland, ’s Graveland and S-GRAVELAND meet. */
function wordsOf(text: string): Word[] {
  return wordsIn(plainOf(text));
}

function plainOf(text: string): string {
  return text.slice(0, textMaxChars).normalize('NFKD').replaceAll(/\p{M}/gu, '');
}

function wordsIn(plain: string): Word[] {
  return Array.from(plain.matchAll(wordPattern), (match) => ({
    folded: match[0].toLowerCase(),
    capital: /^\p{Lu}/u.test(match[0]),
    start: match.index,
  }));
}
