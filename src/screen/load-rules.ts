import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import { createTokeniser, createWordReader } from '../lib/tokens.ts';
import { readYamlFile } from '../lib/yaml-file.ts';
import type { Problem } from '../lib/yaml-file.ts';
import { createRuleCheck } from './check-rule.ts';
import { compileRules } from './compile-rules.ts';
import type { Ruleset } from './compile-rules.ts';
import { createLinter } from './lint-rules.ts';
import type { Rule } from './rule.ts';
import { told } from './tell-issues.ts';
import { forbiddenTermsSchema, negationSchema, scoringSchema } from './rule-data.ts';

export type { Ruleset } from './compile-rules.ts';

const dataFiles = ['scoring.yaml', 'negation.yaml', 'forbidden-terms.yaml'];

/**
 * Reads, lints, tests and compiles all rules of a folder.
 * @param dir holds `scoring.yaml`, `negation.yaml`, `forbidden-terms.yaml` and `<folder>/<id>.yaml`, one file a rule.
 * @throws VindplaatsError `RULES_INVALID` that names every problem of every file; no rule ever drops out silently.
 */
export function loadRuleset(dir: string): Ruleset {
  const problems: Problem[] = [];
  const reader = createWordReader();

  function read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const result = readYamlFile(join(dir, name), schema, join(basename(dir), name));
    if (result.ok) return result.value;
    problems.push(...result.problems);
    return undefined;
  }

  const files = ruleFilesOf(dir, problems);
  const scoring = read('scoring.yaml', told(scoringSchema));
  const negation = read('negation.yaml', told(negationSchema));
  const forbidden = read('forbidden-terms.yaml', told(forbiddenTermsSchema));
  // Without these three the rules cannot be judged; their own problems are told first.
  if (!scoring || !negation || !forbidden) throw refused(dir, problems);

  const data = { scoring, negation };
  const checked = createRuleCheck(createLinter(forbidden, createTokeniser(reader)), negation, reader);
  const rules: Rule[] = [];
  const fileOfId = new Map<string, string>();
  for (const name of files) {
    const rule = read(name, checked);
    if (rule === undefined) continue;
    const twin = fileOfId.get(rule.id);
    if (twin !== undefined) problems.push(`${join(basename(dir), name)}: id "${rule.id}" is also used by ${twin}`);
    else if (basename(name) !== `${rule.id}.yaml`)
      problems.push(`${join(basename(dir), name)}: the file of rule "${rule.id}" must be called ${rule.id}.yaml`);
    fileOfId.set(rule.id, name);
    rules.push(rule);
  }
  if (problems.length > 0) throw refused(dir, problems);
  if (rules.length === 0) throw refused(dir, [`${dir}: holds no rule`]);
  return compileRules(rules, data, reader);
}

/**
 * For a running program: takes the rules of the folder when all of them are sound, and keeps the last good ones otherwise.
 * @returns `problem`: why the folder was not taken, for people to read; null when it was.
 */
export function reloadRuleset(last: Ruleset, dir: string): { ruleset: Ruleset; problem: string | null } {
  try {
    const ruleset = loadRuleset(dir);
    return { ruleset: ruleset.hash === last.hash ? last : ruleset, problem: null };
  } catch (error) {
    if (!(error instanceof VindplaatsError) || error.code !== 'RULES_INVALID') throw error;
    return { ruleset: last, problem: error.message };
  }
}

/** `<folder>/<file>.yaml` in a fixed order; anything else that looks like a rule and would be overlooked is a problem. */
function ruleFilesOf(dir: string, problems: Problem[]): string[] {
  const files: string[] = [];
  try {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        for (const inner of readdirSync(join(dir, entry.name), { withFileTypes: true }))
          if (inner.isFile() && inner.name.endsWith('.yaml')) files.push(join(entry.name, inner.name));
          else
            problems.push(
              `${join(basename(dir), entry.name, inner.name)}: only files named <id>.yaml belong in a folder of rules`,
            );
      } else if (/\.ya?ml$/.test(entry.name) && !dataFiles.includes(entry.name))
        problems.push(`${join(basename(dir), entry.name)}: rules stand in a folder of their family, one level down`);
    }
  } catch (error) {
    problems.push(`${dir}: cannot be read (${messageOf(error)})`);
  }
  return files.toSorted();
}

function refused(dir: string, problems: readonly Problem[]): VindplaatsError {
  const count = problems.length === 1 ? 'one problem' : `${String(problems.length)} problems`;
  return new VindplaatsError(
    'RULES_INVALID',
    `The rules in ${dir} hold ${count}; correct these and start again:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    { details: { problems } },
  );
}
