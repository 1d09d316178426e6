const zone = 'Europe/Amsterdam';
const dayFormat = new Intl.DateTimeFormat('nl-NL', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });
const momentFormat = new Intl.DateTimeFormat('nl-NL', {
  timeZone: zone,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** @param moment ISO 8601, or a plain day `YYYY-MM-DD`. @returns for example "14 nov 2019". */
export function showDay(moment: string): string {
  return dayFormat.format(new Date(moment));
}

/** @returns for example "14 nov 2019, 09:30", Dutch time. */
export function showMoment(moment: string): string {
  return momentFormat.format(new Date(moment));
}

const monthFormat = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', month: 'short', year: 'numeric' });

/** @param month `YYYY-MM`. @returns for example "nov 2019". */
export function showMonth(month: string): string {
  return monthFormat.format(new Date(`${month}-01T00:00:00.000Z`));
}

const numberFormat = new Intl.NumberFormat('nl-NL');

export function showNumber(value: number): string {
  return numberFormat.format(value);
}

const euroFormat = new Intl.NumberFormat('nl-NL', { style: 'currency', currency: 'EUR' });

export function showEuros(priceCents: number): string {
  return euroFormat.format(priceCents / 100);
}

const percentFormat = new Intl.NumberFormat('nl-NL', { style: 'percent', maximumFractionDigits: 0 });

/** @param share 0 to 1. */
export function showPercent(share: number): string {
  return percentFormat.format(share);
}

const sizeFormat = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

/** @returns for example "12,4 MB"; 1 MB is 1,000,000 bytes. */
export function showBytes(sizeBytes: number): string {
  return sizeBytes < 1_000_000
    ? `${sizeFormat.format(sizeBytes / 1000)} kB`
    : `${sizeFormat.format(sizeBytes / 1_000_000)} MB`;
}

/** @returns for example "40 seconden", "12 minuten". */
export function showDuration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'seconde' : 'seconden'}`;
  return minutes < 60 ? `${minutes} minuten` : `${Math.floor(minutes / 60)} uur en ${minutes % 60} minuten`;
}
