import { noFacts } from '../model/assessment.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { Condition } from './condition.ts';
import { isBetween } from './field-conditions.ts';

/** Facts that no stage works out yet: every ad has them as `noFacts` says. Take one out the day a stage fills it. */
export const unfedFacts = ['photoPersonas'] as const satisfies (keyof LinkFacts)[];
export type UnfedFact = (typeof unfedFacts)[number];

/** @returns the facts without which a condition can hold on no ad at all; none when it can. A silent rule that waits is not a dead one. */
export function waitsFor(condition: Condition): UnfedFact[] {
  const { all, any, fact } = condition;
  if (all) return [...new Set(all.flatMap(waitsFor))];
  if (any) {
    const parts = any.map(waitsFor);
    return parts.every((part) => part.length > 0) ? [...new Set(parts.flat())] : [];
  }
  const unfed = unfedFacts.find((name) => name === fact?.name);
  if (fact === undefined || unfed === undefined) return [];
  return fact.between !== undefined && isBetween(noFacts[unfed], fact.between) ? [] : [unfed];
}
