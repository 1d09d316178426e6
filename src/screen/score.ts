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
  const counted = new Map<string, number>();
  const speaking: Rule[] = [];
  const protective: Rule[] = [];
  let context = 0;
  let isStopped = false;
  for (const rule of rules) {
    counted.set(rule.id, rule.class === 'C' ? rule.points : 0);
    if (rule.class === 'A' || rule.class === 'B') speaking.push(rule);
    else if (rule.class === 'P') protective.push(rule);
    else if (rule.class === 'C') context += rule.points;
    else if (rule.class === 'S') isStopped = true;
  }
  // A class-B rule is common in innocent ads: it counts only when another family speaks too.
  const weighty = speaking.filter(
    (rule) => rule.class === 'A' || speaking.some((other) => other.family !== rule.family),
  );
  const families = new Set<Family>();
  for (const { family } of weighty) if (family !== null) families.add(family);

  // Context is shown and orders ads within a level, but never lifts one over a threshold.
  let deciding = share(protective, scoring.protectiveCap, counted);
  for (const family of families)
    deciding += share(
      weighty.filter((rule) => rule.family === family),
      scoring.familyCaps[family],
      counted,
    );
  return {
    level: isStopped ? 'direct' : levelOf(deciding, families.size, scoring),
    points: Math.min(100, Math.max(0, deciding + context)),
    counted,
  };
}

/** @param families that speak with weight. */
export function levelOf(points: number, families: number, { levels }: Scoring): Level {
  if (points >= levels.hoog.points && families >= levels.hoog.families) return 'hoog';
  return points >= levels.verhoogd ? 'verhoogd' : 'laag';
}

/** Hands out `cap` points, the heaviest rule first; the rest get what is left. @returns the sum. */
function share(rules: readonly Rule[], cap: number, counted: Map<string, number>): number {
  let left = cap;
  let sum = 0;
  for (const rule of rules.toSorted(heaviestFirst)) {
    const size = Math.min(Math.abs(rule.points), left);
    const points = rule.points < 0 ? -size : size;
    counted.set(rule.id, points);
    sum += points;
    left -= size;
  }
  return sum;
}

function heaviestFirst(a: Rule, b: Rule): number {
  return Math.abs(b.points) - Math.abs(a.points) || (a.id < b.id ? -1 : 1);
}

/** The order of reasons with equal points: what stops, what drives, what supports, what is context. */
export const classOrder = ['S', 'A', 'B', 'C', 'P', 'L'] as const satisfies RuleClass[];
