import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalWeights } from '../../src/link/shingle-weights.ts';
import { likeness } from '../../src/link/text-likeness.ts';

/** Of few numbers, so that texts have some in common, and with ends that are alike, so that they meet in one place of a table. */
const shingle = fc.oneof(
  fc.nat({ max: 12 }),
  fc.nat({ max: 12 }).map((at) => at * 2 ** 16),
  fc.constant(2 ** 32 - 1),
);
const print = fc.record({
  shingles: fc
    .uniqueArray(shingle, { minLength: 1, maxLength: 24 })
    .map((all) => Uint32Array.from(all.toSorted((a, b) => a - b))),
  isSampled: fc.boolean(),
});

it('is the share of the pairs of words that both have, as far as both are known, whichever is compared with the other', () => {
  fc.assert(
    fc.property(print, print, (a, b) => {
      const limit = Math.min(...[a, b].map((one) => (one.isSampled ? one.shingles.at(-1)! : Infinity)));
      const [inA, inB] = [a, b].map((one) => new Set([...one.shingles].filter((each) => each <= limit)));
      const both = [...inA!].filter((each) => inB!.has(each)).length;
      const either = new Set([...inA!, ...inB!]).size;
      const expected = either === 0 ? 0 : both / either;
      expect(likeness(a, b, equalWeights)).toBeCloseTo(expected);
      expect(likeness(b, a, equalWeights)).toBeCloseTo(expected);
    }),
  );
});
