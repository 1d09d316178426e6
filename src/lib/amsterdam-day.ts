const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
const amsterdamWithTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

const hourMs = 3_600_000;
/** Days by UTC hour: Amsterdam differs from UTC by whole hours since 1940, so within one such hour the day is one. */
const known = new Map<number, string>();
const knownMax = 1_000;
const wholeHoursSinceMs = Date.UTC(1941, 0, 1);

/** The calendar day of a moment in the Netherlands, `YYYY-MM-DD`: the day on which municipalities, their law and reports count. */
export function amsterdamDay(moment: Date | string): string {
  const date = new Date(moment);
  const atMs = date.getTime();
  if (!(atMs >= wholeHoursSinceMs)) return amsterdam.format(date);
  const hour = Math.floor(atMs / hourMs);
  const kept = known.get(hour);
  if (kept !== undefined) return kept;
  const day = amsterdam.format(date);
  if (known.size >= knownMax) known.clear();
  known.set(hour, day);
  return day;
}

/** What a clock in the Netherlands shows at a moment, `YYYY-MM-DDTHH:MM`. */
export function amsterdamClock(moment: Date | string): string {
  return amsterdamWithTime.format(new Date(moment)).replace(' ', 'T');
}
