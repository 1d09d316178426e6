import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type CliResult = { exitCode: number | null; stdout: string; stderr: string };

/** Runs `vindplaats` from source as a process of its own. */
export async function runCli(args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> {
  const { child, output } = startCli(args, env);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return { exitCode, ...output };
}

/** As `runCli`, for a command that goes on; the caller ends it. */
export function startCli(
  args: readonly string[],
  env: Record<string, string> = {},
  program: readonly string[] = ['--import', 'tsx', 'src/cli.ts'],
): { child: ChildProcess; output: { stdout: string; stderr: string } } {
  const child = spawn(process.execPath, [...program, ...args], {
    env: { ...process.env, REDIS_URL: '', VINDPLAATS_KEY: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return { child, output };
}
