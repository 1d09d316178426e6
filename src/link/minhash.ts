import { mix } from './shingles.ts';
import type { ShingleWeights } from './shingle-weights.ts';

/**
 * Locality-sensitive hashing over weighted MinHash (Broder 1997; Indyk and Motwani 1998): texts of likeness s meet in at least one
 * of 24 bands of 3 rows with probability 1 - (1 - s^3)^24: 0.96 at s = 0.5, 0.8 at 0.4, 0.003 at 0.05. A pair of words wins a row
 * with a chance that grows with its weight, so boilerplate seldom brings strangers together.
 */
export const bandCount = 24;
const rowsPerBand = 3;

/** Pairs of words below this weight hardly ever win; leaving them out saves time. */
export const tellingWeight = 0.05;

const rows = bandCount * rowsPerBand;
// Signed: of unsigned numbers V8 makes floating-point ones.
const masks = Int32Array.from({ length: rows }, (_, row) => mix(row + 1));
const factors = Int32Array.from({ length: rows }, (_, row) => mix(row + 1000) | 1);

/** @returns one key a band; empty when nothing in the text is telling. */
export function bandKeysOf(shingles: Uint32Array, weights: ShingleWeights): Uint32Array {
  // Plain loops: `filter` and `from` with functions took as long as a third of the hashing.
  const telling = new Int32Array(shingles.length);
  const handicaps = new Float64Array(shingles.length);
  let count = 0;
  for (let at = 0; at < shingles.length; at += 1) {
    const shingle = shingles[at] ?? 0;
    if (weights.weightOf(shingle) < tellingWeight) continue;
    telling[count] = shingle;
    handicaps[count] = weights.handicapOf(shingle);
    count += 1;
  }
  if (count === 0) return new Uint32Array(0);
  const keys = new Uint32Array(bandCount);
  for (let band = 0; band < bandCount; band += 1) {
    // The three rows of a band side by side: no hash waits for another, which takes a quarter off.
    const row = band * rowsPerBand;
    const [mask0, mask1, mask2] = [masks[row] ?? 0, masks[row + 1] ?? 0, masks[row + 2] ?? 0];
    const [factor0, factor1, factor2] = [factors[row] ?? 0, factors[row + 1] ?? 0, factors[row + 2] ?? 0];
    let [least0, least1, least2] = [Infinity, Infinity, Infinity];
    let [winner0, winner1, winner2] = [0, 0, 0];
    for (let at = 0; at < count; at += 1) {
      const shingle = telling[at] ?? 0;
      const handicap = handicaps[at] ?? 1;
      const rank0 = hashOf(shingle, mask0, factor0) * handicap;
      const rank1 = hashOf(shingle, mask1, factor1) * handicap;
      const rank2 = hashOf(shingle, mask2, factor2) * handicap;
      if (rank0 < least0) {
        least0 = rank0;
        winner0 = shingle;
      }
      if (rank1 < least1) {
        least1 = rank1;
        winner1 = shingle;
      }
      if (rank2 < least2) {
        least2 = rank2;
        winner2 = shingle;
      }
    }
    let key = band;
    for (const winner of [winner0, winner1, winner2]) key = mix(Math.imul(key, 0x9e3779b1) ^ winner);
    keys[band] = key;
  }
  return keys;
}

function hashOf(shingle: number, mask: number, factor: number): number {
  const hash = Math.imul(shingle ^ mask, factor);
  return (hash ^ (hash >>> 15)) >>> 0;
}
