import { parseArgs } from 'node:util';
import { openApp } from '../app.ts';
import type { App } from '../app.ts';
import { readEnvironment } from '../config.ts';
import { exitCodeOf, messageOf } from '../lib/errors.ts';
import { untilStopped } from './until-stopped.ts';

/** Runs one part of Vindplaats as a process of its own until it is asked to stop. Options: --config, --data and --rules, as on the command line. */
export async function runWorker(work: (app: App) => Promise<unknown>): Promise<void> {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: 'string', default: 'config' },
        data: { type: 'string', default: 'data' },
        rules: { type: 'string', default: 'rules' },
      },
    });
    const app = await openApp({
      configDir: values.config,
      dataDir: values.data,
      rulesDir: values.rules,
      environment: readEnvironment(),
    });
    try {
      await work(app);
      await Promise.race([untilStopped(), app.halted]);
    } finally {
      await app.close();
    }
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
