/** A planned moment over Redis, with a process for each task: two schedulers by mistake, two crawlers and one writer. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import { until } from './queue/until.ts';
import { startRedis } from './support/redis.ts';
import { startCli } from './support/run-cli.ts';
import { startSmallSite, writeSmallConfig } from './support/small-site.ts';
import { startWorker } from './support/start-worker.ts';
import { temporaryDir } from './support/temporary-dir.ts';

/** Long enough for processes to start in. */
const aheadMs = 15_000;

it('a planned moment leads to one crawl and to each ad once, with two schedulers, and a new one does not do it again', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const site = await startSmallSite({ ads: 5, tookMs: 2 });
  onTestFinished(() => site.close());
  const dir = temporaryDir();
  const [config, data] = [join(dir, 'config'), join(dir, 'data')];
  writeSmallConfig(config, site.origin, ['een'], '{ delayMs: 5 }');
  const moment = planSoon(config);
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
    const { child, output } = startCli([...args, 'schedule'], env, [...clockAhead(moment.clockMs), 'src/cli.ts']);
    const ended = once(child, 'exit');
    const stop = async () => {
      child.kill('SIGTERM');
      return (await ended) as [number | null, string | null];
    };
    onTestFinished(async () => void (await stop()));
    return { output, stop };
  };

  const schedulers = [startScheduler(), startScheduler()];
  await until(
    () => schedulers.every(({ output }) => output.stdout.includes(`een: next crawl ${moment.at}`)),
    'the plan',
  );
  expect(site.requests).toEqual([]);
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
  expect(run.startedAt >= moment.at).toBe(true);
  expect(store.plannedMoments.last('een')).toMatchObject({ at: moment.at, outcome: 'started' });
  expect(another.output.stdout).not.toContain('planned crawl');
}, 120_000);

/** Plans every hour at the next full minute. @returns that moment, and how far ahead a clock has to be for it to come soon. */
function planSoon(config: string): { at: string; clockMs: number } {
  const soon = Date.now() + aheadMs;
  const at = Math.ceil(soon / 60_000) * 60_000;
  const file = join(config, 'region.yaml');
  const region = readFileSync(file, 'utf8');
  const planned = region.replace("at: '0 3 * * *'", `at: '${new Date(at).getUTCMinutes()} * * * *'`);
  expect(planned).not.toBe(region);
  writeFileSync(file, planned);
  return { at: new Date(at).toISOString(), clockMs: at - soon };
}

/** Options for Node with which the clock of a program runs less than a minute ahead. */
function clockAhead(clockMs: number): string[] {
  const clock = `const Real = Date; globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + ${clockMs}); else super(...given); }
    static now() { return Real.now() + ${clockMs}; }
  };`;
  return ['--import', 'tsx', '--import', `data:text/javascript,${encodeURIComponent(clock)}`];
}
