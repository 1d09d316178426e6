/** A share as it was counted, with how far it may be off. */
export type MeasuredShare = {
  /** Of these ... */
  of: number;
  /** ... so many. */
  count: number;
  /** 95 % interval around `count / of`, each 0 to 1; null when fewer than 20 were counted ("te weinig gegevens"). */
  interval: { share: number; low: number; high: number } | null;
};

/** Fewer than this say too little to print a percentage. */
export const countedMin = 20;

export function measuredShare(count: number, of: number): MeasuredShare {
  return { of, count, interval: of < countedMin ? null : wilsonInterval(count, of) };
}

/** The 97.5 % point of the normal distribution: 95 % lies within it on both sides. */
const z = 1.959963984540054;

/**
 * Score interval for a share; stays within 0 and 1 and holds up for small counts and for shares near the ends.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.
 * @param of at least 1.
 */
export function wilsonInterval(count: number, of: number): { share: number; low: number; high: number } {
  const share = count / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
