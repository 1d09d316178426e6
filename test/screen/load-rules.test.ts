import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { loadRuleset, reloadRuleset } from '../../src/screen/load-rules.ts';
import { exampleRule } from './example-rule.ts';

let dir: string;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'rules-')), 'rules');
  mkdirSync(join(dir, 'services'), { recursive: true });
  for (const name of ['scoring.yaml', 'negation.yaml', 'forbidden-terms.yaml'])
    cpSync(join('rules', name), join(dir, name));
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

function write(name: string, rule: object | string): void {
  writeFileSync(join(dir, name), typeof rule === 'string' ? rule : stringify(rule));
}

/** All problems that loading tells, as one text; empty when the rules load. */
function problems(): string {
  try {
    loadRuleset(dir);
    return '';
  } catch (error) {
    if (!(error instanceof VindplaatsError) || error.code !== 'RULES_INVALID') throw error;
    return error.message;
  }
}

function problemsWith(parts: Record<string, unknown>): string {
  write('services/example.yaml', { ...exampleRule, ...parts });
  return problems();
}

const no = { match: [{ text: 'geen limiet' }, { text: 'geen limiet' }], noMatch: [{ text: 'x' }, { text: 'y' }] };
const listing = (...any: string[]) => ({ when: { phrases: { any } } });

