import { familySchema, levels } from '../model/assessment.ts';
import type { Assessment, Family, Level } from '../model/assessment.ts';
import type { Ruleset } from './compile-rules.ts';
import type { Rule } from './rule.ts';
import type { Scoring } from './rule-data.ts';
import { levelOf, score } from './score.ts';

/** Without which rules the level would be lower: as few as can be, and of those the ones that weigh least. */
export type Counterfactual = { without: string[]; level: Level };

/**
 * @param ruleset the one of `assessment.rulesetHash`; with another one there is no honest answer, so none is given.
 * @returns null as well when the level is the lowest already.
 */
export function counterfactualOf(assessment: Assessment, ruleset: Ruleset): Counterfactual | null {
  if (assessment.rulesetHash !== ruleset.hash) return null;
  const said = new Set([...assessment.reasons, ...assessment.against].map((indicator) => indicator.rule));
  const order = assessment.reasons.map((reason) => reason.rule);
  const nearest = nearestLower(
    ruleset.rules.filter((rule) => said.has(rule.id)),
    ruleset.scoring,
  );
  return nearest && { ...nearest, without: order.filter((rule) => nearest.without.includes(rule)) };
}

/**
 * Exact, in a time that grows with the number of rules and the caps, not with the number of choices among them: what a choice leaves
 * standing is told apart only by what `score` can see of it.
 * @param rules that hold on one ad, each once.
 */
export function nearestLower(rules: readonly Rule[], scoring: Scoring): Counterfactual | null {
  const before = score(rules, scoring);
  const stopping = rules.filter((rule) => rule.class === 'S').map((rule) => rule.id);
  const lower = (without: readonly string[]) => {
    const left = rules.filter((rule) => !without.includes(rule.id));
    return { without: [...without], level: score(left, scoring).level };
  };
  // Nothing but the stop rules makes `direct`, and one of them is enough.
  if (stopping.length > 0) return lower(stopping);

  const protection = Math.min(scoring.protectiveCap, -sumOf(rules.filter((rule) => rule.class === 'P')));
  const context = sumOf(rules.filter((rule) => rule.class === 'C'));
  let nearest: { without: readonly string[]; points: number } | null = null;
  for (const { families, alone, together, without } of whatCanBeLeft(rules, scoring)) {
    const deciding = (families > 1 ? together : alone) - protection;
    if (levels.indexOf(levelOf(deciding, families, scoring)) >= levels.indexOf(before.level)) continue;
    const points = Math.min(100, Math.max(0, deciding + context));
    const isNearer =
      nearest === null ||
      without.length < nearest.without.length ||
      (without.length === nearest.without.length && points > nearest.points);
    if (isNearer) nearest = { without, points };
  }
  return nearest && lower(nearest.without);
}

/** What some choice of rules leaves standing, as far as the level depends on it. */
type Left = {
  /** That still speak. */
  families: number;
  /** Points when only one family speaks: then its class-B rules do not count. */
  alone: number;
  /** Points when several do. */
  together: number;
  /** The choice: of all that leave the same, one of the smallest. */
  without: readonly string[];
};

function whatCanBeLeft(rules: readonly Rule[], scoring: Scoring): Left[] {
  let all: Left[] = [{ families: 0, alone: 0, together: 0, without: [] }];
  const speaking = speakingOf(rules);
  for (const family of familySchema.options) {
    const members = speaking.filter((rule) => rule.family === family);
    const options = leftOfFamily(members, scoring.familyCaps[family]);
    all = smallestEach(
      all.flatMap((left) =>
        options.map((option) => ({
          families: left.families + option.families,
          alone: left.families + option.families > 1 ? 0 : left.alone + option.alone,
          together: left.together + option.together,
          without: [...left.without, ...option.without],
        })),
      ),
    );
  }
  return all;
}

type Speaking = { id: string; family: Family; points: number; isClassA: boolean };

function leftOfFamily(members: readonly Speaking[], cap: number): Left[] {
  const none: Left = { families: 0, alone: 0, together: 0, without: [] };
  let some = [none];
  for (const { id, points, isClassA } of members)
    some = smallestEach(
      some.flatMap((left) => [
        {
          families: 1,
          alone: Math.min(cap, left.alone + (isClassA ? points : 0)),
          together: Math.min(cap, left.together + points),
          without: left.without,
        },
        { ...left, without: [...left.without, id] },
      ]),
    );
  return some;
}

function smallestEach(all: readonly Left[]): Left[] {
  const smallest = new Map<string, Left>();
  for (const left of all) {
    const key = `${left.families} ${left.alone} ${left.together}`;
    const known = smallest.get(key);
    if (known === undefined || left.without.length < known.without.length) smallest.set(key, left);
  }
  return [...smallest.values()];
}

/** Context never makes a level, so taking it away never changes one. */
function speakingOf(rules: readonly Rule[]): Speaking[] {
  return rules.flatMap(({ id, family, points, class: ruleClass }) =>
    (ruleClass === 'A' || ruleClass === 'B') && family !== null
      ? [{ id, family, points, isClassA: ruleClass === 'A' }]
      : [],
  );
}

function sumOf(rules: readonly Rule[]): number {
  return rules.reduce((sum, rule) => sum + rule.points, 0);
}
