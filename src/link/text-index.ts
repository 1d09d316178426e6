import { createBandIndex, grown } from './band-index.ts';
import { createComponents } from './components.ts';
import { bandCount, bandKeysOf } from './minhash.ts';
import { createPairIndex, fewTexts } from './pair-index.ts';
import type { TextPrint } from './shingles.ts';
import type { ShingleWeights } from './shingle-weights.ts';
import { judgeLikenessTo, weightOfAll } from './text-likeness.ts';
import type { Comparable } from './text-likeness.ts';

/** A text as the store keeps it: all that is needed to put it back after a restart without comparing anything. */
export type KeptText = {
  id: number;
  /** The smallest text id of its template. */
  template: number;
  /** Exact hash (2), whether it is sampled (1), number of band keys (1), band keys, shingles. */
  packed: Uint32Array;
};
const packedHeader = 4;

/** A print without what only its making needs. */
export type KeptPrint = Omit<TextPrint, 'wordCount'>;

/** The print of a kept text, for instance to link it anew. */
export function printOfKept(packed: Uint32Array): KeptPrint {
  const [high = 0, low = 0, isSampled, keyCount = 0] = packed;
  return { shingles: packed.subarray(packedHeader + keyCount), isSampled: isSampled === 1, exact: [high, low] };
}

/** A kept text as other weights have it. */
export function repack(packed: Uint32Array, weights: ShingleWeights): Uint32Array {
  const { shingles } = printOfKept(packed);
  const bandKeys = bandKeysOf(shingles, weights);
  const anew = new Uint32Array(packedHeader + bandKeys.length + shingles.length);
  anew.set(packed.subarray(0, packedHeader));
  anew[3] = bandKeys.length;
  anew.set(bandKeys, packedHeader);
  anew.set(shingles, packedHeader + bandKeys.length);
  return anew;
}

/** Texts that may be of one template: shown to a person, never merged. */
export type TextSuggestion = { text: number; share: number };

export type TextChange = {
  text: number;
  template: number;
  /** Whether this very text was in the index already. */
  isKnown: boolean;
  /** Templates that are now part of `template`. */
  absorbed: number[];
  /** How alike the likest text of the template is; null when nothing is. */
  nearest: TextSuggestion | null;
  suggestions: TextSuggestion[];
  /** True when so many texts met this one that not all were compared; learn the weights anew. */
  isCrowded: boolean;
};

/** More texts than this are not compared with one new text: what meets so many is boilerplate the weights do not know yet. */
const comparedMax = 5000;
const suggestionsMax = 8;
/** The heaviest text, of 128 shingles of weight 1, fits in 32 bits. */
const totalParts = 2 ** 24;
/** Beyond this many comparisons a known member of a template says enough about the rest of it. */
const nearestTries = 8;

export type TextIndex = ReturnType<typeof createTextIndex>;

/**
 * The near-duplicate texts of the whole store, in memory: about half a kilobyte a text. Texts are numbered from 1 by the caller
 * (the store's row ids) and are DISTINCT: ads with one and the same text share a number. Templates are the components of "surely
 * alike", which depends on two texts and the frozen weights only, so no order of arrival can change them.
 */
