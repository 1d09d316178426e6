const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
const amsterdamWithTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The calendar day of a moment in the Netherlands, `YYYY-MM-DD`: the day on which municipalities, their law and reports count. */
export function amsterdamDay(moment: Date | string): string {
  return amsterdam.format(new Date(moment));
}

/** What a clock in the Netherlands shows at a moment, `YYYY-MM-DDTHH:MM`. */
export function amsterdamClock(moment: Date | string): string {
  return amsterdamWithTime.format(new Date(moment)).replace(' ', 'T');
}
