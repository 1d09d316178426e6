import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assess } from '../src/screen/assess.ts';
import { screenableOf } from '../src/screen/case-ad.ts';
import type { Ruleset } from '../src/screen/compile-rules.ts';
import { compileRules } from '../src/screen/compile-rules.ts';
import { loadRuleset } from '../src/screen/load-rules.ts';
import { ruleJsonSchema } from '../src/screen/rule-json-schema.ts';
import { caseAdSchema, ruleSchema } from '../src/screen/rule.ts';
import type { CaseAd } from '../src/screen/rule.ts';
import { parse } from 'yaml';
import { createWordReader } from '../src/lib/tokens.ts';
import { negationSchema } from '../src/screen/rule-data.ts';
import { readYamlFile } from '../src/lib/yaml-file.ts';

const ruleset = loadRuleset('rules');

function screened(given: CaseAd, set: Ruleset = ruleset) {
  const { ad, facts, local } = screenableOf(given);
  return assess(ad, facts, local, set);
}

/** What must be the same for twins: everything but the input hash and where the words stand. */
function outcomeOf(given: CaseAd, set: Ruleset = ruleset) {
  const { level, points, reasons, against, compliance } = screened(given, set);
  const brief = (list: typeof reasons) =>
    list.map(({ rule, points: counted, explanation }) => ({ rule, counted, explanation }));
  return { level, points, reasons: brief(reasons), against: brief(against), compliance: brief(compliance) };
}

function linesOf<T>(folder: string, schema: z.ZodType<T>): { where: string; line: T }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .trim()
        .split('\n')
        .map((text, at) => ({ where: `${name}:${String(at + 1)}`, line: schema.parse(JSON.parse(text)) })),
    );
}

describe('the rule catalogue', () => {
  it('holds every indicator of the table but those that are not built or forbidden', () => {
    const indicators = new Set(ruleset.rules.map((rule) => rule.indicator));
    for (const number of [
      '01',
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '08',
      '09',
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
      '20',
      '21',
      '22',
      '23',
      '24',
      '25',
      '30',
      '31',
      '32',
      '33',
      '34',
      '40',
      '41',
    ])
      expect(indicators).toContain(`IND-${number}`);
  });

  const files = readdirSync('rules', { recursive: true, encoding: 'utf8' }).filter((name) => /\/.*\.yaml$/.test(name));

  it.each(files)('tells editors how to check %s', (name) => {
    expect(readFileSync(join('rules', name), 'utf8').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../rule.schema.json',
    );
  });

  it('has its JSON Schema beside it, as scripts/write-rule-schema.ts writes it now', () => {
    expect(JSON.parse(readFileSync('rules/rule.schema.json', 'utf8'))).toEqual(ruleJsonSchema());
  });

  it('fits that schema, and a broken rule does not', () => {
    const checked = z.fromJSONSchema(z.record(z.string(), z.any()).parse(ruleJsonSchema()));
    for (const name of files)
      expect(checked.safeParse(parse(readFileSync(join('rules', name), 'utf8'))).error).toBeUndefined();
    const sound = parse(readFileSync('rules/link/several-names.yaml', 'utf8'));
    for (const broken of [
      { ...sound, class: 'Z' },
      { ...sound, when: {} },
      { ...sound, when: { language: 'ro' } },
    ])
      expect(checked.safeParse(broken).success).toBe(false);
  });

  describe.each(ruleset.rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
    it.each(rule.cases.match.map((given, at) => ({ at, given })))('speaks on match case $at', ({ given }) => {
      const { ad, facts, local } = screenableOf(given);
      const hit = ruleset.hits(ad, facts, local).find((one) => one.rule.id === rule.id);
      expect(hit).toBeDefined();
      for (const span of hit!.spans) {
        const raw = {
          title: ad.title,
          text: ad.text,
          place: '',
          age: ad.raw.age,
          phone: ad.raw.phone,
          price: ad.raw.price,
        };
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(raw[span.field]?.length ?? 0);
      }
    });

    it.each(rule.cases.noMatch.map((given, at) => ({ at, given })))('is silent on noMatch case $at', ({ given }) => {
      const { ad, facts, local } = screenableOf(given);
      expect(ruleset.hits(ad, facts, local).map((one) => one.rule.id)).not.toContain(rule.id);
    });

    it('leaves no placeholder in its explanation', () => {
      const { reasons, against, compliance } = screened(rule.cases.match[0]!);
      for (const { explanation } of [...reasons, ...against, ...compliance]) expect(explanation).not.toMatch(/[{}]/);
    });
  });
});

