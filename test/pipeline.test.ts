import { expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { crawlDelayMaxMs } from '../src/crawl/robots.ts';
import { createKeyedHash } from '../src/lib/hash.ts';
import { createSeal } from '../src/lib/seal.ts';
import { consumeCrawl } from '../src/pipeline.ts';
import type { ConsumeOptions, Queue } from '../src/queue/queue.ts';
import { siteAt } from './crawl/crawl-fixtures.ts';

it('gives a visit time for an ad of ten pages with the longest pause that robots.txt may ask for', async () => {
  const key = Buffer.alloc(32, 1);
  const given: ConsumeOptions[] = [];
  const queue = {
    consume: async (_queue: string, options: ConsumeOptions) => {
      given.push(options);
      return { close: async () => {} };
    },
  } as unknown as Queue;
  const unused = {} as never;
  await consumeCrawl({
    queue,
    sites: [siteAt('http://127.0.0.1:1', { politeness: { delayMs: 2000 } })],
    seal: createSeal(key),
    hash: createKeyedHash(key),
    run: { now: () => new Date(), log: createLog('silent'), gate: unused },
    source: unused,
    reader: unused,
    hashPhoto: unused,
  });
  expect(given[0]!.timeoutMs).toBeGreaterThan(10 * (crawlDelayMaxMs + 20_000));
});
