import type { Random } from '../lib/random.ts';

/** How a number is written; all but `plain` hide it from a simple reader. */
export const phoneStyles = ['plain', 'words', 'lookalikes', 'unicode-digits', 'split'] as const;
export type PhoneStyle = (typeof phoneStyles)[number];

/** `06-0000xxxx` is given out to nobody and cannot ring. */
const prefix = '060000';
const numbers = 10_000;
/** Shares no factor with 10,000, so the numbers repeat only after all of them were used. */
const step = 7919;

/** The national digits of the nth number: ten digits that cannot ring. */
export function nationalNumber(nth: number): string {
  return prefix + String((nth * step) % numbers).padStart(4, '0');
}

export function e164Of(national: string): string {
  return `+31${national.slice(1)}`;
}

const words = ['nul', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'];

type Parts = { national: string; start: string; middle: string; end: string; pairs: readonly string[] };

/** The ways of writing that belong to each style. */
const ways = {
  plain: ({ national, start, middle, end, pairs }) => [
    `${start}-${middle}${end}`,
    `${start} ${middle} ${end}`,
    national,
    pairs.join(' '),
    `${start} - ${middle} ${end}`,
    `+31 6 ${middle} ${end}`,
    `${start}.${middle}.${end}`,
  ],
  words({ national, end }) {
    const spelled = Array.from(national, (digit) => words[Number(digit)] ?? '');
    return [spelled.join(' '), spelled.join('-'), `${spelled.slice(0, 6).join(' ')} ${end}`];
  },
  lookalikes: ({ start, middle, end }) =>
    ['Ol', 'oI'].map(([zero = '', one = '']) => `${start}-${middle}${end}`.replaceAll('0', zero).replaceAll('1', one)),
  'unicode-digits': ({ national }) => [
    Array.from(national, (digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
    // Keycap emoji.
    Array.from(national, (digit) => `${digit}\u{FE0F}\u{20E3}`).join(''),
  ],
  split: ({ start, middle, end, pairs }) => [
    pairs.join(' * '),
    pairs.join(' _ '),
    `${start} en dan ${middle} en dan ${end}`,
    pairs.join(' , '),
  ],
} satisfies Record<PhoneStyle, (parts: Parts) => readonly string[]>;

/** One of the ways in which people write a number in this style. */
export function writePhone(random: Random, national: string, style: PhoneStyle): string {
  return random.pick(
    ways[style]({
      national,
      start: national.slice(0, 2),
      middle: national.slice(2, 6),
      end: national.slice(6),
      pairs: national.match(/../g) ?? [],
    }),
  );
}
