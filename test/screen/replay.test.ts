import { describe, expect, it } from 'vitest';
import { backtest } from '../../src/screen/backtest.ts';
import type { DecidedAd } from '../../src/screen/backtest.ts';
import { screenableOf } from '../../src/screen/case-ad.ts';
import { compileRules } from '../../src/screen/compile-rules.ts';
import type { Ruleset } from '../../src/screen/compile-rules.ts';
import { diffAssessments } from '../../src/screen/diff-assessments.ts';
import { loadRuleset } from '../../src/screen/load-rules.ts';
import { caseAdSchema } from '../../src/screen/rule.ts';
import type { Rule } from '../../src/screen/rule.ts';
import { negationSchema } from '../../src/screen/rule-data.ts';
import { createWordReader } from '../../src/lib/tokens.ts';
import { readYamlFile } from '../../src/lib/yaml-file.ts';
import { ruleWith } from './example-rule.ts';

const { scoring } = loadRuleset('rules');
const negation = readYamlFile('rules/negation.yaml', negationSchema);
if (!negation.ok) throw new Error('the negation words do not read');
const words = negation.value;

const limits = ruleWith({ id: 'limits', class: 'A', family: 'F7', points: 30 });
const young = ruleWith({
  id: 'young',
  class: 'A',
  family: 'F4',
  points: 30,
  when: { phrases: { any: ['heel jong'] } },
});
const quiet = ruleWith({ id: 'quiet', status: 'experimental', when: { phrases: { any: ['rustige kamer'] } } });

function rulesetOf(...rules: Rule[]): Ruleset {
  return compileRules(rules, { scoring, negation: words }, createWordReader());
}

function adOf(id: number, text: string, parts: Partial<DecidedAd> & { municipality?: string } = {}): DecidedAd {
  const { municipality = 'GM0402', ...rest } = parts;
  const screenable = screenableOf(caseAdSchema.parse({ text, municipality }));
  return { id, ...screenable, verdict: null, outcome: null, ...rest };
}

describe('a difference between two rulesets', () => {
  const ads = [
    adOf(1, 'Geen limiet.', { scenario: 'ring' }),
    adOf(2, 'Heel jong. Geen limiet.', { scenario: 'ring', municipality: 'GM0406' }),
    adOf(3, 'Heel jong.', { scenario: 'plain' }),
    adOf(4, 'Rustige kamer.', { scenario: 'plain' }),
  ];
  const diff = diffAssessments(rulesetOf(limits), rulesetOf(young, quiet), ads);

  it('says who rises and who falls, by which rules', () => {
    expect(diff).toMatchObject({ ads: 4, rises: 1, falls: 1 });
    expect(diff.moves).toEqual([
      {
        id: 1,
        municipality: 'GM0402',
        scenario: 'ring',
        before: { level: 'verhoogd', points: 30 },
        after: { level: 'laag', points: 0 },
        gained: [],
        lost: ['limits'],
      },
      expect.objectContaining({ id: 3, gained: ['young'], lost: [] }),
    ]);
    expect(diff.levels.verhoogd).toEqual({ laag: 1, verhoogd: 1, hoog: 0, direct: 0 });
  });

  it('counts per municipality and per scenario', () => {
    expect(diff.perMunicipality).toEqual([
      { name: 'GM0402', ads: 3, rises: 1, falls: 1 },
      { name: 'GM0406', ads: 1, rises: 0, falls: 0 },
    ]);
    expect(diff.perScenario).toEqual([
      { name: 'plain', ads: 2, rises: 1, falls: 0 },
      { name: 'ring', ads: 2, rises: 0, falls: 1 },
    ]);
  });

  it('shows per rule what it found before and after, also in shadow', () => {
    expect(diff.perRule).toEqual([
      { rule: 'limits', change: 'removed', hitsBefore: 2, hitsAfter: 0, isShadow: false },
      { rule: 'quiet', change: 'added', hitsBefore: 0, hitsAfter: 1, isShadow: true },
      { rule: 'young', change: 'added', hitsBefore: 0, hitsAfter: 2, isShadow: false },
    ]);
  });

  it('finds nothing between a ruleset and itself', () => {
    const same = diffAssessments(rulesetOf(limits), rulesetOf(limits), ads);
    expect(same).toMatchObject({ rises: 0, falls: 0, moves: [] });
    expect(same.perRule.map((rule) => rule.change)).toEqual(['same']);
  });
});

const inHuizen = ({ local }: DecidedAd) => ({ local: { ...local, municipality: 'GM0406' } });

describe('a backtest', () => {
  const confirmed = { verdict: 'confirmed' } as const;
  const dismissed = { verdict: 'dismissed' } as const;
  const ads = [
    ...Array.from({ length: 30 }, (_, at) =>
      adOf(at, 'Geen limiet. Rustige kamer.', { ...confirmed, outcome: 'right' }),
    ),
    ...Array.from({ length: 10 }, (_, at) => adOf(100 + at, 'Geen limiet.', { ...confirmed, outcome: 'wrong' })),
    ...Array.from({ length: 10 }, (_, at) => adOf(200 + at, 'Geen limiet.', dismissed)),
    ...Array.from({ length: 10 }, (_, at) => adOf(300 + at, 'Niets bijzonders.', confirmed)),
    ...Array.from({ length: 5 }, (_, at) => adOf(400 + at, 'Geen limiet.')),
  ];
  const result = backtest(rulesetOf(limits, quiet), ads);

  it('measures flagged ads against what people confirmed', () => {
    expect(result).toMatchObject({ ads: 65, flagged: 55 });
    expect(result.precision).toMatchObject({ count: 40, of: 50 });
    expect(result.precision.interval?.share).toBe(0.8);
    expect(result.recall).toMatchObject({ count: 40, of: 50 });
    expect(result.confirmed).toMatchObject({ count: 50, of: 60 });
  });

  it('measures flagged ads against what municipalities found, and per municipality and scenario', () => {
    expect(result.precisionByOutcome).toMatchObject({ count: 30, of: 40, interval: { share: 0.75 } });
    expect(result.recallByOutcome).toMatchObject({ count: 30, of: 30 });
    const elsewhere = ads.map((ad) => (ad.id < 130 ? ad : { ...ad, scenario: 'plain', ...inHuizen(ad) }));
    const parted = backtest(rulesetOf(limits, quiet), elsewhere);
    expect(parted.perMunicipality).toMatchObject([
      {
        name: 'GM0402',
        ads: 40,
        flagged: 40,
        precision: { count: 40, of: 40 },
        recallByOutcome: { count: 30, of: 30 },
      },
      { name: 'GM0406', ads: 25, flagged: 15, precision: { count: 0, of: 10 }, recall: { count: 0, of: 10 } },
    ]);
    expect(parted.perScenario).toMatchObject([{ name: 'plain', ads: 25, flagged: 15 }]);
    expect(result.perScenario).toEqual([]);
  });

  it('measures each rule, those in shadow too, which change no level', () => {
    expect(result.rules).toMatchObject([
      { rule: 'limits', isShadow: false, hits: 55, confirmed: { count: 40, of: 50 }, right: { count: 30, of: 40 } },
      { rule: 'quiet', isShadow: true, hits: 30, confirmed: { count: 30, of: 30 }, right: { count: 30, of: 30 } },
    ]);
    expect(backtest(rulesetOf(quiet), ads).flagged).toBe(0);
  });

  it('says too little when too few were decided', () => {
    const few = backtest(rulesetOf(limits), ads.slice(0, 19));
    expect(few.precision).toEqual({ count: 19, of: 19, interval: null });
  });
});
