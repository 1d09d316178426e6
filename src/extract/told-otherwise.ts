/** Numbers that are written whole, but not as they are dialled: from the last digit to the first, or without their nought. */
import type { PhoneCountry } from './phone-countries.ts';
import { plainGap } from './phone-gaps.ts';
import type { FoundPhone } from './phone-scan.ts';
import { runOfUnits } from './phone-unit.ts';
import type { PhoneUnit, UnitRun } from './phone-unit.ts';

const backwards =
  /achterste ?voren|van achter(?:en)? naar voren|van rechts naar links|omgekeerd|omgedraaid|spiegelbeeld|gespiegeld|draai (?:\p{L}{2,6} ){0,2}om(?!\p{L})|backwards?(?!\p{L})|back to front|in reverse|reversed/giu;
/** How far from those words the number may stand, in front of them or behind. */
const nearChars = 60;
const ofIt = /^(?: (?:gelezen|geschreven|genoteerd|nummer|read|written))?[^\p{L}\p{N}.!?]{0,5}$/u;
const limits = { cues: 5, digits: 10 } as const;

const noughtAfter =
  /^[^\p{L}\p{N}]{0,3}(?:(?:en|maar|dus|wel|eerst|natuurlijk) ){0,2}(?:(?:met|zet|plak|typ|toets|doe|denk) )?(?:(?:er|nog|natuurlijk|eerst|daar) ){0,2}(?:een |de )?(?:0|nul(?:letje)?) (?:er ?|daar ?)?voor(?:aan|op|af)?(?!\p{L}| (?:de|het|een|wie|elke?) )/iu;

/** @param units in order; a number that is told backwards may look like one as it stands, so they are looked at first. */
export function numbersToldOtherwise(text: string, units: readonly PhoneUnit[], country: PhoneCountry): FoundPhone[] {
  return [...toldBackwards(text, units, country), ...withoutNought(text, units, country)];
}

function toldBackwards(text: string, units: readonly PhoneUnit[], country: PhoneCountry): FoundPhone[] {
  const found: FoundPhone[] = [];
  for (const cue of Array.from(text.matchAll(backwards)).slice(0, limits.cues)) {
    const cueEnd = cue.index + cue[0].length;
    for (let first = 0; first < units.length; first += 1) {
      const { start } = units[first] ?? { start: Infinity };
      if (start > cueEnd + nearChars) break;
      if (start < cue.index - nearChars) continue;
      const run = runFrom(text, units, first, limits.digits);
      // "Twaalf" told backwards is nobody's guess.
      if (run === null || run.units.some(({ digits, kinds }) => digits.length > 1 && kinds.includes('words'))) continue;
      const read = country.read(Array.from(run.digits).toReversed().join(''), true);
      if (read?.sure !== true || !country.mayHideInWords(read)) continue;
      // A number both ways round is told backwards only where the words go with it.
      const isSaidOfIt = start >= cueEnd && ofIt.test(text.slice(cueEnd, start));
      if (!isSaidOfIt && country.read(run.digits, true) !== null) continue;
      found.push({ start, end: run.end, e164: read.e164, kinds: run.kinds });
      break;
    }
  }
  return found;
}

/** "6 0000 1234, met een nul ervoor". */
function withoutNought(text: string, units: readonly PhoneUnit[], country: PhoneCountry): FoundPhone[] {
  if (!/(?:0|nul(?:letje)?) (?:er ?|daar ?)?voor/iu.test(text)) return [];
  return units.flatMap((unit, first) => {
    if (!unit.digits.startsWith('6')) return [];
    const run = runFrom(text, units, first, limits.digits - 1);
    if (run === null || !noughtAfter.test(text.slice(run.end, run.end + 48))) return [];
    const read = country.read(`0${run.digits}`, true);
    return read?.sure === true ? [{ start: unit.start, end: run.end, e164: read.e164, kinds: run.kinds }] : [];
  });
}

/** Units with nothing but a gap of a plainly written number, or a few signs, between them. */
function runFrom(text: string, units: readonly PhoneUnit[], first: number, digitsWanted: number): UnitRun | null {
  return runOfUnits(units, first, digitsWanted, (before, unit) => {
    const gap = text.slice(before.end, unit.start);
    return plainGap(gap) !== null || /^[^\p{L}\p{N}\n]{0,3}$/u.test(gap);
  });
}
