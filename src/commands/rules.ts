import { loadRuleset } from '../screen/load-rules.ts';
import type { Settings } from '../app.ts';
import type { Terminal } from './terminal.ts';

/** @throws VindplaatsError `RULES_INVALID` with every problem of every file. */
export async function checkRules(settings: Settings, terminal: Terminal): Promise<void> {
  const ruleset = loadRuleset(settings.rulesDir);
  terminal.print(`${ruleset.rules.length} rules, all their cases hold, ruleset ${ruleset.hash.slice(0, 12)}.`);
}
