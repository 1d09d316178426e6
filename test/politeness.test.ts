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
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
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
  const dir = temporaryDir();
  const config = join(dir, 'config');
  writeSmallConfig(config, site.origin, ['een', 'twee'], `{ delayMs: ${delayMs} }`);
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

  const { exitCode, stderr } = await runCli([...args, 'crawl', '--reason', 'politeness'], env);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });

  const requests = site.requests;
  // Each crawler asked for robots.txt itself, and the two sites were both crawled whole.
  expect(requests.filter(({ path }) => path === '/robots.txt').length).toBeGreaterThanOrEqual(2);
  expect(requests.filter(({ path }) => path === '/ad/13')).toHaveLength(2);
  expect(Math.max(...requests.map(({ underWay }) => underWay))).toBe(1);
  const gaps = requests.slice(1).map(({ atMs }, at) => atMs - requests[at]!.atMs);
  expect(gaps.filter((gapMs) => gapMs < delayMs)).toEqual([]);
  const whileBlocked = requests.filter(({ atMs }) => atMs > blockedFromMs && atMs < blockedFromMs + blockedMs);
  expect(whileBlocked).toEqual([]);
  const slow = done.filter(({ path }) => path === '/ad/9');
  expect(slow).toHaveLength(2);
  for (const { doneMs } of slow) {
    const next = requests.find(({ atMs }) => atMs > doneMs)!;
    expect(next.atMs - doneMs).toBeGreaterThanOrEqual(slowMs - 20);
  }
}, 120_000);
