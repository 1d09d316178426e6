import type { PhoneUnit } from './phone-unit.ts';

/** "een" is the digit of a spelled number, and much more often the article. */
export function saysEen(text: string, unit: PhoneUnit): boolean {
  return unit.digits === '1' && text.slice(unit.start, unit.end).toLowerCase() === 'een';
}

/** Without the "een" of "(nog een gaatje)", which is no digit. */
export function withoutSureArticles(text: string, units: readonly PhoneUnit[]): PhoneUnit[] {
  return units.filter((unit, at) => {
    if (!saysEen(text, unit) || units[at + 1]?.start === unit.end + 1) return true;
    return !/\b(?:nog|met|als|voor|van|op|na|bij|ook|om|door) $/i.test(
      text.slice(Math.max(0, unit.start - 6), unit.start),
    );
  });
}

/** Without any "een" that a word follows, or that stands before a digit with a word before it: "eerst een 0, dan een zes". */
export function withoutLikelyArticles(text: string, units: readonly PhoneUnit[]): PhoneUnit[] {
  return units.filter((unit, at) => {
    if (!saysEen(text, unit)) return true;
    if (units[at + 1]?.start === unit.end + 1)
      return !/\p{L}\W{1,2}$/u.test(text.slice(Math.max(0, unit.start - 3), unit.start)) || isTight(at);
    return !/^ \p{L}/u.test(text.slice(unit.end, unit.end + 2));
  });

  function isTight(at: number): boolean {
    const before = units[at - 1];
    const unit = units[at];
    return before !== undefined && unit !== undefined && unit.start - before.end <= 2;
  }
}

/** Without the words that say how many digits follow: "de laatste twee cijfers". */
export function withoutCounts(text: string, units: readonly PhoneUnit[]): PhoneUnit[] {
  return units.filter(({ digits, end }) => digits.length > 1 || !ofDigits.test(text.slice(end, end + 12)));
}

const ofDigits = /^ (?:cijfers|getallen|delen|stukken|stukjes|helften|digits|numbers|parts|halves)/i;

/** Without what stands between brackets among words: "06 [niet na elf] 0000". */
export function withoutAsides(text: string, units: readonly PhoneUnit[]): PhoneUnit[] {
  const asides = Array.from(text.matchAll(/[([{][^()[\]{}\n]{4,60}[)\]}]/g), (match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { start, end, words: match[0].match(/\p{L}+/gu)?.length ?? 0 };
  });
  let at = 0;
  let isTold = false;
  return units.filter((unit, index) => {
    while ((asides[at]?.end ?? Infinity) <= unit.start) at += 1;
    const aside = asides[at];
    if (aside === undefined || unit.end <= aside.start) return true;
    const before = units[index - 1];
    // Asked once of each aside, at its first unit.
    if (before === undefined || before.start < aside.start) {
      let inside = index;
      while ((units[inside]?.end ?? Infinity) <= aside.end) inside += 1;
      isTold = aside.words > inside - index;
    }
    return !isTold;
  });
}
