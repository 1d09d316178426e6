import type { Family, Level, RuleClass } from '../model/assessment.ts';
import type { Rule } from './rule.ts';
import type { Scoring } from './rule-data.ts';

/** How rules that hold add up. Points order ads for people; they are no probability. */
export type Score = {
  level: Level;
  /** 0 to 100. */
  points: number;
  /** What each rule brought in after caps, by rule id. */
  counted: ReadonlyMap<string, number>;
};

/**
 * Adds points family by family and draws the level.
 * @param rules that hold on ONE ad, each once; experimental ones left out.
 */
export function score(rules: readonly Rule[], scoring: Scoring): Score {
  const counted = new Map<string, number>(rules.map((rule) => [rule.id, 0]));
  const speaking = rules.filter((rule) => rule.class === 'A' || rule.class === 'B');
  // A class-B rule is common in innocent ads: it counts only when another family speaks too.
  const weighty = speaking.filter(
    (rule) => rule.class === 'A' || speaking.some((other) => other.family !== rule.family),
  );
  const context = rules.filter((rule) => rule.class === 'C');
  const protective = rules.filter((rule) => rule.class === 'P');

  const families = new Set(weighty.map((rule) => rule.family).filter((family) => family !== null));
  for (const family of families) share(weightyOf(weighty, family), scoring.familyCaps[family], counted);
  share(protective, scoring.protectiveCap, counted);
  for (const rule of context) counted.set(rule.id, rule.points);

  const sum = (list: readonly Rule[]) => list.reduce((total, rule) => total + (counted.get(rule.id) ?? 0), 0);
  // Context is shown and orders ads within a level, but never lifts one over a threshold.
  const deciding = sum(weighty) + sum(protective);
  return {
    level: rules.some((rule) => rule.class === 'S') ? 'direct' : levelOf(deciding, families.size, scoring),
    points: Math.min(100, Math.max(0, deciding + sum(context))),
    counted,
  };
}

function levelOf(points: number, families: number, { levels }: Scoring): Level {
  if (points >= levels.hoog.points && families >= levels.hoog.families) return 'hoog';
  return points >= levels.verhoogd ? 'verhoogd' : 'laag';
}

function weightyOf(rules: readonly Rule[], family: Family): Rule[] {
  return rules.filter((rule) => rule.family === family);
}

/** Hands out `cap` points, the heaviest rule first; the rest get what is left. */
function share(rules: readonly Rule[], cap: number, counted: Map<string, number>): void {
  let left = cap;
  for (const rule of rules.toSorted(heaviestFirst)) {
    const size = Math.min(Math.abs(rule.points), left);
    counted.set(rule.id, rule.points < 0 ? -size : size);
    left -= size;
  }
}

function heaviestFirst(a: Rule, b: Rule): number {
  return Math.abs(b.points) - Math.abs(a.points) || (a.id < b.id ? -1 : 1);
}

/** The order of reasons with equal points: what stops, what drives, what supports, what is context. */
export const classOrder = ['S', 'A', 'B', 'C', 'P', 'L'] as const satisfies RuleClass[];
