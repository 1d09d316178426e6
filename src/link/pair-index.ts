import { createBandIndex } from './band-index.ts';
import { tellingWeight } from './minhash.ts';
import { shinglesMax } from './shingles.ts';
import type { ShingleWeights } from './shingle-weights.ts';

/** In stores of up to so many texts all that say much of the same are compared. */
export const fewTexts = 1000;

/** Texts that are surely or possibly alike have more in common than this share of what the one that says less says. */
const sharedMin = 0.25;

/**
 * Which texts of a small store may be alike, by the pairs of words themselves: slower than the bands of a MinHash, and it misses none. Of
 * texts that are half alike bands miss one in twenty, and which ones the key of the installation decides, by which words are hashed.
 * As there, a pair of words counts for what it says where pairs are drawn.
 */
export function createPairIndex(weights: ShingleWeights) {
  const texts = createBandIndex(shinglesMax);
  const totals = new Float64Array(fewTexts + 1);

  const tellingOf = (shingles: Uint32Array) => shingles.filter((shingle) => weights.weightOf(shingle) >= tellingWeight);
  const saysOf = (shingle: number) => 1 / weights.handicapOf(shingle);

  return {
    /** @param text 1 to `fewTexts`. */
    add(text: number, shingles: Uint32Array): void {
      const telling = tellingOf(shingles);
      texts.add(text, telling);
      totals[text] = telling.reduce((total, shingle) => total + saysOf(shingle), 0);
    },
    remove: (text: number) => texts.remove(text),
    /** @returns the texts, ascending, that have much in common with one of the index. */
    near(text: number): number[] {
      const shared = new Float64Array(fewTexts + 1);
      for (const shingle of texts.keysOf(text)) {
        const says = saysOf(shingle);
        texts.forEach(shingle, (other) => {
          shared[other] = (shared[other] ?? 0) + says;
        });
      }
      const found: number[] = [];
      for (let other = 1; other <= fewTexts; other += 1) {
        const least = sharedMin * Math.min(totals[text] ?? 0, totals[other] ?? 0);
        if (other !== text && (shared[other] ?? 0) > least) found.push(other);
      }
      return found;
    },
    sizeBytes: () => texts.sizeBytes() + totals.byteLength,
  };
}
