import { z } from 'zod';
import type { WordReader } from '../lib/tokens.ts';
import { screenableOf } from './case-ad.ts';
import type { LintRule, Readable } from './lint-rules.ts';
import { createMatcher } from './match-rules.ts';
import { caseAdSchema, ruleSchema } from './rule.ts';
import type { CaseAd, Rule } from './rule.ts';
import type { NegationWords } from './rule-data.ts';
import { keysOf, tellIssues } from './tell-issues.ts';
import type { FileProblem } from './tell-issues.ts';

/**
 * The schema of a rule with the linter and the rule's own cases behind it. A file that is broken in one place is still
 * looked at in all others, so that its author hears everything at once.
 */
export function createRuleCheck(lint: LintRule, negation: NegationWords, reader: WordReader): z.ZodType<Rule> {
  return z.unknown().transform((given, context) => {
    const whole = ruleSchema.safeParse(given);
    const rule = whole.success ? whole.data : readableParts(given);
    const found = lint(rule);
    const problems = [...(whole.success ? [] : tellIssues(whole.error.issues, given, keys)), ...found];
    // A phrase without words cannot be compiled; anything else that lint finds does not keep the cases from being tried.
    if (problems.every(({ path }) => path[0] !== 'when')) problems.push(...failedCases(rule, negation, reader));
    for (const { path, message } of problems) context.issues.push({ code: 'custom', path, message, input: given });
    return whole.success && problems.length === 0 ? whole.data : z.NEVER;
  });
}

const keys = keysOf(ruleSchema);

const { shape } = ruleSchema;
const partsSchema = z.object({
  indicator: shape.indicator.optional().catch(undefined),
  title: shape.title.optional().catch(undefined),
  explanation: shape.explanation.optional().catch(undefined),
  class: shape.class.optional().catch(undefined),
  family: shape.family.optional().catch(undefined),
  points: shape.points.optional().catch(undefined),
  when: shape.when.optional().catch(undefined),
  validFrom: shape.validFrom.catch(undefined),
  validTo: shape.validTo.catch(undefined),
  municipalities: shape.municipalities.catch(undefined),
  cases: shape.cases.optional().catch(undefined),
});

function readableParts(given: unknown): Readable {
  const parts = partsSchema.safeParse(given);
  return parts.success ? parts.data : {};
}

function failedCases(rule: Readable, negation: NegationWords, reader: WordReader): FileProblem[] {
  const { when, cases } = rule;
  if (when === undefined) return [];
  // A deprecated rule no longer runs, but its cases stay true until the file goes.
  const { validFrom, validTo, municipalities } = rule;
  const match = createMatcher([{ when, validFrom, validTo, municipalities }], negation, reader);
  const holds = (given: CaseAd) => {
    const { ad, facts, local } = screenableOf(given);
    return match(ad, facts, local).length > 0;
  };
  const problems: FileProblem[] = [];
  // Only local law may speak on what is absent (a licence number); anything else would flag every ad.
  if (rule.class !== undefined && rule.class !== 'L' && holds(caseAdSchema.parse({})))
    problems.push({
      path: ['when'],
      message: 'holds on an empty ad, so it would hold on every ad; let it ask for something',
    });
  cases?.match.forEach((given, at) => {
    if (!holds(given))
      problems.push({
        path: ['cases', 'match', at],
        message: 'the rule must match this case, and does not; change `when`, or move the case to noMatch',
      });
  });
  cases?.noMatch.forEach((given, at) => {
    if (holds(given))
      problems.push({
        path: ['cases', 'noMatch', at],
        message: 'the rule must not match this case, and does; change `when`, or move the case to match',
      });
  });
  return problems;
}
