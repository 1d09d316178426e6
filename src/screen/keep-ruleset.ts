import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../lib/errors.ts';
import type { Ruleset } from './compile-rules.ts';
import { loadRuleset, reloadRuleset } from './load-rules.ts';

export type RulesetKeeper = {
  /** The last good rules. */
  ruleset(): Ruleset;
  /** Why the folder is not what is used now, for people to read; null when it is. */
  problem(): string | null;
  /** Looks whether a file changed, and takes the folder when it is sound. @returns true when other rules are used since. */
  refresh(): boolean;
};

/** Rules for a program that goes on while they are edited: a broken rule never drops out, the last good set stays whole. */
export function keepRuleset(dir: string): RulesetKeeper {
  let ruleset = loadRuleset(dir);
  let problem: string | null = null;
  let seen = signatureOf(dir);
  return {
    ruleset: () => ruleset,
    problem: () => problem,
    refresh() {
      const signature = signatureOf(dir);
      if (signature === seen) return false;
      seen = signature;
      const before = ruleset.hash;
      ({ ruleset, problem } = reloadRuleset(ruleset, dir));
      return ruleset.hash !== before;
    },
  };
}

/** Names, sizes and times of the files: enough to see an edit without reading anything. A folder that is gone is a change too. */
function signatureOf(dir: string): string {
  try {
    return readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => {
        const { size, mtimeMs } = statSync(join(dir, name));
        return `${name} ${size} ${mtimeMs}`;
      })
      .join('\n');
  } catch (error) {
    return `cannot be read: ${messageOf(error)}`;
  }
}
