import type { Span } from '../model/ad.ts';
import {
  andHeOrShe,
  andOther,
  andOtherName,
  bareYears,
  benAtStart,
  benIkAfter,
  benStressed,
  birthdayAfter,
  celebrated,
  declared,
  firstOfSeveral,
  heOrShe,
  iAm,
  iAmA,
  iAmName,
  iAmNameVan,
  iAside,
  iTurned,
  isName,
  justTurned,
  label,
  lookedFor,
  lengthAfter,
  lengthBefore,
  limitBefore,
  nameAndBracket,
  nameAndComma,
  nameAndDash,
  nameBefore,
  nameIs,
  nameVan,
  netAtStart,
  ofMine,
  ofMineAfter,
  ofThing,
  otherOne,
  pastAfter,
  pastBefore,
  otherUnit,
  personAndComma,
  personAtStart,
  personBefore,
  personDoes,
  rangeAfter,
  relative,
  required,
  seeming,
  seeksSomething,
  sexAfter,
  sexAndComma,
  sexAtStart,
  sheIs,
  signature,
  somebodyElse,
  thoughtStart,
  titleStart,
  unit,
  vague,
  weAre,
  withMy,
  youngOrOld,
} from './age-words.ts';
import { isAgeInTitle } from './title-line.ts';

/** A number and where it stands. */
type Found = { years: number; start: number; end: number };

