import { array, assert, nat, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markEvidence, quoteOf } from '../../src/web/mark-evidence.ts';
import { spanOf } from '../support/seed-store.ts';

function mark(text: string, evidence: [label: string, start: number, end: number][]): string {
  return markEvidence(
    text,
    'text',
    evidence.map(([label, start, end]) => ({ label, span: { field: 'text', start, end }, isFirst: true })),
  )
    .map((segment) =>
      segment.labels.length === 0 ? segment.text : `[${segment.text}|${segment.labels.join()}|${segment.endOf.join()}]`,
    )
    .join('');
}

describe('marks', () => {
  it('stand at the very words, with the number where these end', () => {
    expect(mark('bel nul zes nu', [['1', 4, 11]])).toBe('bel [nul zes|1|1] nu');
  });

  it('of two reasons may overlap', () => {
    expect(
      mark('abcdef', [
        ['1', 0, 4],
        ['2', 2, 6],
      ]),
    ).toBe('[ab|1|][cd|1,2|1][ef|2|2]');
    expect(
      mark('abcdef', [
        ['1', 0, 6],
        ['2', 2, 4],
      ]),
    ).toBe('[ab|1|][cd|1,2|2][ef|1|1]');
    expect(
      mark('abcdef', [
        ['1', 1, 3],
        ['2', 1, 3],
      ]),
    ).toBe('a[bc|1,2|1,2]def');
  });

  it('count in UTF-16 units, so an emoji before them moves nothing', () => {
    const text = '💛💛 bel nul zes';
    const { start, end } = spanOf('text', text, 'nul zes');
    expect(mark(text, [['1', start, end]])).toBe('💛💛 bel [nul zes|1|1]');
  });

  it('never cut an emoji in two', () => {
    expect(mark('a💛b', [['1', 0, 2]])).toBe('[a💛|1|1]b');
    expect(mark('a💛b', [['1', 2, 4]])).toBe('a[💛b|1|1]');
    expect(quoteOf('a💛b', { field: 'text', start: 0, end: 2 })).toBe('a💛');
  });

  it('outside the text, empty or of another field are left out', () => {
    expect(
      mark('abc', [
        ['1', 9, 12],
        ['2', 1, 1],
        ['3', 2, 90],
      ]),
    ).toBe('ab[c|3|3]');
    expect(
      markEvidence('abc', 'title', [{ label: '1', span: { field: 'text', start: 0, end: 3 }, isFirst: true }]),
    ).toEqual([{ text: 'abc', labels: [], firstOf: [], endOf: [] }]);
  });

  it('leave the text as it was, and end exactly once each, whatever the spans', () => {
    const spans = array(tuple(nat(40), nat(40)), { maxLength: 8 });
    assert(
      property(string({ unit: 'binary', maxLength: 30 }), spans, (text, pairs) => {
        const evidence = pairs.map(([start, end], index) => ({
          label: String(index),
          span: { field: 'text' as const, start, end },
          isFirst: true,
        }));
        const segments = markEvidence(text, 'text', evidence);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        const shown = new Set(segments.flatMap((segment) => segment.labels));
        expect(segments.flatMap((segment) => segment.endOf).toSorted()).toEqual([...shown].toSorted());
      }),
    );
  });
});
