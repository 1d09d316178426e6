/** Retry-After of an answer in milliseconds: seconds or a date (RFC 9110, 10.2.3), between 1 s and a day; null when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  const waitMs = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 1000), 86_400_000);
}
