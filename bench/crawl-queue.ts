/** What the queue alone costs: visits that do nothing but hand a sealed result of the usual size to the next stage. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createLog } from '../src/log.ts';
import { openBullQueue } from '../src/queue/bullmq.ts';
import type { Handlers } from '../src/queue/queue.ts';
import { openSqliteQueue } from '../src/queue/sqlite.ts';
import { measure, queueArguments, readArguments } from './crawl-arguments.ts';

const { redisUrl, dataDir, visits } = readArguments(queueArguments);
const log = createLog('error');
const queue =
  redisUrl === null
    ? openSqliteQueue({ path: join(dataDir, 'queue.sqlite'), log })
    : await openBullQueue({ redisUrl, log });
const sealed = 'x'.repeat(2_000);
const options = { timeoutMs: 30_000, maxAttempts: 3, backoffMs: 500, minGapMs: 0 };
const rest = { classify: () => ({ retry: 'never' }), giveUp: () => [] } satisfies Omit<Handlers, 'handle'>;
let made = 0;
const taken = { count: 0 };

await measure(async () => {
  await queue.consume(
    'crawl.bench',
    { ...options, concurrency: 16 },
    {
      ...rest,
      handle: async () => [{ queue: 'ingest', key: `result ${(made += 1)}`, payload: { sealed } }],
    },
  );
  await queue.consume(
    'ingest',
    { ...options, concurrency: 1 },
    {
      ...rest,
      async handle() {
        taken.count += 1;
        return [];
      },
    },
  );
  // As a listing does: fifty at a time.
  for (let first = 0; first < visits; first += 50) {
    const jobs = Array.from({ length: Math.min(50, visits - first) }, (_, at) => first + at);
    await queue.enqueue(
      jobs.map((job) => ({ queue: 'crawl.bench', key: `visit ${job}`, payload: { sealed: 'x'.repeat(300) } })),
    );
  }
  while (taken.count < visits) await delay(2);
  return made + taken.count;
});
await queue.close();
