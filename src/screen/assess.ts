import { sha256Hex } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';
import type { Assessment, Indicator, LinkFacts } from '../model/assessment.ts';
import type { Local } from './local.ts';
import { countFacts, ruleFacts } from './condition.ts';
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

/** What an explanation may name; the linter refuses every other placeholder. A distance in deviations says nothing to a reader. */
export const placeholders = [...countFacts, 'tipsFrom', 'minimumAge'] as const;

function fillIn(explanation: string, facts: LinkFacts, { minimumAge }: Local): string {
  if (!explanation.includes('{')) return explanation;
  const values: Record<string, number | boolean | string | null> = { ...facts, minimumAge };
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
    // Only where there is one, so that what was screened before tips had names keeps its hash.
    ...(facts.tipsFrom === '' ? [] : [facts.tipsFrom]),
    [local.day, local.municipality, local.minimumAge, local.licenceRequired],
  ]);
  return sha256Hex(`${fields}\n${ad.title}\n${ad.text}`);
}
