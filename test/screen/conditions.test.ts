import { describe, expect, it } from 'vitest';
import { createWordReader } from '../../src/lib/tokens.ts';
import { parseYaml, readYamlFile } from '../../src/lib/yaml-file.ts';
import { screenableOf } from '../../src/screen/case-ad.ts';
import { compileRules } from '../../src/screen/compile-rules.ts';
import { conditionSchema } from '../../src/screen/condition.ts';
import { told } from '../../src/screen/tell-issues.ts';
import { caseAdSchema } from '../../src/screen/rule.ts';
import { negationSchema, scoringSchema } from '../../src/screen/rule-data.ts';
import { ruleWith } from './example-rule.ts';

const negation = readYamlFile('rules/negation.yaml', negationSchema);
const scoring = readYamlFile('rules/scoring.yaml', scoringSchema);
if (!negation.ok || !scoring.ok) throw new Error('the shipped data files do not read');
const data = { negation: negation.value, scoring: scoring.value };

/** The raw words on which a condition holds, or null when it does not. */
function wordsOf(when: unknown, given: object): string[] | null {
  const rule = ruleWith({ when });
  const { ad, facts, local } = screenableOf(caseAdSchema.parse(given));
  const [hit] = compileRules([rule], data, createWordReader()).hits(ad, facts, local);
  if (!hit) return null;
  const raw = {
    title: ad.title,
    text: ad.text,
    place: '',
    age: ad.raw.age,
    phone: ad.raw.phone,
    price: ad.raw.price,
  };
  return hit.spans.map(({ field, start, end }) => (raw[field] ?? '').slice(start, end));
}

describe('phrases', () => {
  const safe = { phrases: { any: ['veilig'] } };

  it('are whole words, never parts of one', () => {
    expect(wordsOf(safe, { text: 'Onveilig is niet veiligheid.' })).toBeNull();
    expect(wordsOf(safe, { text: 'Heel VEILIG, echt.' })).toEqual(['VEILIG']);
  });

  it('show every place in title and text, in raw spelling', () => {
    expect(
      wordsOf({ phrases: { any: ['prive massage'] } }, { title: 'Privé-massage', text: 'x PRIVÉ  massage y' }),
    ).toEqual(['Privé-massage', 'PRIVÉ  massage']);
  });

  it('do not run over the end of a sentence', () => {
    expect(wordsOf({ phrases: { any: ['geen limiet'] } }, { text: 'Geen. Limiet.' })).toBeNull();
  });

  it('find other forms only when stems are asked for', () => {
    expect(wordsOf({ phrases: { any: ['geen limiet'] } }, { text: 'geen limieten' })).toBeNull();
    expect(wordsOf({ phrases: { any: ['geen limiet'], stem: true } }, { text: 'geen limieten' })).toEqual([
      'geen limieten',
    ]);
  });

  it('are innocent within an exception', () => {
    const when = { phrases: { any: ['zonder grenzen'], except: ['artsen zonder grenzen'] } };
    expect(wordsOf(when, { text: 'Artsen zonder grenzen' })).toBeNull();
    expect(wordsOf(when, { text: 'Artsen zonder grenzen, ik ook zonder grenzen' })).toEqual(['zonder grenzen']);
  });

  it('are counted as separate places', () => {
    const when = { phrases: { any: ['alles mag', 'echt alles mag'], atLeast: 2 } };
    expect(wordsOf(when, { text: 'Echt alles mag.' })).toBeNull();
    expect(wordsOf(when, { text: 'Alles mag. Echt alles mag.' })).toHaveLength(2);
  });

  it('look only in the fields named', () => {
    expect(wordsOf({ phrases: { in: ['title'], any: ['veilig'] } }, { text: 'veilig' })).toBeNull();
  });
});

describe('negation', () => {
  const unsafe = { phrases: { any: ['onveilig', 'zonder bescherming'] } };

  it.each([
    'Nooit onveilig.',
    'Ik doe nooit iets onveilig',
    'Niet zonder bescherming',
    'Onveilig doe ik niet',
    'Onveilig? Nee.',
    'Never zonder bescherming',
  ])('turns "%s" into no hit, and into one where denial is asked for', (text) => {
    expect(wordsOf(unsafe, { text })).toBeNull();
    expect(wordsOf({ phrases: { ...unsafe.phrases, negation: 'require' } }, { text })).toHaveLength(1);
  });

  it.each([
    'Geen haast, onveilig kan',
    'Geen probleem onveilig',
    'Ik ben niet duur. Onveilig kan',
    'Onveilig? Ja',
    'Niet alleen onveilig',
  ])('does not reach into "%s"', (text) => {
    expect(wordsOf(unsafe, { text })).toHaveLength(1);
  });

  it('does not take the denial inside a phrase for one around it', () => {
    expect(wordsOf({ phrases: { any: ['geen limiet'] } }, { text: 'Er is geen limiet' })).toEqual(['geen limiet']);
  });

  it('can be left out of account', () => {
    expect(wordsOf({ phrases: { ...unsafe.phrases, negation: 'ignore' } }, { text: 'nooit onveilig' })).toEqual([
      'onveilig',
    ]);
  });
});

