const dayMs = 86_400_000;

/**
 * Retry-After of an answer in milliseconds: seconds or a date (RFC 9110, 10.2.3), between 1 s and a day. Null when absent, unreadable, or
 * when it names no time to come: "0", and a date that is over.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : dateOf(text) - now.getTime();
  return waitMs > 0 ? Math.min(Math.max(waitMs, 1000), dayMs) : null;
}

/** Every form of date begins with the name of a day; `Date.parse` would read "-5" as a month of 2001. */
function dateOf(text: string): number {
  return /^[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
}
