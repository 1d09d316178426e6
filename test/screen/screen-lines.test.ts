import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { readText } from '../../src/extract/read-text.ts';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { loadRuleset } from '../../src/screen/load-rules.ts';
import { screenLines } from '../../src/screen/screen-lines.ts';

const ruleset = loadRuleset('rules');
const { region } = readConfig('config');

async function* each(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

async function screened(...given: (object | string)[]) {
  const lines = given.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const answers: Record<string, unknown>[] = [];
  for await (const { json, isRefused } of screenLines(each(lines), {
    ruleset,
    readText,
    region,
    today: '2019-06-01',
  })) {
    expect(json).not.toContain('\n');
    const answer = JSON.parse(json) as Record<string, unknown>;
    expect('problem' in answer).toBe(isRefused);
    answers.push(answer);
  }
  return answers;
}
const rulesIn = (answer: Record<string, unknown> | undefined, part: string) =>
  (answer![part] as { rule: string }[]).map(({ rule }) => rule);

describe('ads as JSON Lines', () => {
  it('give a whole assessment each, with its line, its id and the nearest counterfactual', async () => {
    const [one, two] = await screened({ text: 'Heel jong. Geen limiet.' }, { id: 'b', title: 'Rustige kamer' });
    const { line, counterfactual, ...assessment } = one!;
    expect(assessmentSchema.parse(assessment).rulesetHash).toBe(ruleset.hash);
    expect(line).toBe(1);
    expect(counterfactual).toEqual({ without: ['youth-wording'], level: 'laag' });
    expect(two).toMatchObject({ line: 2, id: 'b', level: 'laag', counterfactual: null });
  });

  it('have ages and numbers read from their text, unless they give them', async () => {
    const [read, given] = await screened(
      { text: 'Ik ben 17 jaar. Bel nul zes nul nul nul nul een twee drie vier.' },
      { text: 'Ik ben 17 jaar.', age: 25, phones: [] },
    );
    expect(rulesIn(read, 'reasons')).toEqual(expect.arrayContaining(['under-18', 'obscured-number']));
    expect(rulesIn(given, 'reasons')).toEqual(['age-21-to-25']);
  });

  it('follow the law of the municipality they name, on the day they name or today', async () => {
    const young = { title: 'Massage', age: 20, municipality: 'GM0402' };
    const [then, now, own] = await screened(young, { ...young, day: '2024-06-01' }, { age: 20, minimumAge: 21 });
    expect(rulesIn(then, 'compliance')).toEqual(['under-local-minimum']);
    expect(rulesIn(now, 'compliance')).toEqual([]);
    expect(rulesIn(own, 'compliance')).toEqual(['under-local-minimum']);
  });

  it('go on after a line that is no ad, and say what is wrong with it', async () => {
    const answers = await screened('geen json', '', { titel: 'x' }, 'null', 'x'.repeat(200_001), { text: 'Rustig.' });
    expect(answers.map((answer) => answer['line'])).toEqual([1, 3, 4, 5, 6]);
    expect(answers[0]?.['problem']).toMatch(/is not JSON; write one ad a line/);
    expect(answers[1]?.['problem']).toMatch(/titel/);
    expect(answers[3]?.['problem']).toMatch(/longer than 200000 characters/);
    expect(answers[4]).toMatchObject({ level: 'laag' });
  });

  it('know linked facts when they are given', async () => {
    const [shared] = await screened({ text: 'Rustige kamer.', facts: { templateContacts: 3, templateAds: 3 } });
    expect(rulesIn(shared, 'reasons')).toEqual(['shared-template']);
  });
});
