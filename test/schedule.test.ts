/** A planned moment over Redis, with a process for each task: two schedulers by mistake, two crawlers and one writer. */
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import { until } from './queue/until.ts';
import { startRedis } from './support/redis.ts';
import { startCli } from './support/run-cli.ts';
import { startSmallSite, writeSmallConfig } from './support/small-site.ts';
import { startWorker } from './support/start-worker.ts';
import { temporaryDir } from './support/temporary-dir.ts';

/** How long before the planned moment the clock of the schedulers stands still, until every process has started. */
const beforeMs = 5000;

it('a planned moment leads to one crawl and to each ad once, with two schedulers, and a new one does not do it again', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const site = await startSmallSite({ ads: 5, tookMs: 2 });
  onTestFinished(() => site.close());
  const dir = temporaryDir();
  const [config, data] = [join(dir, 'config'), join(dir, 'data')];
  writeSmallConfig(config, site.origin, ['een'], '{ delayMs: 5 }');
  const at = planNextMinute(config);
  const clock = standingClock(Date.parse(at) - beforeMs, join(dir, 'clock'));
  const args = ['--config', config, '--data', data];
  const env = { REDIS_URL: redis.url, VINDPLAATS_KEY: Buffer.alloc(32, 3).toString('base64') };
  const workers = [
    startWorker('write', args, env),
    ...[1, 2].map((number) => startWorker('crawl', ['--config', config, '--data', join(dir, `crawl-${number}`)], env)),
  ];
  onTestFinished(async () => {
    for (const worker of workers) {
      const ended = once(worker, 'exit');
      worker.kill('SIGTERM');
      await ended;
    }
  });
  const startScheduler = () => {
    const { child, output } = startCli([...args, 'schedule'], env, [...clock.options, 'src/cli.ts']);
    const ended = once(child, 'exit');
    const stop = async () => {
      child.kill('SIGTERM');
      return (await ended) as [number | null, string | null];
    };
    onTestFinished(async () => void (await stop()));
    return { output, stop };
  };

  const schedulers = [startScheduler(), startScheduler()];
  await until(() => schedulers.every(({ output }) => output.stdout.includes(`een: next crawl ${at}`)), 'the plan');
  expect(site.requests).toEqual([]);
  clock.start();
  for (const { output } of schedulers) {
    await until(() => /een: crawl ended, 9 pages, 8 new/.test(output.stdout), 'the crawl to end', 45_000);
    expect(output.stdout.match(/planned crawl started/g)).toHaveLength(1);
    expect(output.stderr).toBe('');
  }
  expect(await schedulers[0]!.stop()).toEqual([0, null]);
  const another = startScheduler();
  await until(() => another.output.stdout.includes('een: next crawl '), 'the new scheduler');

  const store = openStore(data);
  onTestFinished(() => store.close());
  await until(() => store.assessments.standings().length === 8, 'every ad to be screened');
  expect(site.paths().toSorted()).toEqual(
    ['/lijst/1', ...[1, 2, 3, 4, 5, 6, 7, 8].map((ad) => `/ad/${ad}`)].toSorted(),
  );
  expect(store.ads.idsOfSite('een')).toHaveLength(8);
  expect(store.runs.countFinished('een')).toBe(1);
  const run = store.runs.latest('een')!;
  expect(run).toMatchObject({ reason: 'nachtelijke ronde', state: 'released' });
  expect(run.startedAt >= at).toBe(true);
  expect(store.plannedMoments.last('een')).toMatchObject({ at, outcome: 'started' });
  expect(another.output.stdout).not.toContain('planned crawl');
}, 120_000);

/** Plans every hour at the next full minute, and returns it. */
function planNextMinute(config: string): string {
  const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000);
  const file = join(config, 'region.yaml');
  const region = readFileSync(file, 'utf8');
  const planned = region.replace("at: '0 3 * * *'", `at: '${at.getUTCMinutes()} * * * *'`);
  expect(planned).not.toBe(region);
  writeFileSync(file, planned);
  return at.toISOString();
}

/**
 * Options for Node with which the clock of a program stands at a moment until it is started, and runs from there. So a machine that is
 * slow to start processes does not miss the planned moment.
 */
function standingClock(atMs: number, file: string): { options: string[]; start(): void } {
  const program = `import { readFileSync } from 'node:fs';
    const Real = Date;
    let aheadMs = null;
    const now = () => {
      if (aheadMs === null) try { aheadMs = Number(readFileSync(${JSON.stringify(file)}, 'utf8')); } catch { return ${atMs}; }
      return Real.now() + aheadMs;
    };
    globalThis.Date = class extends Real {
      constructor(...given) { if (given.length === 0) super(now()); else super(...given); }
      static now() { return now(); }
    };`;
  return {
    options: ['--import', 'tsx', '--import', `data:text/javascript,${encodeURIComponent(program)}`],
    start: () => {
      writeFileSync(`${file}.new`, String(atMs - Date.now()));
      renameSync(`${file}.new`, file);
    },
  };
}
