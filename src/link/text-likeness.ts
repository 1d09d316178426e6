import type { TextPrint } from './shingles.ts';
import type { ShingleWeights } from './shingle-weights.ts';

/** A print as it is compared: the parts that count. */
export type Comparable = Pick<TextPrint, 'shingles' | 'isSampled'>;

/**
 * The share of what two texts say that they both say: Jaccard over pairs of words, each weighted by how rare it is in the store.
 * Boilerplate that thousands share weighs next to nothing. Symmetric; 0 to 1.
 */
export function likeness(a: Comparable, b: Comparable, weights: ShingleWeights): number {
  // Of a sampled text only what lies below its largest kept hash is known.
  const limit = Math.min(knownUpTo(a), knownUpTo(b));
  let both = 0;
  let either = 0;
  let i = 0;
  let j = 0;
  const x = a.shingles;
  const y = b.shingles;
  while (i < x.length || j < y.length) {
    const left = x[i] ?? Infinity;
    const right = y[j] ?? Infinity;
    const least = left < right ? left : right;
    if (least > limit) break;
    const weight = weights.weightOf(least);
    either += weight;
    if (left === right) both += weight;
    if (left === least) i += 1;
    if (right === least) j += 1;
  }
  return either === 0 ? 0 : both / either;
}

function knownUpTo(print: Comparable): number {
  return print.isSampled ? (print.shingles.at(-1) ?? Infinity) : Infinity;
}

/** With fewer pairs of words two texts are alike by chance; they are never linked by their text. */
export const comparableMin = 8;
const certainShort = 0.8;
/** From so many pairs of words on the lowest threshold holds. */
const longFrom = 40;
const possibleShare = 0.6;

/**
 * The likeness from which two texts are surely of one template. For long texts 0.28 in a store of 10,000; up to 0.36 at a million, for
 * the number of strangers who can be alike by chance grows faster than the store; and up to 0.5 in a small one, which cannot tell
 * yet what everyone writes. For short texts more, up to 0.8 at 8 pairs of words.
 * (With plain Jaccard no such threshold parts rings from strangers: see the test of `text-index.ts`.)
 */
export function certainFrom(a: Comparable, b: Comparable, weights: ShingleWeights): number {
  const shorter = Math.min(a.shingles.length, b.shingles.length);
  if (shorter < comparableMin) return Infinity;
  const tens = Math.log10(Math.max(1, weights.texts) / 10_000);
  const certainLong = Math.min(0.5, 0.28 + (tens > 0 ? 0.04 * tens : -0.12 * tens));
  const missing = Math.max(0, longFrom - shorter) / (longFrom - comparableMin);
  return certainLong + (certainShort - certainLong) * missing;
}

export type Verdict = 'certain' | 'possible' | 'none';

export function judgeLikeness(
  a: Comparable,
  b: Comparable,
  weights: ShingleWeights,
): { verdict: Verdict; share: number } {
  const certain = certainFrom(a, b, weights);
  if (certain === Infinity) return { verdict: 'none', share: 0 };
  const share = likeness(a, b, weights);
  return { verdict: share >= certain ? 'certain' : share >= certain * possibleShare ? 'possible' : 'none', share };
}
