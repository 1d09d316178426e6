import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A worker of `workers/` from source, as a process of its own; the caller ends it. */
export function startWorker(
  name: 'crawl' | 'write',
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', `workers/${name}.ts`, ...args], {
    env: { ...process.env, REDIS_URL: '', VINDPLAATS_KEY: '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
