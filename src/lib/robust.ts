/** Statistics that one odd night cannot spoil. */

/** Makes a median absolute deviation comparable with a standard deviation, for normally spread values. */
const madToDeviation = 1.4826;

/** @param values at least one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median absolute deviation from the median, scaled to be read as a standard deviation; 0 for a single value. */
export function robustDeviation(values: readonly number[]): number {
  const centre = median(values);
  return madToDeviation * median(values.map((value) => Math.abs(value - centre)));
}

/**
 * How surprising it is to count `part` of `whole` where each has chance `expected`: an upper bound for the tail is
 * exp(-surprise) (Chernoff's bound for the binomial). With few in `whole` nothing is surprising.
 */
export function surprise(part: number, whole: number, expected: number): number {
  const share = part / whole;
  return whole * (termOf(share, expected) + termOf(1 - share, 1 - expected));
}

function termOf(share: number, expected: number): number {
  return share === 0 ? 0 : share * Math.log(share / expected);
}
