import type { FoldedWord } from './fold-text.ts';

/**
 * The fingerprint of a text: hashes of its pairs of neighbouring words (word 2-shingles). With 10 % of the words changed two thirds
 * of the pairs still stand, of triples only half. Hashes do not give a text back, yet they are personal content as it is.
 */
export type TextPrint = {
  /** Distinct, ascending; at most `shinglesMax` of them, the smallest: a fair sample, the same on every machine. */
  shingles: Uint32Array;
  /** Whether there were more. */
  isSampled: boolean;
  /** Equal for texts whose folded words are equal; 64 bits in two numbers. */
  exact: readonly [number, number];
  wordCount: number;
};

/** Enough to tell texts of any length apart (a standard error of 0.04), and little enough for a million of them in memory. */
export const shinglesMax = 128;

/** @param seed makes the hashes those of one installation, so that lists of hashes of two do not fit together. */
export function printOf(words: readonly FoldedWord[], seed = 0): TextPrint {
  const all = new Uint32Array(Math.max(0, words.length - 1));
  let before = 0;
  let high = mix(seed);
  let low = mix(~seed);
  for (let at = 0; at < words.length; at += 1) {
    const hash = hashWord(words[at]?.folded ?? '', seed);
    if (at > 0) all[at - 1] = mix(Math.imul(before, 0x9e3779b1) ^ hash);
    before = hash;
    high = mix(Math.imul(high, 31) + hash);
    low = mix(Math.imul(low, 0x01000193) ^ hash);
  }
  const sorted = all.toSorted();
  let count = 0;
  for (let at = 0; at < sorted.length && count <= shinglesMax; at += 1) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    sorted[count] = sorted[at] ?? 0;
    count += 1;
  }
  const isSampled = count > shinglesMax;
  return {
    shingles: sorted.slice(0, Math.min(count, shinglesMax)),
    isSampled,
    exact: [high, low],
    wordCount: words.length,
  };
}

/** FNV-1a over UTF-16 units with a final mix. */
function hashWord(word: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of the input reaches every bit. Unsigned. */
export function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
