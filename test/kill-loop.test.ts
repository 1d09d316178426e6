import { expect, it } from 'vitest';
import { runKillLoop } from './support/kill-loop.ts';
import { temporaryDir } from './support/temporary-dir.ts';

// The long form is a command: npm run kill-loop -- --engine redis --rounds 60 --seed 1 --away 15
it('a crawl by three processes that are killed one after the other, and whose Redis goes away, or by one that is killed twice, stores what a calm one stores', async () => {
  const common = { rounds: 2, seed: 2, ads: 40 };
  const loops = [
    runKillLoop({ ...common, engine: 'sqlite', dir: temporaryDir() }),
    runKillLoop({ ...common, engine: 'redis', dir: temporaryDir(), awayMs: 2_000 }),
    runKillLoop({ ...common, engine: 'sqlite', processes: 'one', dir: temporaryDir() }),
  ];
  for (const report of await Promise.all(loops))
    expect(report).toMatchObject({ kills: 2, ads: 43, versions: 43, addresses: 46, differences: [] });
}, 300_000);
