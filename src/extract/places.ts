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
  /** For running text, where "huizen" are houses: only capitalised names count, and then whole postcodes. */
  findInText(text: string, day: string): PlaceHit | null;
};

const textMaxChars = 20_000;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** Four digits and two capitals; in a field the letters may be small, or left out when nothing else stands there. */
const postcode = /(?<![\p{L}\p{N}])([1-9]\d{3}) ?[A-Z]{2}(?![\p{L}\p{N}])/gu;
const fieldPostcode = /(?<![\p{L}\p{N}])([1-9]\d{3}) ?[A-Za-z]{2}(?![\p{L}\p{N}])|^\s*([1-9]\d{3})\s*$/gu;

function postcodesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] ?? match[2] ?? '');
}

/** @param range `1251`, or `1211-1223` with both ends. */
function postcodesOf(range: string): string[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => String(first + at));
}

type Word = { folded: string; capital: boolean };
type Row = { words: readonly string[]; row: Place };

export function createPlaceIndex(region: Region): PlaceIndex {
  const byFirstWord = new Map<string, Row[]>();
  for (const row of region.places) {
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
      return firstPlace(wordsOf(rawPlace), day, false) ?? hit;
    },
    findInText: (text, day) =>
      firstPlace(wordsOf(text), day, true) ?? firstOf(postcodesIn(text.slice(0, textMaxChars), postcode), day),
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

  function firstPlace(words: readonly Word[], day: string, capitalsOnly: boolean): PlaceHit | null {
    for (const [at, word] of words.entries()) {
      for (const { words: name, row } of byFirstWord.get(word.folded) ?? []) {
        if (!name.every((part, offset) => words[at + offset]?.folded === part)) continue;
        if (capitalsOnly && !words.slice(at, at + name.length).some((part) => part.capital)) continue;
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

/** Words without case, diacritics and apostrophes: 's-Graveland, ’s Graveland and S-GRAVELAND meet. */
function wordsOf(text: string): Word[] {
  const plain = text.slice(0, textMaxChars).normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return Array.from(plain.matchAll(wordPattern), ([word]) => ({
    folded: word.toLowerCase(),
    capital: /^\p{Lu}/u.test(word),
  }));
}
