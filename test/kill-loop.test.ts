import { expect, it } from 'vitest';
import { runKillLoop } from './support/kill-loop.ts';
import { temporaryDir } from './support/temporary-dir.ts';

// The long form is a command: npm run kill-loop -- --engine redis --rounds 60 --seed 1 --away 15
it('a crawl by three processes that are killed one after the other, and whose Redis goes away, stores what a calm one stores, on both engines', async () => {
  const loops = (['sqlite', 'redis'] as const).map((engine) =>
    runKillLoop({ engine, rounds: 2, seed: 2, dir: temporaryDir(), ads: 40, awayMs: engine === 'redis' ? 2_000 : 0 }),
  );
  for (const report of await Promise.all(loops))
    expect(report).toMatchObject({ kills: 2, ads: 43, versions: 43, addresses: 46, differences: [] });
}, 300_000);
