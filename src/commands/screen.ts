import { createInterface } from 'node:readline';
import { readConfig } from '../config.ts';
import type { Settings } from '../app.ts';
import { readText } from '../extract/read-text.ts';
import { amsterdamDay } from '../lib/amsterdam-day.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { loadRuleset } from '../screen/load-rules.ts';
import { screenLines } from '../screen/screen-lines.ts';
import type { Terminal } from './terminal.ts';

/**
 * Reads ads as JSON Lines from standard input and writes their assessments as JSON Lines. Stores nothing.
 * @throws VindplaatsError `INPUT_INVALID` at the end, when lines were refused; every other line has its answer.
 */
export async function screenInput(settings: Settings, terminal: Terminal, input: NodeJS.ReadableStream): Promise<void> {
  const { region } = readConfig(settings.configDir);
  const ruleset = loadRuleset(settings.rulesDir);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let refused = 0;
  for await (const { json, isRefused } of screenLines(lines, {
    ruleset,
    readText,
    region,
    today: amsterdamDay(new Date()),
  })) {
    terminal.print(json);
    if (isRefused) refused += 1;
  }
  if (refused > 0)
    throw new VindplaatsError('INPUT_INVALID', `${refused} lines are no ad; each says why in its "problem".`);
}
