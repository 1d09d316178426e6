import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from '../../src/link/align-words.ts';
import { createFoldText, slotsOfAd } from '../../src/link/fold-text.ts';
import { compareWithTemplate, describeTemplate } from '../../src/link/text-template.ts';
import { someAd } from '../support/some-ad.ts';

const fold = createFoldText();

function written(name: string, age: number, place: string, tail = 'voor een afspraak') {
  const text = `Ik ben ${name}, ${age} jaar, en ik ontvang in ${place}. Rustige massage met warme olie. Bel 06-00001234 ${tail}.`;
  const span = (value: string, field: 'text' = 'text') => ({
    field,
    start: text.indexOf(value),
    end: text.indexOf(value) + value.length,
  });
  const ad = someAd({
    text,
    personaNames: [name],
    place,
    raw: { age: null, phone: null, price: null, place, postedOn: null },
    ages: [{ years: age, span: span(String(age)) }],
    phones: [{ rawForm: '06-00001234', e164: '+31600001234', obfuscationKinds: [], span: span('06-00001234') }],
  });
  return { text, words: fold(text, slotsOfAd(ad, 'text')) };
}

const template = describeTemplate(
  [written('Anna', 28, 'Hilversum'), written('Bo', 23, 'Huizen'), written('Eva', 25, 'Laren')].map((one) => one.words),
);

describe('a template', () => {
  it('shows what is constant and what varies, by what the extractor knows', () => {
    expect(template.parts.map((part) => (part.type === 'slot' ? `<${part.kind}>` : part.words.join(' ')))).toEqual([
      'ik ben',
      '<name>',
      '<age>',
      'jaar en ik ontvang in',
      '<place>',
      'rustige massage met warme olie bel',
      '<phone>',
      'voor een afspraak',
    ]);
  });

  it('shows a new ad as match, slot, changed, inserted and missing', () => {
    const text =
      'Ik ben Mila, 22 jaar, en ik ontvang graag in Bussum. Rustige massage met koude olie. Bel 06-00009999.';
    const ad = someAd({
      text,
      personaNames: ['Mila'],
      place: 'Bussum',
      ages: [],
      phones: [],
      raw: { age: null, phone: null, price: null, place: null, postedOn: null },
    });
    const shown = compareWithTemplate(template, fold(text, slotsOfAd(ad, 'text'))).map((segment) =>
      segment.type === 'missing'
        ? `missing: ${segment.expected.join(' ')}`
        : segment.type === 'beyond'
          ? segment.type
          : `${segment.type}: ${text.slice(segment.start, segment.end)}`,
    );
    expect(shown).toEqual([
      'match: Ik ben',
      'slot: Mila',
      'slot: 22',
      'match: jaar, en ik ontvang',
      'inserted: graag',
      'match: in',
      'slot: Bussum',
      'match: Rustige massage met',
      'changed: koude',
      'match: olie. Bel',
      'slot: 06-00009999',
      'missing: voor een afspraak',
    ]);
  });

  it('says where comparing ended, and calls nothing behind it extra or missing', () => {
    const long = Array.from(
      { length: 700 },
      (_, nth) =>
        `w${'abcdefghij'[nth % 10]}${'klmnopqrst'[Math.floor(nth / 10) % 10]}${'uvwxyzabcd'[Math.floor(nth / 100)]}`,
    );
    const text = (without: number) => [...long.slice(0, 2), ...long.slice(2 + without)].join(' ');
    const folded = [text(0), text(0)].map((one) => fold(one));
    const typesOf = (one: string) => compareWithTemplate(describeTemplate(folded), fold(one)).map(({ type }) => type);
    expect(typesOf(text(0))).toEqual(['match', 'beyond']);
    // Ten words fewer at its beginning: ten of those that nobody compared come into view.
    expect(typesOf(text(10))).toEqual(['match', 'missing', 'match', 'beyond']);
    expect(typesOf(text(200))).toEqual(['match', 'missing', 'match', 'beyond']);
  });

  it('gives words that fill two slots of different kinds no kind', () => {
    const two = describeTemplate(
      [written('Anna', 28, 'Hilversum'), written('Bo', 23, 'Huizen')].map((one) => one.words),
    );
    const shown = compareWithTemplate(two, fold('Ik ben Sanne Zus jaar, en ik ontvang in Laren.'));
    expect(shown[1]).toMatchObject({ type: 'slot', kind: 'free' });
  });

  it('takes an unknown name for a free slot when the texts differ there', () => {
    const texts = ['Massage bij Anna in de straat', 'Massage bij Bo in de straat', 'Massage bij Eva in de straat'].map(
      (text) => fold(text),
    );
    expect(describeTemplate(texts).parts).toMatchObject([
      { type: 'constant' },
      { type: 'slot', kind: 'free' },
      { type: 'constant' },
    ]);
  });
});

describe('aligning words', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd');

  it('gives a common subsequence, and the whole list against itself', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.array(word, { maxLength: 30 }), (a, b) => {
        const matches = alignWords(a, b);
        expect(matches.every(([i, j]) => a[i] === b[j])).toBe(true);
        expect(matches.every(([i, j], at) => at === 0 || (i > matches[at - 1]![0] && j > matches[at - 1]![1]))).toBe(
          true,
        );
        expect(alignWords(b, a)).toHaveLength(matches.length);
        expect(alignWords(a, a)).toHaveLength(a.length);
      }),
    );
  });

  it('finds the longest', () => {
    expect(alignWords('a b c b d a b'.split(' '), 'b d c a b a'.split(' '))).toHaveLength(4);
  });
});

it('folds capitals, accents and ways of writing a number into one', () => {
  const folded = (text: string) =>
    fold(text)
      .map((word) => word.folded)
      .join('|');
  expect(folded('Privé MASSAGE, bel 06 0000 1234')).toBe(folded('prive massage bel 0600001234'));
});
