import { expect, it } from 'vitest';
import { createLegalGate } from '../../src/govern/legal-basis.ts';

const basis = {
  grounds: [
    {
      id: 'G-1',
      sources: ['prikbord'],
      purposes: ['crawl' as const],
      municipalities: ['GM0402'],
      validFrom: '2026-01-01',
      validTo: '2027-01-01',
      basis: 'a decision that can be looked up',
      reference: 'ref 1',
    },
  ],
};
const on = (day: string) => createLegalGate(basis, () => day);

it('lets through what a ground names, on the days it is valid', () => {
  expect(on('2026-01-01').permits('prikbord', 'crawl', 'GM0402')).toBe(true);
  expect(on('2026-12-31').require('prikbord', 'crawl', null)).toContain('G-1');
});

it.each([
  ['before it begins', '2025-12-31', 'prikbord', 'crawl', 'GM0402'],
  ['on the day it ends', '2027-01-01', 'prikbord', 'crawl', 'GM0402'],
  ['for another source', '2026-06-01', 'marktplein', 'crawl', 'GM0402'],
  ['for another purpose', '2026-06-01', 'prikbord', 'screen', 'GM0402'],
  ['for another municipality', '2026-06-01', 'prikbord', 'crawl', 'GM0406'],
] as const)('stops %s, saying what is missing', (_case, day, source, purpose, municipality) => {
  expect(on(day).permits(source, purpose, municipality)).toBe(false);
  expect(() => on(day).require(source, purpose, municipality)).toThrow(
    expect.objectContaining({ code: 'LEGAL_BASIS_MISSING', message: expect.stringContaining('legal-basis.yaml') }),
  );
});
