import { describe, expect, it } from 'vitest';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { assess } from '../../src/screen/assess.ts';
import { counterfactualOf } from '../../src/screen/counterfactual.ts';
import { screenableOf } from '../../src/screen/case-ad.ts';
import { loadRuleset } from '../../src/screen/load-rules.ts';
import { caseAdSchema } from '../../src/screen/rule.ts';

const ruleset = loadRuleset('rules');
const hidden = { number: '+31600001234', hidden: true };
const shared = { personasPerContact: 3, adsPerContact: 3 };

function assessed(given: object) {
  const { ad, facts, local } = screenableOf(caseAdSchema.parse(given));
  return assess(ad, facts, local, ruleset);
}
const idsOf = (list: { rule: string }[]) => list.map(({ rule }) => rule);

describe('an assessment', () => {
  it('fits the model and gives the same bytes each time', () => {
    const given = {
      title: 'Heel jong',
      text: 'Geen limiet. Nooit onveilig.',
      age: 20,
      minimumAge: 21,
      phones: [hidden],
      facts: shared,
    };
    expect(assessmentSchema.parse(assessed(given))).toEqual(assessed(given));
    expect(JSON.stringify(assessed(given))).toBe(JSON.stringify(assessed(given)));
  });

  it('changes its input hash with the text, a fact or the day, and its ruleset hash with none of them', () => {
    const all = [
      { text: 'a' },
      { text: 'b' },
      { title: 'a' },
      { text: 'a', facts: shared },
      { text: 'a', facts: { tips: 1 } },
      { text: 'a', facts: { nameChanged: true } },
      { text: 'a', licenceRequired: true },
      { text: 'a', day: '2026-01-02' },
    ].map(assessed);
    expect(new Set(all.map((one) => one.inputHash)).size).toBe(8);
    expect(new Set(all.map((one) => one.rulesetHash)).size).toBe(1);
  });

  it('is verhoogd on one class-A rule and hoog only with two families', () => {
    expect(assessed({ phones: [hidden] })).toMatchObject({ level: 'verhoogd', points: 30 });
    expect(assessed({ phones: [hidden], facts: shared })).toMatchObject({ level: 'hoog', points: 60 });
  });

  it('caps what one family brings in, and does not reach hoog with one alone', () => {
    const numbers = [{ number: '+31600001234' }, { number: '+31600009999' }];
    const alone = assessed({ names: ['A', 'B'], phones: numbers, facts: shared });
    expect(alone).toMatchObject({ level: 'verhoogd', points: 30 });
    const beside = assessed({ names: ['A', 'B'], phones: numbers, facts: shared, text: 'Geen nep.' });
    expect(beside.reasons.map((reason) => [reason.rule, reason.points])).toEqual([
      ['several-personas', 30],
      ['several-names', 10],
      ['trust-claims', 10],
      ['several-numbers', 0],
    ]);
  });

  it('counts a class-B rule only beside another family', () => {
    expect(assessed({ text: 'Geen limiet.' })).toMatchObject({ level: 'laag', points: 0 });
    expect(assessed({ text: 'Geen limiet. Ook zonder condoom.' })).toMatchObject({ level: 'laag', points: 0 });
    expect(assessed({ text: 'Geen limiet. Geen nep.' })).toMatchObject({ level: 'verhoogd', points: 22 });
  });

  it('never lifts a level by context, however much of it', () => {
    const context = assessed({
      age: 22,
      title: '24/7',
      text: 'Alleen WhatsApp. Hotelkamer. Nieuw hier.',
      facts: { municipalitiesPerContact: 9 },
    });
    expect(context.level).toBe('laag');
    expect(context.points).toBe(5);
    expect(idsOf(context.reasons)).toContain('new-here');
    expect(context.reasons.find((reason) => reason.rule === 'new-here')?.points).toBe(0);
  });

  it('does not see more personas as worse: beyond ten the rule falls silent', () => {
    const found = [1, 2, 10, 11, 500].map((personasPerContact) => assessed({ facts: { personasPerContact } }));
    expect(found.map(({ level }) => level)).toEqual(['laag', 'verhoogd', 'verhoogd', 'laag', 'laag']);
  });

  it('lets protective words subtract, to a limit that two class-A rules outweigh', () => {
    const kind = 'Alleen veilig. Respecteer mijn grenzen. Alleen op afspraak. KvK nummer bekend.';
    expect(assessed({ text: kind, phones: [hidden] })).toMatchObject({ level: 'laag', points: 15 });
    const both = assessed({ text: kind, phones: [hidden], facts: shared });
    expect(both).toMatchObject({ level: 'hoog', points: 45 });
    expect(both.against.reduce((sum, one) => sum + one.points, 0)).toBe(-15);
    expect(assessed({ text: kind }).points).toBe(0);
  });

  it('is direct for a possible minor, whatever else speaks, with the score untouched', () => {
    const minor = assessed({ text: 'Alleen veilig. KvK nummer.', age: 17, phones: [hidden] });
    expect(minor.level).toBe('direct');
    expect(minor.points).toBe(16);
    expect(idsOf(minor.reasons)).toEqual(['under-18', 'obscured-number']);
    expect(assessed({ ages: [34, 16] })).toMatchObject({ level: 'direct', points: 0 });
  });

  it('keeps compliance apart from level and points', () => {
    const young = assessed({ age: 20, minimumAge: 21 });
    expect(idsOf(young.compliance)).toEqual(['under-local-minimum']);
    expect(young.compliance[0]?.explanation).toContain('onder 21');
    expect(young).toMatchObject({ level: 'laag', points: 1 });
    expect(assessed({ age: 20 }).compliance).toEqual([]);
  });

  it('leaves experimental rules out of what people see', () => {
    expect(ruleset.rules.find((rule) => rule.id === 'unprotected-advertised')?.status).toBe('experimental');
    expect(idsOf(assessed({ text: 'Ook zonder condoom.' }).compliance)).toEqual([]);
  });

  it('names the heaviest reason first and fills numbers into its explanation', () => {
    const { reasons } = assessed({ age: 22, text: 'Geen limiet.', facts: shared });
    expect(idsOf(reasons)).toEqual(['several-personas', 'no-limits', 'age-21-to-25']);
    expect(reasons[0]?.explanation).toContain('3 verschillende personen');
  });

  it('shows evidence at the raw words', () => {
    const text = 'Bel 💋 me: géén  LIMIET!';
    const [reason] = assessed({ text, facts: shared }).reasons.filter((one) => one.rule === 'no-limits');
    expect(reason?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(['géén  LIMIET']);
  });
});

describe('the nearest counterfactual', () => {
  it('names the one rule without which the level is lower', () => {
    const assessment = assessed({ phones: [hidden], facts: shared });
    expect(counterfactualOf(assessment, ruleset)).toEqual({ without: ['obscured-number'], level: 'verhoogd' });
  });

  it('names two when one is not enough', () => {
    const assessment = assessed({ title: 'Heel jong', phones: [hidden], facts: shared });
    expect(counterfactualOf(assessment, ruleset)?.without).toHaveLength(2);
  });

  it('prefers the lightest rules when several would do', () => {
    const assessment = assessed({ phones: [hidden], text: 'Geen limiet. Geen nep.' });
    expect(assessment).toMatchObject({ level: 'hoog', points: 52 });
    expect(counterfactualOf(assessment, ruleset)).toEqual({ without: ['trust-claims'], level: 'verhoogd' });
  });

  it('takes as many as it needs', () => {
    const assessment = assessed({
      title: 'Heel jong',
      text: 'Geen limiet. Geen nep. Ook zonder condoom.',
      phones: [hidden],
      facts: { ...shared, tips: 1 },
    });
    const { without, level } = counterfactualOf(assessment, ruleset)!;
    expect(without.length).toBeGreaterThan(2);
    expect(level).toBe('verhoogd');
  });

  it('is none for the lowest level, or under another ruleset', () => {
    expect(counterfactualOf(assessed({ text: 'x' }), ruleset)).toBeNull();
    expect(counterfactualOf(assessed({ phones: [hidden] }), { ...ruleset, hash: 'other' })).toBeNull();
  });

  it('takes away the stop rule, to show what the score alone would say', () => {
    expect(counterfactualOf(assessed({ age: 17, phones: [hidden] }), ruleset)).toEqual({
      without: ['under-18'],
      level: 'verhoogd',
    });
  });
});
