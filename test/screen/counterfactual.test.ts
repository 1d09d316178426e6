import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familySchema, levels } from '../../src/model/assessment.ts';
import { nearestLower } from '../../src/screen/counterfactual.ts';
import type { Rule } from '../../src/screen/rule.ts';
import type { Scoring } from '../../src/screen/rule-data.ts';
import { score } from '../../src/screen/score.ts';
import { ruleWith } from './example-rule.ts';

const scoring: Scoring = {
  familyCaps: { F1: 30, F2: 20, F3: 20, F4: 30, F5: 10, F6: 15, F7: 30 },
  protectiveCap: 15,
  levels: { verhoogd: 20, hoog: { points: 45, families: 2 } },
};

/** Tries every choice of rules, the smallest choices first: right by its own simplicity, and hopeless beyond a dozen. */
function byTryingAll(rules: readonly Rule[], under: Scoring): { size: number; points: number } | null {
  const before = levels.indexOf(score(rules, under).level);
  const movable = rules.filter((rule) => ['S', 'A', 'B'].includes(rule.class));
  let nearest: { size: number; points: number } | null = null;
  for (let choice = 1; choice < 2 ** movable.length; choice += 1) {
    const without = movable.filter((_, at) => (choice >> at) % 2 === 1);
    const after = score(
      rules.filter((rule) => !without.includes(rule)),
      under,
    );
    const size = without.length;
    if (levels.indexOf(after.level) >= before || (nearest !== null && nearest.size < size)) continue;
    if (nearest === null || size < nearest.size || after.points > nearest.points)
      nearest = { size, points: after.points };
  }
  return nearest;
}

const someRule = record({
  class: constantFrom<Rule['class'][]>('A', 'A', 'B', 'B', 'B', 'C', 'P', 'S'),
  family: constantFrom<NonNullable<Rule['family']>[]>('F1', 'F2', 'F3', 'F7'),
  points: integer({ min: 1, max: 35 }),
});
const someScoring = record({
  protectiveCap: integer({ min: 0, max: 20 }),
  families: integer({ min: 2, max: 3 }),
  verhoogd: integer({ min: 1, max: 30 }),
  above: integer({ min: 1, max: 30 }),
  cap: integer({ min: 0, max: 40 }),
}).map(({ protectiveCap, families, verhoogd, above, cap }) => ({
  familyCaps: { ...scoring.familyCaps, F1: cap, F2: cap },
  protectiveCap,
  levels: { verhoogd, hoog: { points: verhoogd + above, families } },
}));

function ruleAt(given: { class: Rule['class']; family: Rule['family']; points: number }, at: number): Rule {
  const points = { A: given.points, B: given.points, C: given.points % 2, P: -given.points, L: 0, S: 0 }[given.class];
  return ruleWith({ ...given, id: `rule-${at}`, points, family: given.class === 'P' ? null : given.family });
}

describe('the nearest counterfactual', () => {
  it('is as small and as light as trying every choice finds, and is true', () => {
    assert(
      property(array(someRule, { maxLength: 9 }), someScoring, (given, under) => {
        const rules = given.map(ruleAt);
        const found = nearestLower(rules, under);
        const tried = byTryingAll(rules, under);
        const after = score(
          rules.filter((rule) => !found?.without.includes(rule.id)),
          under,
        );
        expect(found && { size: found.without.length, points: after.points }).toEqual(tried);
        expect(found?.level ?? after.level).toBe(after.level);
      }),
      { numRuns: 400 },
    );
  });

  it('is found among two hundred rules, where no choice could be tried', () => {
    const rules = Array.from({ length: 200 }, (_, at) =>
      ruleAt(
        { class: at % 3 === 0 ? 'A' : 'B', family: familySchema.options[at % 7]!, points: 1 + ((at * 7) % 40) },
        at,
      ),
    );
    const found = nearestLower(rules, scoring)!;
    expect(found.level).toBe('verhoogd');
    const left = rules.filter((rule) => !found.without.includes(rule.id));
    expect(score(left, scoring).level).toBe('verhoogd');
    // Each of them is needed.
    for (const id of found.without)
      expect(score([...left, ...rules.filter((rule) => rule.id === id)], scoring).level).toBe('hoog');
  });
});
