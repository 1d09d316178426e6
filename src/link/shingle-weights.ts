/**
 * How much a pair of words says (inverse document frequency), learned from the texts of the store and then frozen: a link is
 * judged by one published table and not by what else arrived that night, so it can be reproduced and does not depend on order.
 * The table is learned anew when the store has grown, and then all texts are linked anew: see `shouldCountAnew` and `outdates`.
 */
export type ShingleWeights = {
  /** Distinct texts it was learned from. */
  texts: number;
  /**
   * 0 (in every text) to 1 (in none): (1 - log(1 + texts that have it) / log(1 + texts)) squared. Squared, because two strangers who
   * share a few stock sentences still passed at 100,000 ads with the plain logarithm (precision 0.94, with the square 0.9996).
   */
  weightOf(shingle: number): number;
  /**
   * What the hash of a pair is multiplied by where pairs are drawn to find texts that may be alike: a light pair seldom wins. In a small
   * store the pairs of a large ring are light, too, and are drawn nearly as often as others; in a large one that would bring too many
   * strangers together.
   */
  handicapOf(shingle: number): number;
  /** For the store: the version, 4 bytes for the number of texts, then one byte a slot. */
  encode(): Uint8Array;
};

/** Texts that were kept with a table of another version have other keys or were judged by other rules: all of them are linked anew. */
const version = 4;
const headerBytes = 5;
const slotBits = 22;
const slots = 1 << slotBits;
/** Below this a share says nothing, and all pairs of words count the same. */
export const learnableTexts = 40;
/** Steps of a quarter of a doubling. */
const stepsPerDoubling = 4;

/** In a store of up to so many texts the pairs of words of a large ring are frequent because the ring is. */
export const smallStoreTexts = 20_000;

/** From so many texts on a table is kept in use until what it says is wrong: linking all of them anew costs as much as linking them did. */
const manyTexts = 10_000;
/** A table of many texts is learned from a third of them at least: of fewer the thresholds, which go by its texts, would be too low. */
const outgrownBy = 3;
/** A pair of words that one text in 200 has is no ring's own any more. */
const frequentShare = 1 / 200;
/** In a store that merely grows a frequent pair falls by 0.03 while it grows by a quarter, and by 0.1 while it grows fourfold. */
const fallMax = 0.15;

/** A quarter more texts are worth a look at what is boilerplate among them. @param counted texts there were at the last look. */
export function shouldCountAnew(counted: number, texts: number): boolean {
  return texts >= learnableTexts && texts >= counted * 1.25;
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
    /** @param everyones pairs of words that weigh nothing, however few texts have them. */
    weights(everyones: Iterable<number> = []): ShingleWeights {
      if (texts < learnableTexts) return equalWeights;
      // A plain loop: `Uint8Array.from` with a function takes half a second for so many slots, and most are 0.
      const steps = new Uint8Array(slots);
      for (let slot = 0; slot < slots; slot += 1) {
        const count = counts[slot] ?? 0;
        if (count > 0) steps[slot] = stepsOf(count);
      }
      const inAllTexts = Math.ceil(Math.log2(1 + texts) * stepsPerDoubling);
      for (const shingle of everyones) steps[shingle >>> (32 - slotBits)] = inAllTexts;
      return weightsFrom(steps, texts);
    },
    /**
     * Whether links are to be judged anew by what was counted: of few texts always; of many when the table in use was learned from
     * few of them, or takes for telling what has become boilerplate since, for instance of a site that came in between.
     */
    outdates(inUse: ShingleWeights): boolean {
      if (texts < manyTexts || texts >= inUse.texts * outgrownBy) return true;
      const frequent = texts * frequentShare;
      const learned = weightOfSteps(texts);
      for (let slot = 0; slot < slots; slot += 1) {
        const count = counts[slot] ?? 0;
        if (count < frequent) continue;
        if (inUse.weightOf(slot << (32 - slotBits)) - learned(stepsOf(count)) > fallMax) return true;
      }
      return false;
    },
  };
}

/** @returns the table, or null when the bytes are not one of this version. */
export function decodeShingleWeights(bytes: Uint8Array): ShingleWeights | null {
  if (bytes[0] !== version) return null;
  if (bytes.length === headerBytes) return equalWeights;
  if (bytes.length !== headerBytes + slots) return null;
  return weightsFrom(bytes.slice(headerBytes), new DataView(bytes.buffer, bytes.byteOffset, headerBytes).getUint32(1));
}

function stepsOf(count: number): number {
  return Math.round(Math.log2(1 + count) * stepsPerDoubling);
}

/** What a pair of words weighs that so many of all texts have. */
export function weightOfCount(count: number, texts: number): number {
  return weightOfSteps(texts)(Math.log2(1 + count) * stepsPerDoubling);
}

function weightOfSteps(texts: number): (steps: number) => number {
  const all = texts === 0 ? 1 : Math.log2(1 + texts) * stepsPerDoubling;
  return (steps) => Math.max(0, 1 - steps / all) ** 2;
}

/** In a small store pairs are drawn by the root of their weight, in one ten times as large by their weight. */
function drawingPower(texts: number): number {
  return Math.min(1, 0.5 + 0.5 * Math.max(0, Math.log10(texts / smallStoreTexts)));
}

function weightsFrom(steps: Uint8Array, texts: number): ShingleWeights {
  const weightOf = weightOfSteps(texts);
  const byStep = Float32Array.from({ length: 256 }, (_, step) => weightOf(step));
  const power = drawingPower(texts);
  const handicaps = Float64Array.from(byStep, (weight) => 1 / weight ** power);
  return {
    texts,
    weightOf: (shingle) => byStep[steps[shingle >>> (32 - slotBits)] ?? 0] ?? 0,
    handicapOf: (shingle) => handicaps[steps[shingle >>> (32 - slotBits)] ?? 0] ?? 1,
    encode() {
      const bytes = new Uint8Array(headerBytes + steps.length);
      bytes[0] = version;
      new DataView(bytes.buffer).setUint32(1, texts);
      bytes.set(steps, headerBytes);
      return bytes;
    },
  };
}