describe('loading rules', () => {
  it('gives a ruleset, the same one each time', () => {
    write('services/example.yaml', exampleRule);
    expect(loadRuleset(dir).rules.map((rule) => rule.id)).toEqual(['example']);
    expect(loadRuleset(dir).hash).toBe(loadRuleset(dir).hash);
    expect(loadRuleset(dir).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes the worked example of rules/README.md as it stands there', () => {
    const [, example = ''] = readFileSync('rules/README.md', 'utf8').split(/```(?:yaml)?\n/);
    expect(readFileSync('rules/concealment/number-in-picture.yaml', 'utf8')).toBe(example);
    write('services/number-in-picture.yaml', example);
    expect(loadRuleset(dir).rules.map((rule) => rule.id)).toEqual(['number-in-picture']);
  });

  it('gives another hash when a rule, the scoring or the negation words change', () => {
    write('services/example.yaml', exampleRule);
    const hashes = [loadRuleset(dir).hash];
    write('services/example.yaml', { ...exampleRule, points: 11 });
    hashes.push(loadRuleset(dir).hash);
    write('negation.yaml', 'before: [geen]\nafter: [niet]\nanswer: [nee]\nemptyWith: [probleem]\nreach: 3\n');
    hashes.push(loadRuleset(dir).hash);
    expect(new Set(hashes).size).toBe(3);
  });

  it('names every problem of every file at once, with file, line and path', () => {
    write('services/example.yaml', { ...exampleRule, class: 'Z', points: 'veel' });
    write('services/other.yaml', { ...exampleRule, id: 'other', when: { phrasez: {} } });
    write('services/broken.yaml', 'id: [');
    const told = problems();
    expect(told).toMatch(/rules\/services\/example\.yaml:\d+ class: /);
    expect(told).toMatch(/rules\/services\/example\.yaml:\d+ points: /);
    expect(told).toMatch(
      /rules\/services\/other\.yaml:\d+ when\.phrasez: "phrasez" is no key here; did you mean "phrases"\?/,
    );
    expect(told).toMatch(/rules\/services\/broken\.yaml:\d+: /);
  });

  it('looks at every part of a broken rule, and says what to write instead', () => {
    const told = problemsWith({
      class: 'Z',
      explanation: 'Voor {niemand} van elders: 🇷🇴.',
      evidence: undefined,
      when: { phrases: { any: ['roemeense dame', 'geen limiet'], regex: 'x' } },
    });
    expect(told).toMatch(/class: holds ".*", which is no choice; write one of A, B, C, P, L, S/);
    expect(told).toMatch(/evidence: is missing; write keys on the lines below/);
    expect(told).toMatch(/when\.phrases\.regex: .*no patterns here, on purpose/);
    expect(told).toMatch(/explanation: .*emoji or flag/);
    expect(told).toMatch(/\{niemand\} is not known; use one of/);
    const lint = problemsWith({ class: 'Z', when: { phrases: { any: ['roemeense dame', 'geen limiet'] } }, cases: no });
    expect(lint).toMatch(/class: holds ".*", which is no choice; write one of A, B, C, P, L, S/);
    expect(lint).toMatch(/when\.phrases\.any\.0: .*nationality or origin/);
    const cases = problemsWith({
      points: 'veel',
      cases: { match: [{ text: 'x' }, { text: 'y' }], noMatch: no.noMatch },
    });
    expect(cases).toMatch(/points: holds ".*", which does not belong here; write a number without quotes/);
    expect(cases).toMatch(/cases\.match\.0: the rule must match/);
  });

  it.each([
    [{ when: { language: 'ro' } }, /when\.language: .*cannot be read by a rule, on purpose/],
    [{ when: { phrases: { any: ['geen limiet'], negatoin: 'reject' } } }, /did you mean "negation"\?/],
    [{ colour: 'red' }, /colour: "colour" is no key here; take it out/],
  ])('answers a key that does not exist in %o', (parts, message) => {
    expect(problemsWith(parts)).toMatch(message);
  });

  it('refuses a rule that fails its own cases, with the line of the case', () => {
    const told = problemsWith({
      cases: { match: [{ text: 'geen limiet' }, { text: 'x' }], noMatch: [{ text: 'geen limiet' }, { text: 'y' }] },
    });
    expect(told).toMatch(/example\.yaml:\d+ cases\.match\.1: the rule must match/);
    expect(told).toMatch(/example\.yaml:\d+ cases\.noMatch\.0: the rule must not match/);
  });

  it('refuses fewer than two cases of a kind, and missing evidence or false positives', () => {
    expect(problemsWith({ cases: { match: [{ text: 'geen limiet' }], noMatch: [] } })).toMatch(
      /cases\.match.*[\s\S]*cases\.noMatch/,
    );
    expect(problemsWith({ evidence: undefined })).toMatch(/evidence/);
    expect(problemsWith({ falsePositives: [] })).toMatch(/falsePositives/);
  });

  it('refuses a rule that would be overlooked: wrong place, wrong name, same id twice', () => {
    write('services/example.yaml', exampleRule);
    write('services/copy.yaml', exampleRule);
    write('loose.yaml', exampleRule);
    write('services/note.txt', 'x');
    const told = problems();
    expect(told).toMatch(/id "example" is also used by|must be called example\.yaml/);
    expect(told).toMatch(/loose\.yaml: rules stand in a folder/);
    expect(told).toMatch(/note\.txt/);
  });

  it('refuses a folder that is not there, or empty of rules', () => {
    expect(problems()).toMatch(/holds no rule/);
    rmSync(join(dir, 'scoring.yaml'));
    expect(problems()).toMatch(/scoring\.yaml: cannot be read/);
  });

  it('refuses a scoring in which hoog asks no more than verhoogd', () => {
    write(
      'scoring.yaml',
      'familyCaps: {F1: 1, F2: 1, F3: 1, F4: 1, F5: 1, F6: 1, F7: 1}\nprotectiveCap: 1\nlevels: {verhoogd: 20, hoog: {points: 20, families: 2}}\n',
    );
    expect(problems()).toMatch(/hoog.*more points/);
  });
});

describe('the linter', () => {
  it.each([
    ['roemeense dame', /nationality or origin/],
    ['Roemeens', /nationality or origin/],
    ['latinameisje', /nationality or origin/],
    ['uit thailand', /a country/],
    ['donkere huid', /skin, hair or eyes/],
    ['lang blond haar', /skin, hair or eyes/],
    ['islamitische vrouw', /religion/],
    ['transgender', /gender identity/],
    ['zwanger', /health/],
    ['uit de wijk', /district/],
    ['spreekt geen engels', /language/],
    ['buitenlands nummer', /origin|dialling/],
    ['lieve svetlana', /a name/],
    ['bel +40', /dialling code/],
    ['bel 0040', /dialling code/],
    ['dame 🇷🇴', /emoji or flag/],
  ])('refuses "%s" as class X', (phrase, message) => {
    expect(problemsWith(listing(phrase))).toMatch(message);
  });

  it('finds them in exceptions, in near and deep inside a condition too, and shows where', () => {
    expect(problemsWith({ when: { phrases: { any: ['geen limiet'], except: ['geen limiet poolse'] } } })).toMatch(
      /phrases\.except\.0/,
    );
    const near = { near: { first: ['dame'], second: ['aziatisch'], within: 3 } };
    expect(problemsWith({ when: { all: [{ not: near }, listing('geen limiet').when] } })).toMatch(
      /when\.all\.0\.not\.near\.second\.0/,
    );
  });

  it('keeps origin out of what the reader is told, too', () => {
    expect(problemsWith({ title: 'Roemeense tekst' })).toMatch(/title: .*nationality or origin/);
    expect(problemsWith({ explanation: 'Vaak gaat het om vrouwen uit Thailand.' })).toMatch(/explanation: .*a country/);
  });

  it('refuses words that stand in any text, and a phrase without a word', () => {
    expect(problemsWith(listing('zij'))).toMatch(/one short word/);
    expect(problemsWith(listing('with'))).toMatch(/only words that stand in any text/);
    expect(problemsWith(listing('ik ben voor je'))).toMatch(/only words that stand in any text/);
    expect(problemsWith({ when: { near: { first: ['zij'], second: ['ook'], within: 2 } } })).toMatch(/near\.second\.0/);
    expect(problemsWith(listing('!!!'))).toMatch(/1 to 8 words/);
  });

  it.each([
    [{ class: 'C', points: 2 }, /context/],
    [{ class: 'A', points: 0 }, /has points/],
    [{ class: 'B', family: null }, /belongs to a family/],
    [{ class: 'P', points: 3, family: null }, /below 0/],
    [{ class: 'L', points: 3, family: null }, /outside the score/],
    [{ indicator: 'IND-91' }, /forbidden attributes/],
    [{ municipalities: ['GM0402'] }, /local law/],
    [{ validFrom: '2026-02-01', validTo: '2026-01-01' }, /not after validFrom \(2026-02-01\); write a later day/],
    [{ explanation: 'Er staat {naam} in de tekst.' }, /\{naam\} is not known/],
    [{ when: { not: { phrases: { any: ['geen limiet'] } } } }, /empty ad/],
  ])('refuses %o', (parts, message) => {
    expect(problemsWith(parts)).toMatch(message);
  });
});

describe('reloading rules', () => {
  it('takes sound rules, and the same ones as they are', () => {
    write('services/example.yaml', exampleRule);
    const first = loadRuleset(dir);
    expect(reloadRuleset(first, dir)).toEqual({ ruleset: first, problem: null });
    write('services/example.yaml', { ...exampleRule, points: 11 });
    const second = reloadRuleset(first, dir);
    expect(second.problem).toBeNull();
    expect(second.ruleset.rules[0]?.points).toBe(11);
  });

  it('keeps the last good rules and says why, file and line included', () => {
    write('services/example.yaml', exampleRule);
    const good = loadRuleset(dir);
    write('services/other.yaml', { ...exampleRule, id: 'other', points: 'veel' });
    const { ruleset, problem } = reloadRuleset(good, dir);
    expect(ruleset).toBe(good);
    expect(problem).toMatch(/other\.yaml:\d+ points/);
  });
});
