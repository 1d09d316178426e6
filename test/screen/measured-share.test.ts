import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredShare, wilsonInterval } from '../../src/screen/measured-share.ts';

describe('the interval around a share', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (count, of, low, high) => {
    const interval = wilsonInterval(count, of);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share and stays within 0 and 1', () => {
    assert(
      property(integer({ min: 1, max: 5000 }), integer({ min: 0, max: 5000 }), (of, drawn) => {
        const { share, low, high } = wilsonInterval(Math.min(of, drawn), of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is not given for fewer than 20', () => {
    expect(measuredShare(10, 19)).toEqual({ count: 10, of: 19, interval: null });
    expect(measuredShare(10, 20).interval?.share).toBe(0.5);
  });
});
