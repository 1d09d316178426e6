import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openBullQueue } from '../../src/queue/bullmq.ts';
import { openSqliteQueue } from '../../src/queue/sqlite.ts';
import { readAllOfRedis, startRedis } from '../support/redis.ts';
import type { RedisServer } from '../support/redis.ts';
import { describeQueue } from './conformance.ts';
import { quietLog } from './quiet-log.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis.stop();
});

describeQueue('SQLite', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'vindplaats-queue-'));
  const path = join(dir, 'queue.sqlite');
  return {
    open: async () => openSqliteQueue({ path, log: quietLog }),
    workerArguments: ['sqlite', path, ''],
    readAll: async () =>
      [path, `${path}-wal`]
        .filter((file) => existsSync(file))
        .map((file) => readFileSync(file, 'latin1'))
        .join(''),
    clear: async () => rmSync(dir, { recursive: true, force: true }),
  };
});

describeQueue('BullMQ', async () => {
  const prefix = `test-${randomUUID()}`;
  return {
    open: () => openBullQueue({ redisUrl: redis.url, prefix, log: quietLog }),
    workerArguments: ['bullmq', redis.url, prefix],
    readAll: () => readAllOfRedis(redis.url),
    clear: async () => undefined,
  };
});
