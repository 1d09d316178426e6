import { noFacts } from '../model/assessment.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { Condition } from './condition.ts';
import { isBetween } from './field-conditions.ts';

/** Facts that a region may leave out: photos are compared only where the file of a site asks for it. */
export type UnfedFact = Extract<keyof LinkFacts, 'photoPersonas'>;

/**
 * @param unfed facts that nothing works out here: every ad has them as `noFacts` says.
 * @returns those without which a condition can hold on no ad at all; none when it can. A silent rule that waits is not a dead one.
 */
export function waitsFor(condition: Condition, unfed: readonly UnfedFact[]): UnfedFact[] {
  const { all, any, fact } = condition;
  if (all) return [...new Set(all.flatMap((part) => waitsFor(part, unfed)))];
  if (any) {
    const parts = any.map((part) => waitsFor(part, unfed));
    return parts.every((part) => part.length > 0) ? [...new Set(parts.flat())] : [];
  }
  const missing = unfed.find((name) => name === fact?.name);
  if (fact === undefined || missing === undefined) return [];
  return fact.between !== undefined && isBetween(noFacts[missing], fact.between) ? [] : [missing];
}