export function createTextIndex(weights: ShingleWeights) {
  const bands = createBandIndex(bandCount);
  /** Used while all texts are in it. */
  const pairs = createPairIndex(weights);
  const exacts = createBandIndex(1);
  const templates = createComponents();
  let pool = new Uint32Array(0);
  let poolUsed = 0;
  /** Where the shingles of a text begin; its length, with the top bit for "sampled"; the second half of its exact hash. */
  let begins = new Uint32Array(0);
  let lengths = new Uint32Array(0);
  let exactLows = new Uint32Array(0);
  /** What all shingles of a text weigh, in parts; 0 until it is compared. */
  let totals = new Uint32Array(0);
  let comparedWith = new Uint32Array(0);
  let turn = 0;
  let lastText = 0;

  function printAt(text: number): Comparable {
    const begin = begins[text] ?? 0;
    const length = lengths[text] ?? 0;
    return { shingles: pool.subarray(begin, begin + (length & 0x7fff)), isSampled: (length & 0x8000) !== 0 };
  }

  /** With its weight, which is worked out when it is first asked for: after a restart most texts are never compared. */
  function comparableAt(text: number): Comparable {
    const print = printAt(text);
    if (totals[text] === 0) totals[text] = Math.round(weightOfAll(print.shingles, weights) * totalParts);
    return { shingles: print.shingles, isSampled: print.isSampled, weight: (totals[text] ?? 0) / totalParts };
  }

  function keep(text: number, print: KeptPrint, bandKeys: Uint32Array): void {
    begins = grown(begins, text + 1);
    lengths = grown(lengths, text + 1);
    exactLows = grown(exactLows, text + 1);
    totals = grown(totals, text + 1);
    comparedWith = grown(comparedWith, text + 1);
    pool = grown(pool, poolUsed + print.shingles.length);
    pool.set(print.shingles, poolUsed);
    begins[text] = poolUsed;
    lengths[text] = print.shingles.length | (print.isSampled ? 0x8000 : 0);
    poolUsed += print.shingles.length;
    exactLows[text] = print.exact[1];
    totals[text] = 0;
    exacts.add(text, Uint32Array.of(print.exact[0]));
    bands.add(text, bandKeys);
    if (text <= fewTexts) pairs.add(text, print.shingles);
    templates.add(text);
    lastText = Math.max(lastText, text);
  }

  /** Calls `visit` with each text that may be alike, perhaps more than once. */
  function forEachMet(text: number, bandKeys: Uint32Array, visit: (other: number) => void): void {
    // A table of more texts is of a store that was larger, or is being linked anew: it is to be linked one way.
    if (lastText <= fewTexts && weights.texts <= fewTexts) for (const other of pairs.near(text)) visit(other);
    else for (const key of bandKeys) bands.forEach(key, visit);
  }

  /** Joins a text to what it is surely alike to. */
  function compare(text: number, print: Comparable, bandKeys: Uint32Array): Omit<TextChange, 'isKnown' | 'text'> {
    turn += 1;
    let compared = 0;
    let isCrowded = false;
    let tries = 0;
    let nearest: TextSuggestion | null = null;
    let possible: TextSuggestion[] = [];
    const absorbed = new Set<number>();
    /** Made when it is needed: most texts meet no other. */
    let judge: ReturnType<typeof judgeLikenessTo> | undefined;
    forEachMet(text, bandKeys, (other) => {
      if (other === text || comparedWith[other] === turn) return;
      const isTogether = templates.find(other) === templates.find(text);
      if (isTogether && tries >= nearestTries) return;
      comparedWith[other] = turn;
      if (isTogether) tries += 1;
      else compared += 1;
      if (compared > comparedMax) {
        isCrowded = true;
        return;
      }
      const { verdict, share } = (judge ??= judgeLikenessTo(print, weights))(comparableAt(other));
      if (verdict === 'none') return;
      if (verdict === 'possible') {
        possible.push({ text: other, share });
        return;
      }
      if (nearest === null || share > nearest.share) nearest = { text: other, share };
      for (const template of [templates.find(other), templates.find(text)]) absorbed.add(template);
      templates.unite(text, other);
    });
    const template = templates.find(text);
    absorbed.delete(template);
    absorbed.delete(text);
    possible = possible.filter((one) => templates.find(one.text) !== template).toSorted((a, b) => b.share - a.share);
    return { template, absorbed: [...absorbed], nearest, suggestions: possible.slice(0, suggestionsMax), isCrowded };
  }

  return {
    weights,
    /** The number of the very same text, or null. */
    find(print: Pick<TextPrint, 'exact'>): number | null {
      let found: number | null = null;
      exacts.forEach(print.exact[0], (text) => {
        if (exactLows[text] === print.exact[1]) found = text;
      });
      return found;
    },
    /** Adds a text that `find` does not know. */
    add(text: number, print: KeptPrint): TextChange {
      const bandKeys = bandKeysOf(print.shingles, weights);
      keep(text, print, bandKeys);
      return { text, isKnown: false, ...compare(text, comparableAt(text), bandKeys) };
    },
    /**
     * Takes out a text that no ad has any more; the rest of its template is put together again without it.
     * @returns the template of each text that was with it.
     */
    remove(text: number): Map<number, number> {
      if (!templates.has(text)) return new Map();
      const rest = templates.dissolve(text).filter((one) => one !== text);
      bands.remove(text);
      if (text <= fewTexts) pairs.remove(text);
      exacts.remove(text);
      templates.remove(text);
      pool.fill(0, begins[text], (begins[text] ?? 0) + ((lengths[text] ?? 0) & 0x7fff));
      lengths[text] = 0;
      for (const one of rest) compare(one, comparableAt(one), bands.keysOf(one));
      return new Map(rest.map((one) => [one, templates.find(one)]));
    },
    templateOf: (text: number) => (templates.has(text) ? templates.find(text) : null),
    textsOf: (template: number) => (templates.has(template) ? templates.members(template) : []),
    /** How alike two texts of the index are. */
    compareTwo: (a: number, b: number) => judgeLikenessTo(comparableAt(a), weights)(comparableAt(b)),
    /** The print of a text, for instance to link it anew; null when there is none of that number. */
    printOf(text: number): KeptPrint | null {
      if (!templates.has(text)) return null;
      return { ...printAt(text), exact: [exacts.keysOf(text)[0] ?? 0, exactLows[text] ?? 0] };
    },
    /** What the store keeps of a text. */
    kept(text: number): KeptText & { pairs: number } {
      const { shingles, isSampled } = printAt(text);
      const bandKeys = bands.keysOf(text);
      const packed = new Uint32Array(packedHeader + bandKeys.length + shingles.length);
      packed.set([exacts.keysOf(text)[0] ?? 0, exactLows[text] ?? 0, isSampled ? 1 : 0, bandKeys.length]);
      packed.set(bandKeys, packedHeader);
      packed.set(shingles, packedHeader + bandKeys.length);
      return { id: text, template: templates.find(text), packed, pairs: shingles.length };
    },
    /**
     * Puts back what the store kept, by ascending id, so that a template's first text is there before the others.
     * @param textsMax the largest id, to make room once.
     */
    restore(texts: Iterable<KeptText>, textsMax: number): void {
      bands.reserve(textsMax + 1);
      exacts.reserve(textsMax + 1);
      for (const { id, template, packed } of texts) {
        const bandKeys = packed.subarray(packedHeader, packedHeader + (packed[3] ?? 0));
        // As the texts so far have it, there will be room for all; growing by shares copied everything five times over.
        if (pool.length < poolUsed + packed.length) pool = grown(pool, Math.ceil((poolUsed / id) * textsMax));
        keep(id, printOfKept(packed), bandKeys);
        if (template !== id && templates.has(template)) templates.unite(id, template);
      }
    },
    /** Bytes of all arrays as reserved. */
    sizeBytes: () =>
      bands.sizeBytes() +
      pairs.sizeBytes() +
      exacts.sizeBytes() +
      templates.sizeBytes() +
      pool.byteLength +
      begins.byteLength +
      lengths.byteLength +
      exactLows.byteLength +
      totals.byteLength +
      comparedWith.byteLength,
  };
}
