import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import { demoFolders } from './support/demo-folders.ts';
import { readAllOfRedis, startRedis } from './support/redis.ts';
import { runCli } from './support/run-cli.ts';
import { startWorker } from './support/start-worker.ts';
import { temporaryDir } from './support/temporary-dir.ts';

it('two crawlers without a store and one writer share a crawl over Redis, politely, and leave no text there', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const { args, config, data, requests } = await demoFolders();
  const env = { REDIS_URL: redis.url, VINDPLAATS_KEY: Buffer.alloc(32, 3).toString('base64') };
  start('write', args, env);
  for (const crawlerData of [temporaryDir(), temporaryDir()])
    start('crawl', ['--config', config, '--data', crawlerData], env);

  const { exitCode, stdout, stderr } = await runCli([...args, 'crawl', '--reason', 'many machines'], env);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  expect(stdout).toContain('prikbord');
  const store = openStore(data);
  onTestFinished(() => store.close());
  expect(store.ads.idsOfSite('prikbord')).toHaveLength(261);
  expect(store.figures.count('0000-01-01', '9999-12-31').reduce((sum, row) => sum + row.ads, 0)).toBe(261);
  expect(new Set(requests().map((request) => request.path)).size).toBeGreaterThan(261);
  expect(await readAllOfRedis(redis.url)).not.toMatch(/Hilversum|Bussum|advertentie\//);
}, 120_000);

function start(name: 'crawl' | 'write', args: readonly string[], env: Record<string, string>): void {
  const child = startWorker(name, args, env);
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  });
}