/** Whether the words around a number make it the age of who is advertised. Looks at a fixed stretch, so it takes a fixed time. */
export function saysAge(field: Span['field'], raw: string, { years, start, end }: Found): boolean {
  const beforeRaw = raw.slice(Math.max(0, start - 48), start).replaceAll(/[\s\u00A0]+/gu, ' ');
  const before = beforeRaw.toLowerCase();
  const after = raw
    .slice(end, end + 32)
    // "Lisa, 24 jaar" on a line of its own goes on in no "Samen uit eten".
    .replaceAll(/(?<=\p{L})[ \t]*\n\s*(?=\p{Lu})/gu, '. ')
    .toLowerCase()
    .replaceAll(/[\s\u00A0]+/gu, ' ');
  // First what makes it an age: most numbers have nothing of that, and are done with.
  return (
    isAge() &&
    !rangeAfter.test(after) &&
    !vague.test(before) &&
    (!limitBefore.test(before) || isOneOfUs()) &&
    !declared.test(before) &&
    (!required.test(before) || iAm.test(before)) &&
    !relative.test(before) &&
    !seeming.test(before) &&
    !lookedFor.test(before) &&
    !pastBefore.test(before) &&
    !pastAfter.test(after) &&
    !isLength()
  );

  function isOneOfUs(): boolean {
    return andOther.test(after) && weAre.test(before);
  }

  function isLength(): boolean {
    if (ofThing.test(after) || (otherOne.test(after) && ofMine.test(before)) || ofMineAfter.test(after)) return true;
    if (youngOrOld.test(after)) return false;
    return lengthAfter.test(after) || (lengthBefore.test(before) && !iAm.test(before));
  }

  /** The ends are compared first because patterns that look for an end try every beginning. */
  function isOfPerson(): boolean {
    if (before.endsWith(' van ') || before.endsWith(' of ') || before.endsWith('(')) return personBefore.test(before);
    const parted = before.endsWith(', ') || before.endsWith('/') || before.endsWith('/ ');
    if (!parted) return false;
    if (sexAndComma.test(before)) return /^(?:$|[,.)/ ])/u.test(after);
    return years >= 18 && /^ ?(?:$|[.)/]|, ?(?!\d))/u.test(after) && personAndComma.test(before);
  }

  /** What says no more than that somebody is a woman, a sender or a title: too weak to call somebody a minor. */
  function isAgeOfFewWords(): boolean {
    if (years < 18) return false;
    const near = raw.slice(Math.max(0, start - 48), start);
    // "V60 koffie".
    if (/(?<!\p{L})v$/iu.test(near) && /^ \p{L}/u.test(after)) return false;
    if (sexAtStart.test(near)) return /^(?:$| ?[-–|,.!]| (?!per |p\/u|voor |for |all )\p{L})/u.test(after);
    if (personAtStart.test(near.toLowerCase()) && seeksSomething.test(after)) return true;
    if (start === 0 && firstOfSeveral.test(after)) return true;
    if (sexAfter.test(after) && thoughtStart.test(near)) return true;
    if (end + 4 >= raw.length && /^[\s.!]*$/u.test(after)) return isName(signature.exec(near)?.[1]);
    return isAgeInTitle(field, raw, { years, start, end });
  }

  function isAge(): boolean {
    // "Leeftijd: 3 1".
    if (/^\d \d$/u.test(raw.slice(start, end))) return label.test(before) || (unit.test(after) && iAm.test(before));
    if (unit.test(after)) return true;
    if (label.test(before)) return true;
    // "Maandag - 17 - Hilversum" has this form as well: too weak to call somebody a minor.
    const dashed =
      /^ ?[-–|/•·~*✦★] ?(?!(?:u|uur|min|minuten|euro)(?!\p{L}))\p{L}/u.test(after) &&
      Number(raw.slice(start, end)) >= 18
        ? nameAndDash.exec(raw.slice(Math.max(0, start - 48), start))
        : null;
    if (dashed !== null) return isName(dashed[1]);
    if (otherUnit.test(after)) return false;
    if (benIkAfter.test(after)) return true;
    if (iAm.test(before) || (benStressed.test(before) && endsThought.test(after))) return true;
    // As for "Maandag - 17" above: too weak to call somebody a minor.
    if (sheIs.test(before)) return years >= 18 && endsThought.test(after);
    if (years >= 18 && andHeOrShe.test(after) && heOrShe.test(before)) return true;
    if (personDoes.test(after) && years >= 18 && isName((nameVan.exec(beforeRaw) ?? nameIs.exec(beforeRaw))?.[1]))
      return true;
    if (iAmNameVan.test(beforeRaw)) return true;
    if (/turned|werd/u.test(before) && iTurned.test(before)) return true;
    if (/(?:van|of) $/u.test(before) && iAmA.test(before))
      return endsThought.test(after) || /^ (?:uit|die|met|from|who|with)(?!\p{L})/u.test(after);
    if (bareYears.test(after)) return !/(?:^|[^\p{L}])(?:for|with|in|last|past|every|after) $/u.test(before);
    if (after.startsWith(' jaren')) return withMy.test(before);
    if (endsThought.test(after) && isName(iAmName.exec(beforeRaw)?.[1])) return true;
    if (/^ ?(?:[,).]|$)(?! ?\d)/u.test(after) && iAside.test(before)) return true;
    if (isOneOfUs()) return true;
    if (andOtherName.test(after)) return isName(nameBefore.exec(beforeRaw)?.[1]);
    if (after.startsWith(' geworden')) return justTurned.test(before);
    if (/^ om precies te zijn|^ to be (?:exact|precise)/u.test(after))
      return /leeftijd|\bage|\bben|\bam |tiger/u.test(before);
    if (endsThought.test(after) && benAtStart.test(before)) return true;
    // As for "Maandag - 17" above: too weak to call somebody a minor.
    if (netAtStart.test(before)) return years >= 18 && /^(?:[,.!]| (?:en|and|&) |$)/u.test(after);
    if (isOfPerson()) return !somebodyElse.test(before) && !after.startsWith(' gezocht');
    // "(31) 6 ..." begins a number.
    if (/^\)(?! ?\d)/u.test(after)) return isName(nameAndBracket.exec(beforeRaw)?.[1]);
    if (nameAndComma.test(beforeRaw) && after.startsWith(',')) return true;
    if (birthdayAfter.test(after)) return celebrated.test(before);
    if (field === 'title' && /^(?:$|[,. –-])/u.test(after) && isName(titleStart.exec(raw.slice(0, start))?.[1]))
      return true;
    return isAgeOfFewWords();
  }
}

/** After an age without a unit. */
const endsThought = /^(?:$|[,.!)]| en | and )/u;
