import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';

describe('random', () => {
  it('draws the same from the same seed, and something else from another', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => random.int(0, 1_000_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const random = createRandom(1);
    const drawn = new Set(Array.from({ length: 500 }, () => random.int(3, 6)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });

  it('shuffles without losing or changing the list it was given', () => {
    const list = Object.freeze(Array.from({ length: 40 }, (_, at) => at));
    const shuffled = createRandom(2).shuffle(list);
    expect(shuffled).not.toEqual(list);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRandom(3).pick([])).toThrow('nothing to pick from');
  });
});
