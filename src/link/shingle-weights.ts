import { sha256Hex } from '../lib/hash.ts';

/**
 * How much a pair of words says (inverse document frequency), learned from the texts of the store and then frozen: a link is
 * judged by one published table and not by what else arrived that night, so it can be reproduced and does not depend on order.
 * The table is learned anew when the store has grown, and then all texts are linked anew: see `shouldLearnAnew`.
 */
export type ShingleWeights = {
  /** Distinct texts it was learned from. */
  texts: number;
  /**
   * 0 (in every text) to 1 (in none): (1 - log(1 + texts that have it) / log(1 + texts)) squared. Squared, because two strangers who
   * share a few stock sentences still passed at 100,000 ads with the plain logarithm (precision 0.94, with the square 0.9996).
   */
  weightOf(shingle: number): number;
  /** Names the table in reasons. */
  id: string;
  /** For the store: 4 bytes for the number of texts, then one byte a slot. */
  encode(): Uint8Array;
};

const slotBits = 22;
const slots = 1 << slotBits;
/** Below this a share says nothing, and all pairs of words count the same. */
const textsMin = 40;
const manyTexts = 10_000;
/** Steps of a quarter of a doubling. */
const stepsPerDoubling = 4;

/**
 * A quarter more, and of many texts a half more: from 100,000 to 150,000 a weight moves by a hundredth or two, and what has become
 * boilerplate meanwhile is on a third of the texts at most. Each time costs as much as linking them all did.
 */
export function shouldLearnAnew(weights: ShingleWeights, texts: number): boolean {
  return texts >= textsMin && texts >= weights.texts * (weights.texts < manyTexts ? 1.25 : 1.5);
}

export const equalWeights: ShingleWeights = weightsFrom(new Uint8Array(0), 0);

/** @param prints the shingles of each DISTINCT text once, any order. */
export function learnShingleWeights(prints: Iterable<Uint32Array>): ShingleWeights {
  const count = createShingleCount();
  for (const shingles of prints) count.add(shingles);
  return count.weights();
}

/** The same, a text at a time. */
export function createShingleCount() {
  const counts = new Uint32Array(slots);
  let texts = 0;
  return {
    add(shingles: Uint32Array): void {
      texts += 1;
      for (const shingle of shingles) {
        const slot = shingle >>> (32 - slotBits);
        counts[slot] = (counts[slot] ?? 0) + 1;
      }
    },
    weights(): ShingleWeights {
      if (texts < textsMin) return equalWeights;
      // A plain loop: `Uint8Array.from` with a function takes half a second for so many slots, and most are 0.
      const steps = new Uint8Array(slots);
      for (let slot = 0; slot < slots; slot += 1) {
        const count = counts[slot] ?? 0;
        if (count > 0) steps[slot] = Math.round(Math.log2(1 + count) * stepsPerDoubling);
      }
      return weightsFrom(steps, texts);
    },
  };
}

/** @returns the table, or null when the bytes are not one. */
export function decodeShingleWeights(bytes: Uint8Array): ShingleWeights | null {
  if (bytes.length === 4) return equalWeights;
  if (bytes.length !== 4 + slots) return null;
  return weightsFrom(bytes.slice(4), new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0));
}

function weightsFrom(steps: Uint8Array, texts: number): ShingleWeights {
  const all = texts === 0 ? 1 : Math.log2(1 + texts) * stepsPerDoubling;
  const byStep = Float32Array.from({ length: 256 }, (_, step) => Math.max(0, 1 - step / all) ** 2);
  function encode(): Uint8Array {
    const bytes = new Uint8Array(4 + steps.length);
    new DataView(bytes.buffer).setUint32(0, texts);
    bytes.set(steps, 4);
    return bytes;
  }
  return {
    texts,
    weightOf: (shingle) => byStep[steps[shingle >>> (32 - slotBits)] ?? 0] ?? 0,
    id: texts === 0 ? 'gelijk' : sha256Hex(encode()).slice(0, 12),
    encode,
  };
}
