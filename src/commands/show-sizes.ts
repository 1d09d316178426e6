const bytesFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** @returns for example "12.4 MB"; 1 MB is 1,000,000 bytes. */
export function showBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  if (sizeBytes < 1_000_000) return `${bytesFormat.format(sizeBytes / 1000)} kB`;
  return `${bytesFormat.format(sizeBytes / 1_000_000)} MB`;
}

/** @returns for example "12 min", "2 h 05 min". */
export function showMinutes(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Rounded up to minutes from one minute on. @returns for example "40 s", "12 min". */
export function showDuration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : showMinutes(Math.ceil(seconds / 60));
}
