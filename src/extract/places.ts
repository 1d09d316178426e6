import type { Place, Region } from '../model/region.ts';
import { isValidOn } from '../model/scalars.ts';
import { createNearNames } from './near-names.ts';
import { beginsElsewhere, mentionOf, worksElsewhere } from './says-where.ts';

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

/** "postcodegebied 1398", "pc 1241", "postcode is 1399 kb". */
const calledPostcode = /(?:\bpc|postcode(?:gebied)?)(?: is)?[ :]{1,3}([1-9]\d{3})(?!\d| ?[A-Za-z]{2}\d)/giu;
/** Directly before a name: "7245 AB Laren" is another Laren. */
const postcodeBefore = /(?<![\p{L}\p{N}])([1-9]\d{3}) ?[A-Z]{2},? $/u;

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
  const nearNameOf = createNearNames(
    [...byFirstWord].flatMap(([first, rows]) => (rows.some(({ words }) => words.length === 1) ? [first] : [])),
  );
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
    // Once a text, for it reads all of it.
    let elsewhere: boolean | undefined;
    const isOurs = (name: string) => firstPlace(wordsOf(name), day, null) !== null;
    const isElsewhere = (text: string) => (elsewhere ??= worksElsewhere(text, isOurs));
    for (const at of words.keys()) {
      for (const { words: name, row } of rowsAt(words, at, running !== null)) {
        if (running !== null && !saysWhere(running, words.slice(at, at + name.length), day, isElsewhere, isOurs))
          continue;
        const hit = hitOn(row, day);
        if (hit !== null) return hit;
      }
    }
    return null;
  }

  /** The names that the words from one place on are, or in running text nearly are. */
  function rowsAt(words: readonly Word[], at: number, isRunning: boolean): Row[] {
    const folded = words[at]?.folded ?? '';
    const rows = byFirstWord.get(folded);
    if (rows !== undefined)
      return rows.filter(({ words: name }) => name.every((part, offset) => words[at + offset]?.folded === part));
    const near = isRunning ? nearNameOf(folded, words[at + 1]?.folded) : null;
    return near === null ? [] : (byFirstWord.get(near) ?? []).filter(({ words: name }) => name.length === 1);
  }

  /** Whether a name in running text is that of a place, and of the place where the ad is. */
  function saysWhere(
    text: string,
    words: readonly Word[],
    day: string,
    isElsewhere: (text: string) => boolean,
    isOurs: (name: string) => boolean,
  ): boolean {
    const first = words[0];
    const last = words.at(-1);
    if (first === undefined || last === undefined) return false;
    const mention = mentionOf(text, {
      name: words.map(({ folded }) => folded).join(' '),
      words: words.length,
      start: first.start,
      end: last.start + last.folded.length,
      hasCapital: words.some(({ capital }) => capital),
    });
    if (mention === 'not') return false;
    const digits = postcodeBefore.exec(text.slice(Math.max(0, first.start - 12), first.start))?.[1];
    if (digits !== undefined && byPostcode.size > 0 && firstOf([digits], day) === null) return false;
    if (mention === 'near' && beginsElsewhere(text, isOurs)) return false;
    return mention === 'stated' || !isElsewhere(text);
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
