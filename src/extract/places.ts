import type { Place, Region } from '../model/region.ts';
import { isValidOn } from '../model/scalars.ts';

/** A place of the region and the municipality it belongs to on a day. */
export type PlaceHit = { place: string; municipality: string };

/** Knows the places of the region, however they are written. Days are `YYYY-MM-DD` in Europe/Amsterdam. */
export type PlaceIndex = {
  /** For a field that names a place: "Hilversum en omgeving", "1211 AB HILVERSUM". Null when none lies in the region that day. */
  find(rawPlace: string, day: string): PlaceHit | null;
  /** For running text, where "huizen" are houses: only capitalised names count. */
  findInText(text: string, day: string): PlaceHit | null;
};

const textMaxChars = 20_000;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

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
  return {
    find: (rawPlace, day) => firstPlace(wordsOf(rawPlace), day, false),
    findInText: (text, day) => firstPlace(wordsOf(text), day, true),
  };

  function firstPlace(words: readonly Word[], day: string, capitalsOnly: boolean): PlaceHit | null {
    for (const [at, word] of words.entries()) {
      for (const { words: name, row } of byFirstWord.get(word.folded) ?? []) {
        if (!name.every((part, offset) => words[at + offset]?.folded === part)) continue;
        if (capitalsOnly && !words.slice(at, at + name.length).some((part) => part.capital)) continue;
        const municipality = isValidOn(row, day) ? municipalityOn(row.municipality, day) : null;
        if (municipality !== null) return { place: row.name, municipality };
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
