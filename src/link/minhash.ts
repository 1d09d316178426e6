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
const masks = Uint32Array.from({ length: rows }, (_, row) => mix(row + 1));
const factors = Uint32Array.from({ length: rows }, (_, row) => mix(row + 1000) | 1);

/** @returns one key a band; empty when nothing in the text is telling. */
export function bandKeysOf(shingles: Uint32Array, weights: ShingleWeights): Uint32Array {
  // Plain loops: `filter` and `from` with functions took as long as a third of the hashing.
  const telling = new Uint32Array(shingles.length);
  const handicaps = new Float64Array(shingles.length);
  let count = 0;
  for (let at = 0; at < shingles.length; at += 1) {
    const shingle = shingles[at] ?? 0;
    const weight = weights.weightOf(shingle);
    if (weight < tellingWeight) continue;
    telling[count] = shingle;
    handicaps[count] = 1 / weight;
    count += 1;
  }
  if (count === 0) return new Uint32Array(0);
  const keys = new Uint32Array(bandCount);
  for (let band = 0; band < bandCount; band += 1) {
    let key = band;
    for (let row = band * rowsPerBand; row < (band + 1) * rowsPerBand; row += 1) {
      const mask = masks[row] ?? 0;
      const factor = factors[row] ?? 0;
      let least = Infinity;
      let winner = 0;
      for (let at = 0; at < count; at += 1) {
        const shingle = telling[at] ?? 0;
        let hash = Math.imul(shingle ^ mask, factor);
        hash ^= hash >>> 15;
        const rank = (hash >>> 0) * (handicaps[at] ?? 1);
        if (rank < least) {
          least = rank;
          winner = shingle;
        }
      }
      key = mix(Math.imul(key, 0x9e3779b1) ^ winner);
    }
    keys[band] = key;
  }
  return keys;
}
