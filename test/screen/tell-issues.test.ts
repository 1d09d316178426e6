import { readFileSync } from 'node:fs';
import { assert, anything, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleSchema } from '../../src/screen/rule.ts';
import { keysOf, tellIssues } from '../../src/screen/tell-issues.ts';

const rule: Record<string, unknown> = parse(readFileSync('rules/services/unprotected.yaml', 'utf8'));
const keys = keysOf(ruleSchema);

function toldOf(parts: Record<string, unknown>): string[] {
  const given = { ...rule, ...parts };
  const result = ruleSchema.safeParse(given);
  if (result.success) return [];
  return tellIssues(result.error.issues, given, keys).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('what is wrong in a rule file', () => {
  it.each([
    [{ version: 1.5 }, 'version: holds "1.5", which does not belong here; write a whole number without quotes'],
    [{ points: '12' }, 'points: holds "12", which does not belong here; write a number without quotes'],
    [{ points: 51 }, 'points: is too large; write 50 or fewer'],
    [{ title: 'ab' }, 'title: is too short; write 3 characters or more'],
    [
      { status: 'stabel' },
      'status: holds "stabel", which is no choice; write one of experimental, test, stable, deprecated (did you mean "stable"?)',
    ],
    [{ class: undefined }, 'class: is missing; write one of A, B, C, P, L, S'],
    [{ falsePositives: [] }, 'falsePositives: lists too few; write 1 entry or more'],
    [{ municipalities: [402] }, 'municipalities.0: holds "402", which does not belong here; write text in quotes'],
    [{ validFrom: '2026-13-01' }, 'validFrom: holds "2026-13-01", which is no day; write it as 2026-01-31'],
    [
      { evidence: null },
      'evidence: holds nothing, which does not belong here; write keys on the lines below, indented',
    ],
    [{ txt: 'x' }, 'txt: "txt" is no key here; did you mean "text"?'],
  ])('%j says what to write instead', (parts, told) => {
    expect(toldOf(parts)).toEqual([told]);
  });

  it('is never told in the words of the schema library, whatever stands in its place', () => {
    const key = constantFrom(...Object.keys(ruleSchema.shape));
    assert(
      property(key, anything(), (name, value) => {
        for (const told of toldOf({ [name]: value }))
          expect(told).not.toMatch(/Invalid (?:input|option|ISO)|Too (?:small|big)|Unrecognized|expected .* received/);
      }),
    );
  });
});
