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

/** Units in a row that are a number together. */
export type UnitRun = {
  units: readonly PhoneUnit[];
  start: number;
  end: number;
  digits: string;
  kinds: ObfuscationKind[];
};

/**
 * The units from one on that make up exactly so many digits; null when they do not.
 * @param mayFollow whether a unit may go on where the one before it ended.
 */
export function runOfUnits(
  units: readonly PhoneUnit[],
  first: number,
  digitsWanted: number,
  mayFollow: (before: PhoneUnit, unit: PhoneUnit) => boolean,
): UnitRun | null {
  const taken: PhoneUnit[] = [];
  let digits = '';
  for (let at = first; at < units.length && digits.length < digitsWanted; at += 1) {
    const unit = units[at];
    const before = taken.at(-1);
    if (unit === undefined || (before !== undefined && !mayFollow(before, unit))) return null;
    taken.push(unit);
    digits += unit.digits;
  }
  const [begin, last] = [taken[0], taken.at(-1)];
  if (begin === undefined || last === undefined || digits.length !== digitsWanted) return null;
  const kinds = new Set([...taken.flatMap((unit) => unit.kinds), 'split' as const]);
  return { units: taken, start: begin.start, end: last.end, digits, kinds: [...kinds] };
}