describe('near', () => {
  const when = { near: { first: ['zij'], second: ['ontvangt'], within: 2 } };

  it('holds in either order within the distance', () => {
    expect(wordsOf(when, { text: 'Zij alleen ontvangt' })).toEqual(['Zij alleen ontvangt']);
    expect(wordsOf(when, { text: 'Morgen ontvangt zij u' })).toEqual(['ontvangt zij']);
    expect(wordsOf(when, { text: 'Zij en haar vriendin ontvangt' })).toBeNull();
  });

  it('stays cheap and short on a text that is nothing else', () => {
    expect(wordsOf(when, { text: 'zij ontvangt '.repeat(7000).slice(0, 5000) })).toHaveLength(20);
  });
});

describe('fields, counts and facts', () => {
  it('read ages with their places', () => {
    expect(wordsOf({ field: { name: 'age', between: [18, 20] } }, { age: 20 })).toEqual(['20']);
    expect(wordsOf({ field: { name: 'age', between: [18, 20] } }, { age: 21 })).toBeNull();
    expect(wordsOf({ field: { name: 'anyAge', between: [1, 17] } }, { age: 22, ages: [22, 16] })).toEqual(['16']);
    expect(wordsOf({ field: { name: 'age', exists: false } }, { title: 'x' })).toEqual([]);
  });

  it('count different numbers, not mentions', () => {
    const when = { count: { of: 'distinctNumbers', between: [2, 9] } };
    expect(wordsOf(when, { phones: [{ number: '+31600001111' }, { number: '+31600001111' }] })).toBeNull();
    expect(wordsOf(when, { phones: [{ number: '+31600001111' }, { number: '+31600002222' }] })).toHaveLength(2);
  });

  it('take a number as obscured only when it stands nowhere in plain digits', () => {
    const when = { phone: { obscured: true } };
    const hidden = { number: '+31600001111', hidden: true };
    expect(wordsOf(when, { phones: [hidden] })).toEqual(['+31600001111']);
    expect(wordsOf(when, { phones: [hidden, { number: '+31600001111' }] })).toBeNull();
  });

  it('compare with the local minimum age only where there is one', () => {
    const when = { age: { belowLocalMinimum: true } };
    expect(wordsOf(when, { age: 20, minimumAge: 21 })).toEqual(['20']);
    expect(wordsOf(when, { age: 20, minimumAge: null })).toBeNull();
  });

  it('ask linked facts by number or by yes and no', () => {
    const phones = [{ number: '+31600001111' }];
    const often = { fact: { name: 'adsPerContact', between: [2, 9] } };
    expect(wordsOf(often, { phones, facts: { adsPerContact: 2 } })).toEqual(['+31600001111']);
    // A tip may be about the address of the ad, so it points at no number.
    expect(wordsOf({ fact: { name: 'tips', between: [1, 9] } }, { phones, facts: { tips: 1 } })).toEqual([]);
    expect(wordsOf({ fact: { name: 'nameChanged', is: true } }, { facts: { nameChanged: true } })).toEqual([]);
    expect(wordsOf({ fact: { name: 'nameChanged', is: true } }, {})).toBeNull();
    expect(wordsOf({ fact: { name: 'nameChanged', is: false } }, {})).toEqual([]);
    const cheap = { fact: { name: 'priceRobustZ', between: [-100, -2.5] } };
    expect(wordsOf(cheap, { priceCents: 3000, facts: { priceRobustZ: -2.5 } })).toEqual(['3000']);
    expect(wordsOf(cheap, { priceCents: 3000, facts: { priceRobustZ: -2.4 } })).toBeNull();
    expect(wordsOf(cheap, {})).toBeNull();
  });

  it('know whether a licence number is demanded there on that day', () => {
    const when = { licence: { requiredHere: true } };
    expect(wordsOf(when, { text: 'x', licenceRequired: true })).toEqual([]);
    expect(wordsOf(when, { text: 'x' })).toBeNull();
  });

  it('combine with all, any and not', () => {
    const two = { fact: { name: 'personasPerContact', between: [2, 10] } };
    const safe = { phrases: { any: ['veilig'] } };
    expect(wordsOf({ all: [two, { not: safe }] }, { text: 'veilig', facts: { personasPerContact: 2 } })).toBeNull();
    expect(wordsOf({ all: [two, { not: safe }] }, { text: 'x', facts: { personasPerContact: 2 } })).toEqual([]);
    expect(wordsOf({ any: [two, safe] }, { text: 'veilig' })).toEqual(['veilig']);
  });
});

describe('a condition that does not exist', () => {
  it.each([
    ['phrasez: { any: [geen limiet] }', /"phrasez" is no key here/],
    ['field: { name: language, exists: true }', /x\.yaml:1 field\.name: holds "language", which is no choice/],
    ['fact: { name: nationality, between: [1, 2] }', /fact\.name: holds "nationality", which is no choice/],
    ['fact: { name: tips, is: true }', /tips is a number: write `between/],
    ['fact: { name: nameChanged, between: [1, 2] }', /nameChanged is yes or no: write `is/],
    ['fact: { name: nameChanged }', /nameChanged is yes or no/],
    ['phone: { diallingCode: 40 }', /"diallingCode" is no key here; language, names, numbers/],
    ['phrases: { pattern: "(a+)+" }', /"pattern" is no key here; there are no patterns/],
    ['field: { name: age, between: [20, 18] }', /the first number is larger/],
    ['{}', /needs exactly one of/],
    ['{ not: { phone: { obscured: true } }, age: { belowLocalMinimum: true } }', /needs exactly one of/],
  ])('is refused with file, line and path: %s', (source, message) => {
    const result = parseYaml(source, told(conditionSchema), 'x.yaml');
    expect(result.ok ? [] : result.problems.join('\n')).toMatch(message);
  });
});
