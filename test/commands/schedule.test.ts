import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { catalogue } from '../../src/lib/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { until } from '../queue/until.ts';
import { demoFolders } from '../support/demo-folders.ts';
import { runCli, startCli } from '../support/run-cli.ts';

/** As if the plan had been kept for days, and then the machine was off. */
function offForDays(data: string, sites: readonly string[]): void {
  const store = openStore(data);
  const ago = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
  for (const site of sites) store.plannedMoments.answer(site, ago, 'watched', ago);
  store.close();
}

it('makes up for missed nights with one crawl, over a stop in its middle, and goes on without the site that may not', async () => {
  const { args, config, data, requests } = await demoFolders();
  const file = join(config, 'sites', 'elders.yaml');
  copyFileSync(join(config, 'sites', 'prikbord.yaml'), file);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^id: prikbord/m, 'id: elders'));
  offForDays(data, ['prikbord', 'elders']);

  const start = () => {
    const { child, output } = startCli([...args, 'schedule']);
    onTestFinished(() => void child.kill('SIGKILL'));
    const stop = async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      return (await ended) as [number | null, string | null];
    };
    return { output, stop };
  };

  const first = start();
  await until(
    () => requests().length > 60 && /elders: planned crawl refused/.test(first.output.stdout),
    'a half crawl',
  );
  expect(await first.stop()).toEqual([0, null]);
  expect(first.output.stdout).toContain('prikbord: planned crawl started');
  expect(first.output.stdout).not.toContain('crawl ended');

  const second = start();
  await until(() => /prikbord: crawl ended, \d+ pages, \d+ new/.test(second.output.stdout), 'the crawl to end');
  expect(await second.stop()).toEqual([0, null]);
  expect(second.output.stderr).toBe('');
  expect(second.output.stdout).toMatch(
    /prikbord: next crawl \S+ \(0 3 \* \* \* Europe\/Amsterdam, "nachtelijke ronde"\)/,
  );
  expect(second.output.stdout).not.toContain('planned crawl');

  const store = openStore(data);
  onTestFinished(() => store.close());
  expect(store.runs.countFinished('prikbord')).toBe(1);
  expect(store.runs.latest('prikbord')).toMatchObject({ reason: 'nachtelijke ronde' });
  expect(store.runs.latest('elders')).toBeNull();
}, 120_000);

it('says so when there is nothing to keep', async () => {
  const { args, config } = await demoFolders();
  const region = join(config, 'region.yaml');
  writeFileSync(region, readFileSync(region, 'utf8').replace(/^schedule:\n(?: .*\n)+/m, ''));
  const { exitCode, stderr } = await runCli([...args, 'schedule']);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: catalogue.CONFIG_INVALID.exitCode });
  expect(stderr).toContain('No site has a schedule');
});
