/** Lengths in buckets that each reach 15 % further than the one before, so that nights can be added up and still give quantiles. */
const step = Math.log(1.15);

export function bucketOf(length: number): number {
  return Math.round(Math.log1p(length) / step);
}

/** The length in the middle of a bucket. */
export function lengthOf(bucket: number): number {
  return Math.expm1(bucket * step);
}

/**
 * @param counts by bucket. @param share 0 to 1.
 * @returns the length below which that share lies, null when nothing was counted.
 */
export function quantileOf(counts: Readonly<Record<string, number>>, share: number): number | null {
  const buckets = Object.entries(counts)
    .map(([bucket, n]) => [Number(bucket), n] as const)
    .toSorted(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, n]) => sum + n, 0);
  let below = 0;
  for (const [bucket, n] of buckets) {
    below += n;
    if (n > 0 && below >= share * total) return lengthOf(bucket);
  }
  return null;
}
