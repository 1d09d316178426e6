/** Full-width, mathematical, circled, bracketed digits and those of other scripts. */
export function digitsOfNumeral(char: string): string | null {
  const plain = char.normalize('NFKC').replaceAll(/[().,]/g, '');
  if (/^\d{1,2}$/.test(plain)) return plain;
  const code = char.codePointAt(0) ?? 0;
  // Dingbats and negative circles have no compatibility form.
  if (code >= 0x2776 && code <= 0x2793) return String(((code - 0x2776) % 10) + 1);
  if (code === 0x24ff || code === 0x1f10b || code === 0x1f10c) return '0';
  if (code >= 0x24f5 && code <= 0x24fe) return String(code - 0x24f4);
  if (!/\p{Nd}/u.test(plain)) return null;
  // Decimal digits of every script stand in runs of ten, zero first.
  let steps = 0;
  while (steps < 10 && /\p{Nd}/u.test(String.fromCodePoint(code - steps - 1))) steps += 1;
  return steps < 10 ? String(steps) : null;
}
