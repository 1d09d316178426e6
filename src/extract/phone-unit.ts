import type { Phone } from '../model/ad.ts';

export type ObfuscationKind = Phone['obfuscationKinds'][number];

/** A stretch of text that stands for digits: "06", "zes", "1OO", "①②". */
export type PhoneUnit = {
  /** UTF-16 positions in the raw text. */
  start: number;
  end: number;
  digits: string;
  kinds: readonly ObfuscationKind[];
  /** Letters stand directly before or after it. */
  glued: boolean;
  /** Looks like digits only beside real ones: "OO", "l". */
  weak: boolean;
  /** How many of its digits are only guessed at, as for "B3Z7" or "sevn"; nothing for most units. */
  doubt?: number;
};
