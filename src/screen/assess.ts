import { sha256Hex } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';
import { levels } from '../model/assessment.ts';
import type { Assessment, Indicator, Level, LinkFacts } from '../model/assessment.ts';
import type { Local } from './local.ts';
import { ruleFacts } from './condition.ts';
import type { RuleHit, Ruleset } from './compile-rules.ts';
import { classOrder, score } from './score.ts';

/**
 * What the rules say of one ad. Pure: the same ad, facts, place, day and ruleset give the same bytes.
 * @param local of the municipality and the day of the ad; decides on dated rules.
 */
export function assess(ad: Ad, facts: LinkFacts, local: Local, ruleset: Ruleset): Assessment {
  const hits = ruleset.hits(ad, facts, local).filter(({ rule }) => rule.status !== 'experimental');
  const { level, points, counted } = score(
    hits.map(({ rule }) => rule),
    ruleset.scoring,
  );
  const indicators = hits.map((hit) => indicatorOf(hit, counted.get(hit.rule.id) ?? 0, facts, local));
  return {
    level,
    points,
    reasons: ofClasses(indicators, ['S', 'A', 'B', 'C']),
    against: ofClasses(indicators, ['P']),
    compliance: ofClasses(indicators, ['L']),
    rulesetHash: ruleset.hash,
    inputHash: inputHashOf(ad, facts, local),
  };
}

function ofClasses(indicators: readonly Indicator[], classes: readonly Indicator['class'][]): Indicator[] {
  return indicators.filter((indicator) => classes.includes(indicator.class)).toSorted(heaviestFirst);
}

/** Without which rules the level would be lower: as few as can be, and of those the ones that weigh least. */
export type Counterfactual = { without: string[]; level: Level };

/**
 * @param ruleset the one of `assessment.rulesetHash`; with another one there is no honest answer, so none is given.
 * @returns null as well when the level is the lowest already.
 */
export function counterfactualOf(assessment: Assessment, ruleset: Ruleset): Counterfactual | null {
  if (assessment.rulesetHash !== ruleset.hash) return null;
  const said = new Set([...assessment.reasons, ...assessment.against].map((indicator) => indicator.rule));
  const rules = ruleset.rules.filter((rule) => said.has(rule.id));
  const before = score(rules, ruleset.scoring);
  // Context never makes a level, so taking it away never changes one.
  const movable = assessment.reasons.filter((reason) => reason.class !== 'C').map((reason) => reason.rule);
  for (let size = 1; size <= movable.length; size += 1) {
    let nearest: (Counterfactual & { change: number }) | null = null;
    for (const without of subsetsOf(movable, size)) {
      const after = score(
        rules.filter((rule) => !without.includes(rule.id)),
        ruleset.scoring,
      );
      const change = before.points - after.points;
      if (levels.indexOf(after.level) < levels.indexOf(before.level) && (nearest === null || change < nearest.change))
        nearest = { without, level: after.level, change };
    }
    if (nearest !== null) return { without: nearest.without, level: nearest.level };
  }
  return null;
}

/** All choices of so many out of a list, in its order. */
function* subsetsOf(list: readonly string[], size: number): Generator<string[]> {
  if (size === 0) yield [];
  for (const [at, first] of list.entries())
    if (size > 0) for (const rest of subsetsOf(list.slice(at + 1), size - 1)) yield [first, ...rest];
}

function indicatorOf({ rule, spans }: RuleHit, points: number, facts: LinkFacts, local: Local): Indicator {
  return {
    rule: rule.id,
    ruleVersion: rule.version,
    indicator: rule.indicator,
    title: rule.title,
    class: rule.class,
    family: rule.family,
    points,
    explanation: fillIn(rule.explanation, facts, local),
    spans,
  };
}

/** The numbers that an explanation may name; the linter refuses every other placeholder. */
export const placeholders = [
  'personasPerContact',
  'municipalitiesPerContact',
  'agesPerContact',
  'adsPerContact',
  'templateAds',
  'templateContacts',
  'photoPersonas',
  'postsInBurst',
  'burstPersonas',
  'daysKnown',
  'tips',
  'minimumAge',
] as const;

function fillIn(explanation: string, facts: LinkFacts, { minimumAge }: Local): string {
  if (!explanation.includes('{')) return explanation;
  const values: Record<string, number | boolean | null> = { ...facts, minimumAge };
  return explanation.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

function heaviestFirst(a: Indicator, b: Indicator): number {
  return (
    Number(b.class === 'S') - Number(a.class === 'S') ||
    Math.abs(b.points) - Math.abs(a.points) ||
    classOrder.indexOf(a.class) - classOrder.indexOf(b.class) ||
    (a.rule < b.rule ? -1 : 1)
  );
}

/** All of them, by name: the order of the keys in an object is nobody's promise. */
const factOrder = ruleFacts.toSorted();

/** Over exactly what rules can read, in one fixed order; nothing else of the ad can change an assessment. */
function inputHashOf(ad: Ad, facts: LinkFacts, local: Local): string {
  const fields = JSON.stringify([
    // The lengths say where the title ends and the text begins.
    ad.title.length,
    ad.text.length,
    ad.raw.price,
    ad.age,
    ad.ages.map(({ years, span }) => [years, span.field, span.start, span.end]),
    ad.phones.map(({ e164, obfuscationKinds, span }) => [e164, obfuscationKinds, span.field, span.start, span.end]),
    ad.priceCents,
    ad.personaNames,
    factOrder.map((name) => facts[name]),
    [local.day, local.municipality, local.minimumAge, local.licenceRequired],
  ]);
  return sha256Hex(`${fields}\n${ad.title}\n${ad.text}`);
}
