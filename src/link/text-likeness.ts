import type { TextPrint } from './shingles.ts';
import { smallStoreTexts, weightOfCount } from './shingle-weights.ts';
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
  return compareWith(a, weights)(b).share;
}

/** One text is compared with up to thousands: to look up the pairs of each is much quicker than to go along both. */
function compareWith(one: Comparable, weights: ShingleWeights): (other: Comparable) => Likeness {
  const has = lookUpIn(one.shingles);
  return (other) => {
    // Of a sampled text only what lies below its largest kept hash is known.
    const limit = Math.min(knownUpTo(one), knownUpTo(other));
    const { shingles } = other;
    let pairs = 0;
    let weightOfBoth = 0;
    for (let at = 0; at < shingles.length; at += 1) {
      const shingle = shingles[at] ?? 0;
      if (!has(shingle) || shingle > limit) continue;
      pairs += 1;
      weightOfBoth += weights.weightOf(shingle);
    }
    const either = weightUpTo(one, limit, weights) + weightUpTo(other, limit, weights) - weightOfBoth;
    const ofPairs = pairsUpTo(one.shingles, limit) + pairsUpTo(shingles, limit) - pairs;
    return { share: either <= 0 ? 0 : weightOfBoth / either, pairs, ofPairs, weightOfBoth };
  };
}

/** A hash table with four places for each, so that what is not in it is mostly seen at once. They are hashes already. */
function lookUpIn(shingles: Uint32Array): (shingle: number) => boolean {
  const mask = 2 ** Math.ceil(Math.log2(4 * shingles.length + 1)) - 1;
  /** Place in `shingles` + 1; 0 is free. */
  const places = new Uint16Array(mask + 1);
  for (let at = 0; at < shingles.length; at += 1) {
    let slot = (shingles[at] ?? 0) & mask;
    while (places[slot] !== 0) slot = (slot + 1) & mask;
    places[slot] = at + 1;
  }
  return (shingle) => {
    let slot = shingle & mask;
    for (let place = places[slot] ?? 0; place !== 0; place = places[slot] ?? 0) {
      if (shingles[place - 1] === shingle) return true;
      slot = (slot + 1) & mask;
    }
    return false;
  };
}

function pairsUpTo(shingles: Uint32Array, limit: number): number {
  if (limit === Infinity) return shingles.length;
  const beyond = shingles.findIndex((shingle) => shingle > limit);
  return beyond === -1 ? shingles.length : beyond;
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
function certainFrom(a: Comparable, b: Comparable, { long, more, telltale }: Threshold): number {
  const shorter = Math.min(a.shingles.length, b.shingles.length);
  if (shorter < comparableMin) return Infinity;
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
/**
 * Two long copies that each had a tenth of their words changed have 0.45 of all pairs in common, two strangers of whom half is one text
 * 0.33. Where few texts have those pairs, they are a ring's own.
 */
const editedCopy = { share: 0.4, texts: 25, pairsMin: 40 } as const;

function isCopy(a: Comparable, b: Comparable, { pairs, ofPairs, weightOfBoth }: Likeness, texts: number): boolean {
  const shorter = Math.min(a.shingles.length, b.shingles.length);
  if (shorter < copy.pairsMin) return false;
  if (pairs >= copy.share * ofPairs) return weightOfBoth >= copy.weightOfPair * pairs;
  return (
    shorter >= editedCopy.pairsMin &&
    pairs >= editedCopy.share * ofPairs &&
    weightOfBoth >= weightOfCount(editedCopy.texts, texts) * pairs
  );
}

function isSmall({ texts }: ShingleWeights): boolean {
  return texts > 0 && texts <= smallStoreTexts;
}

export type Verdict = 'certain' | 'possible' | 'none';

/** Judges other texts by how alike they are to this one. */
export function judgeLikenessTo(
  one: Comparable,
  weights: ShingleWeights,
): (other: Comparable) => { verdict: Verdict; share: number } {
  const compare = compareWith(one, weights);
  const threshold = thresholdOf(weights.texts);
  return (other) => {
    const certain = certainFrom(one, other, threshold);
    if (certain === Infinity) return { verdict: 'none', share: 0 };
    const like = compare(other);
    const { share } = like;
    if (share >= certain || (isSmall(weights) && isCopy(one, other, like, weights.texts)))
      return { verdict: 'certain', share };
    return { verdict: share >= certain * possibleShare ? 'possible' : 'none', share };
  };
}
