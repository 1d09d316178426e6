/** Point of proof: what one host sees of four processes, of which three crawl, over two site files and Redis. All by the host's own log. */
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { LoggedRequest } from './support/http-server.ts';
import { startRedis } from './support/redis.ts';
import { runCli } from './support/run-cli.ts';
import { startSmallSite, writeSmallConfig } from './support/small-site.ts';
import { startWorker } from './support/start-worker.ts';
import { temporaryDir } from './support/temporary-dir.ts';

const delayMs = 50;
const blockedMs = 2_000;
const slowMs = 500;

type Answered = LoggedRequest & { doneMs: number };

it('three crawlers, two sites of one host: never two at once, never closer than the delay, silent while blocked, slower when it is slow', async () => {
  const done: Answered[] = [];
  let blockedFromMs = Infinity;
  const site = await startSmallSite({
    ads: 14,
    tookMs: 2,
    robots: 'User-agent: *\nDisallow: /geheim/',
    async answerFirst(_request, response, url) {
      const logged = site.requests.at(-1)!;
      response.on('finish', () => done.push({ ...logged, doneMs: performance.now() }));
      if (url.pathname === '/ad/5') {
        response.writeHead(302, { location: '/ad/6' }).end();
        return true;
      }
      if (url.pathname === '/ad/9') await new Promise((resolve) => setTimeout(resolve, slowMs));
      if (url.pathname === '/ad/12' && blockedFromMs === Infinity) {
        blockedFromMs = performance.now();
        response.writeHead(429, { 'retry-after': String(blockedMs / 1000) }).end();
        return true;
      }
      return false;
    },
  });
  onTestFinished(() => site.close());
  const crawl = await startThree(site.origin);
  await crawl();

  const requests = site.requests;
  // Each crawler asked for robots.txt itself, and the two sites were both crawled whole.
  expect(requests.filter(({ path }) => path === '/robots.txt').length).toBeGreaterThanOrEqual(2);
  expect(requests.filter(({ path }) => path === '/ad/13')).toHaveLength(2);
  expect(Math.max(...requests.map(({ underWay }) => underWay))).toBe(1);
  expect(tooClose(requests)).toEqual([]);
  const whileBlocked = requests.filter(({ atMs }) => atMs > blockedFromMs && atMs < blockedFromMs + blockedMs);
  expect(whileBlocked).toEqual([]);
  const slow = done.filter(({ path }) => path === '/ad/9');
  expect(slow).toHaveLength(2);
  for (const { doneMs } of slow) {
    const next = requests.find(({ atMs }) => atMs > doneMs)!;
    expect(next.atMs - doneMs).toBeGreaterThanOrEqual(slowMs - 20);
  }
}, 120_000);

it('three crawlers, two lanes of one host: what pages load takes its turn as pages do, in the browser too', async () => {
  const site = await startSmallSite({ ads: 5, tookMs: 2, robots: 'User-agent: *\nDisallow: /geheim/' });
  onTestFinished(() => site.close());
  const { requests } = site;
  const crawl = await startThree(site.origin, ['twee']);

  await crawl('twee');
  for (const ad of [1, 2, 3, 4, 5, 6, 7, 8]) {
    for (const page of [`/scherm/ad/${ad}`, `/gegevens/ad/${ad}`]) {
      expect(site.paths().filter((path) => path === page)).toEqual([page]);
    }
  }
  // More than one crawler showed pages, each in a browser that asked for the script itself.
  expect(site.paths().filter((path) => path === '/vul.js').length).toBeGreaterThanOrEqual(2);

  // Now that their browsers are up, both lanes are at it at once.
  const before = site.paths().length;
  site.showNight(2);
  await crawl();
  const lanes = site
    .paths()
    .slice(before)
    .map((path) => (/^\/(ad|lijst)\//.test(path) ? 'http' : 'browser'));
  expect(lanes.filter((lane) => lane === 'http').length).toBeGreaterThanOrEqual(10);
  expect(lanes.filter((lane) => lane === 'browser').length).toBeGreaterThanOrEqual(8);
  expect(lanes.filter((lane, at) => at > 0 && lane !== lanes[at - 1]).length).toBeGreaterThanOrEqual(3);

  expect(Math.max(...requests.map(({ underWay }) => underWay))).toBe(1);
  expect(tooClose(requests)).toEqual([]);
}, 120_000);

function tooClose(requests: readonly LoggedRequest[]): string[] {
  return requests.flatMap(({ atMs, path }, at) => {
    const before = requests[at - 1];
    return before !== undefined && atMs - before.atMs < delayMs
      ? [`${before.path} and ${path}: ${atMs - before.atMs}`]
      : [];
  });
}

/** A writer and three crawlers over Redis, and two site files of one host. @returns what crawls one of them or both. */
async function startThree(origin: string, screens: string[] = []): Promise<(...sites: string[]) => Promise<void>> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const dir = temporaryDir();
  const config = join(dir, 'config');
  writeSmallConfig(config, origin, ['een', 'twee'], `{ delayMs: ${delayMs} }`, screens);
  const args = ['--config', config, '--data', join(dir, 'data')];
  const env = { REDIS_URL: redis.url, VINDPLAATS_KEY: Buffer.alloc(32, 3).toString('base64') };
  const workers = [
    startWorker('write', args, env),
    ...[1, 2, 3].map((number) =>
      startWorker('crawl', ['--config', config, '--data', join(dir, `crawl-${number}`)], env),
    ),
  ];
  onTestFinished(async () => {
    for (const worker of workers) {
      const ended = once(worker, 'exit');
      worker.kill('SIGTERM');
      await ended;
    }
  });
  return async (...sites) => {
    const { exitCode, stderr } = await runCli([...args, 'crawl', ...sites, '--reason', 'politeness'], env);
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  };
}
