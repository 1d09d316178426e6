/** npm run kill-loop -- --engine sqlite|redis [--processes three|one] --rounds N --seed S [--away SECONDS]: kills the processes of a crawl again and again, and looks what is lost or doubled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runKillLoop } from '../test/support/kill-loop.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: 'three' },
    rounds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    away: { type: 'string', default: '0' },
  },
});
const engine = values.engine === 'redis' ? 'redis' : 'sqlite';
const processes = values.processes === 'one' ? 'one' : 'three';
const dir = mkdtempSync(join(tmpdir(), 'vindplaats-kill-'));
const say = (line: string) => void process.stdout.write(`${line}\n`);
try {
  const report = await runKillLoop({
    engine,
    processes,
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    dir,
    awayMs: Number(values.away) * 1000,
    tell: say,
  });
  for (const difference of report.differences.slice(0, 20)) say(difference);
  say(
    `RESULT ${JSON.stringify({ engine, processes, seed: Number(values.seed), ...report, differences: report.differences.length })}`,
  );
  if (report.differences.length > 0) process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
