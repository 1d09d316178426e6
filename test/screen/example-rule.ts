import { ruleSchema } from '../../src/screen/rule.ts';
import type { Rule } from '../../src/screen/rule.ts';

const because = 'Alleen om te proberen.';

/** A whole rule as it would stand in a file, for tests that change a part of it. */
export const exampleRule = {
  id: 'example',
  indicator: 'IND-17',
  title: 'Voorbeeld',
  explanation: 'Een regel om mee te proberen.',
  version: 1,
  status: 'test',
  class: 'B',
  family: 'F3',
  points: 12,
  when: { phrases: { any: ['geen limiet'] } },
  evidence: { grade: '?', source: because },
  falsePositives: [because],
  justification: {
    legal: because,
    proxy: because,
    dataQuality: because,
    statisticalLink: because,
    substantiveLink: because,
  },
  cases: {
    match: [{ text: 'geen limiet' }, { title: 'Geen limiet' }],
    noMatch: [{ text: 'rustig' }, { text: 'limiet' }],
  },
};

export function ruleWith(parts: Record<string, unknown>): Rule {
  return ruleSchema.parse({ ...exampleRule, ...parts });
}