describe('the benign corpus', () => {
  const benignSchema = caseAdSchema.extend({ expected: z.array(z.string()).default([]) });
  const corpus = linesOf('fixtures/benign', benignSchema);

  it('holds at least 200 different ads', () => {
    expect(new Set(corpus.map(({ line }) => `${line.title}|${line.text}`)).size).toBeGreaterThanOrEqual(200);
  });

  it.each(corpus)('wakes no rule of class A, B or S beyond the listed ones at $where', ({ line }) => {
    const { expected, ...given } = line;
    const { reasons } = screened(given);
    const woken = reasons.filter((reason) => reason.class !== 'C').map((reason) => reason.rule);
    expect(woken.toSorted()).toEqual(expected.toSorted());
  });

  it('never reaches hoog or direct', () => {
    const levels = new Set(corpus.map(({ line }) => screened(line).level));
    expect([...levels].filter((level) => level === 'hoog' || level === 'direct')).toEqual([]);
  });
});

describe('what is said of the benign ads and the twins', () => {
  it('is what a person last looked at (npx vitest run test/rules.test.ts -u, and read the difference)', async () => {
    const given = [
      ...linesOf('fixtures/benign', caseAdSchema.extend({ expected: z.array(z.string()).default([]) })),
      ...linesOf('fixtures/twins', z.strictObject({ a: caseAdSchema, b: caseAdSchema })).flatMap(({ where, line }) => [
        { where: `${where} a`, line: line.a },
        { where: `${where} b`, line: line.b },
      ]),
    ];
    const lines = given.map(({ where, line }) => {
      const { level, points, reasons, against, compliance } = screened(line);
      const spoken = [...reasons, ...against, ...compliance].map(
        ({ rule, points: counted, spans }) =>
          `${rule} ${counted} ${spans.map(({ field, start, end }) => `${field}[${start},${end})`).join(' ')}`,
      );
      return [`${where}: ${level} ${points}`, ...spoken.map((one) => `  ${one}`.trimEnd())].join('\n');
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('rules.outcomes.txt');
  });
});

describe('the twins', () => {
  const twins = linesOf('fixtures/twins', z.strictObject({ a: caseAdSchema, b: caseAdSchema }));

  it('are at least 50 pairs that really differ, over all four levels', () => {
    expect(twins.length).toBeGreaterThanOrEqual(50);
    for (const { line } of twins) expect(line.a).not.toEqual(line.b);
    expect(new Set(twins.map(({ line }) => outcomeOf(line.a).level))).toEqual(
      new Set(['laag', 'verhoogd', 'hoog', 'direct']),
    );
  });

  it.each(twins)('score the same at $where', ({ line }) => {
    expect(outcomeOf(line.b)).toEqual(outcomeOf(line.a));
  });

  it('would be told apart by a rule that looks at origin', () => {
    const negation = readYamlFile('rules/negation.yaml', negationSchema);
    if (!negation.ok) throw new Error(negation.problems.join());
    const youth = ruleset.rules.find((rule) => rule.id === 'youth-wording')!;
    const discriminating = ruleSchema.parse({
      ...youth,
      id: 'origin',
      when: { phrases: { any: ['roemeense', 'aziatische'] } },
    });
    const bad = compileRules(
      [discriminating],
      { scoring: ruleset.scoring, negation: negation.value },
      createWordReader(),
    );
    const differing = twins.filter(({ line }) => outcomeOf(line.a, bad).points !== outcomeOf(line.b, bad).points);
    expect(differing.length).toBeGreaterThan(0);
  });
});
