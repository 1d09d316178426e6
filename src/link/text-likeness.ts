import type { TextPrint } from './shingles.ts';
import { smallStoreTexts } from './shingle-weights.ts';
import type { ShingleWeights } from './shingle-weights.ts';

/** A print as it is compared: the parts that count. `weight`: what all its shingles weigh together, where that is known. */
export type Comparable = Pick<TextPrint, 'shingles' | 'isSampled'> & { weight?: number };

/** What two texts have in common: `share` of what they say that both say, `pairs` of words that both have, of `ofPairs` in all. */
type Likeness = { share: number; pairs: number; ofPairs: number; weightOfBoth: number };

/**
 * The share of what two texts say that they both say: Jaccard over pairs of words, each weighted by how rare it is in the store.
 * Boilerplate that thousands share weighs next to nothing. Symmetric; 0 to 1.
 */
export function likeness(a: Comparable, b: Comparable, weights: ShingleWeights): number {
  return compare(a, b, weights).share;
}

function compare(a: Comparable, b: Comparable, weights: ShingleWeights): Likeness {
  // Of a sampled text only what lies below its largest kept hash is known.
  const limit = Math.min(knownUpTo(a), knownUpTo(b));
  const [x, y] = [a.shingles, b.shingles];
  let pairs = 0;
  let weightOfBoth = 0;
  let i = 0;
  let j = 0;
  while (i < x.length && j < y.length) {
    const left = x[i] ?? 0;
    const right = y[j] ?? 0;
    // What two texts have in common is little, so only that is looked up.
    if (left === right && left <= limit) {
      pairs += 1;
      weightOfBoth += weights.weightOf(left);
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  const either = weightUpTo(a, limit, weights) + weightUpTo(b, limit, weights) - weightOfBoth;
  const ofPairs = pairsUpTo(x, limit) + pairsUpTo(y, limit) - pairs;
  return { share: either <= 0 ? 0 : weightOfBoth / either, pairs, ofPairs, weightOfBoth };
}

function pairsUpTo(shingles: Uint32Array, limit: number): number {
  return limit === Infinity ? shingles.length : shingles.filter((shingle) => shingle <= limit).length;
}

function weightUpTo(print: Comparable, limit: number, weights: ShingleWeights): number {
  if (limit === Infinity && print.weight !== undefined) return print.weight;
  return weightOfAll(print.shingles, weights, limit);
}

export function weightOfAll(shingles: Uint32Array, weights: ShingleWeights, limit = Infinity): number {
  let all = 0;
  for (let at = 0; at < shingles.length; at += 1) {
    const shingle = shingles[at] ?? 0;
    if (shingle <= limit) all += weights.weightOf(shingle);
  }
  return all;
}

function knownUpTo(print: Comparable): number {
  return print.isSampled ? (print.shingles.at(-1) ?? Infinity) : Infinity;
}

/** With fewer pairs of words two texts are alike by chance; they are never linked by their text. */
export const comparableMin = 8;
const possibleShare = 0.6;

/** `long`: the share from which long texts are surely alike, `more`: so much more of the shortest, `telltale`: pairs of a long one. */
type Threshold = { long: number; more: number; telltale: number };

/** While nothing is learned of what everyone writes, a line of the site counts as much as a line of one's own. */
const unlearned: Threshold = { long: 0.5, more: 0.3, telltale: 40 };
/** Two changed words leave half of the pairs of the shortest text. */
const learned = { more: 0.22, telltale: 25 };

/**
 * The likeness from which two texts are surely of one template. For long texts 0.28 in a store of 10,000; up to 0.36 at a million, for
 * the number of strangers who can be alike by chance grows faster than the store; and up to 0.5 in a small one, which cannot tell
 * yet what everyone writes. For short texts more, up to 0.22 more at 8 pairs of words.
 * (With plain Jaccard no such threshold parts rings from strangers: see the test of `text-index.ts`.)
 */
export function certainFrom(a: Comparable, b: Comparable, weights: ShingleWeights): number {
  const shorter = Math.min(a.shingles.length, b.shingles.length);
  if (shorter < comparableMin) return Infinity;
  const { long, more, telltale } = thresholdOf(weights.texts);
  return long + more * shortness(shorter, telltale);
}

function thresholdOf(texts: number): Threshold {
  if (texts === 0) return unlearned;
  const tens = Math.log10(texts / 10_000);
  return { ...learned, long: Math.min(unlearned.long, 0.28 + (tens > 0 ? 0.04 * tens : -0.1 * tens)) };
}

/** 0 for a text of so many pairs of words that it is known by them, 1 for the shortest that is compared. */
export function shortness(pairs: number, telltale = learned.telltale): number {
  return Math.min(1, Math.max(0, telltale - pairs) / (telltale - comparableMin));
}

/**
 * In a small store half of all pairs of words in common is a copy too, whatever they weigh. Unless they are frequent because everyone has
 * them.
 */
const copy = { share: 0.5, weightOfPair: 0.1, pairsMin: 15 } as const;

function isCopy(a: Comparable, b: Comparable, { pairs, ofPairs, weightOfBoth }: Likeness): boolean {
  const shorter = Math.min(a.shingles.length, b.shingles.length);
  return shorter >= copy.pairsMin && pairs >= copy.share * ofPairs && weightOfBoth >= copy.weightOfPair * pairs;
}

function isSmall({ texts }: ShingleWeights): boolean {
  return texts > 0 && texts <= smallStoreTexts;
}

export type Verdict = 'certain' | 'possible' | 'none';

export function judgeLikeness(
  a: Comparable,
  b: Comparable,
  weights: ShingleWeights,
): { verdict: Verdict; share: number } {
  const certain = certainFrom(a, b, weights);
  if (certain === Infinity) return { verdict: 'none', share: 0 };
  const like = compare(a, b, weights);
  const { share } = like;
  if (share >= certain || (isSmall(weights) && isCopy(a, b, like))) return { verdict: 'certain', share };
  return { verdict: share >= certain * possibleShare ? 'possible' : 'none', share };
}
