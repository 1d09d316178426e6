const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });

/** The calendar day of a moment in the Netherlands, `YYYY-MM-DD`: the day on which municipalities, their law and reports count. */
export function amsterdamDay(moment: Date | string): string {
  return amsterdam.format(new Date(moment));
}
