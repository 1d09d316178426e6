import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { openBullQueue } from '../../src/queue/bullmq.ts';
import { connectRedis, isAnswering } from '../../src/queue/connect-redis.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { freePort, startRedis } from '../support/redis.ts';
import type { RedisServer } from '../support/redis.ts';
import { createGate } from './gate.ts';
import { quietLog } from './quiet-log.ts';
import { until } from './until.ts';

const options = { concurrency: 2, timeoutMs: 20_000, maxAttempts: 3, backoffMs: 20, minGapMs: 0 };
const quietHandlers = { classify: () => ({ retry: 'never' }) as const, giveUp: () => [] };

describe('the queue on Redis', { timeout: 40_000 }, () => {
  let redis: RedisServer | undefined;
  let queue: Queue | undefined;
  afterEach(async () => {
    await queue?.close();
    await redis?.stop();
    queue = undefined;
    redis = undefined;
  });

  it('says what to do, and keeps the password to itself, when no Redis answers', async () => {
    const port = await freePort();
    const opening = openBullQueue({ redisUrl: `redis://user:geheim@127.0.0.1:${port}`, log: quietLog });
    await expect(opening).rejects.toMatchObject({
      code: 'REDIS_UNREACHABLE',
      message: expect.stringMatching(
        new RegExp(`^No Redis answers at 127\\.0\\.0\\.1:${port} \\(.*ECONNREFUSED.*\\); start it`),
      ),
    });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('geheim') });
  });

  it('does not take the first database for one that does not exist', async () => {
    redis = await startRedis();
    await expect(openBullQueue({ redisUrl: `${redis.url}/99`, log: quietLog })).rejects.toMatchObject({
      code: 'REDIS_UNREACHABLE',
      message: expect.stringContaining('DB index is out of range'),
    });
    queue = await openBullQueue({ redisUrl: `${redis.url}/3`, log: quietLog });
    expect(await queue.enqueue([{ queue: 'work', key: 'one', payload: 1 }])).toBe(1);
  });

  it('waits out a restart of Redis, also in the middle of a job, and says so once', async () => {
    const lines: string[] = [];
    const write = (_fields: object, message: string) => void lines.push(message);
    redis = await startRedis();
    const { port } = redis;
    queue = await openBullQueue({ redisUrl: redis.url, log: { info: write, warn: write, error: write } });
    const seen: unknown[] = [];
    const gate = createGate();
    const handle = async (payload: unknown) => {
      seen.push(payload);
      if (payload === 'during') await gate.opened;
      return [];
    };
    await queue.consume('work', options, { ...quietHandlers, handle });
    await queue.enqueue([{ queue: 'work', key: 'during', payload: 'during' }]);
    await until(() => seen.length === 1, 'the job before the restart');

    await redis.stop();
    await until(() => lines.includes('Redis is away, waiting for it to come back'), 'the outage to be noticed');
    const adding = queue.enqueue([{ queue: 'work', key: 'after', payload: 'after' }]);
    gate.open();
    redis = await startRedis({ port });
    expect(await adding).toBe(1);
    await until(() => seen.includes('after'), 'the job after the restart');
    expect(lines.filter((line) => line.startsWith('Redis is'))).toEqual([
      'Redis is away, waiting for it to come back',
      'Redis is back',
    ]);
  });

  it('waits for room in a Redis that is full, without asking it all the time, and goes on by itself', async () => {
    redis = await startRedis();
    const lines: string[] = [];
    const write = (_fields: object, message: string) => void lines.push(message);
    queue = await openBullQueue({ redisUrl: redis.url, log: { info: write, warn: write, error: write } });
    const seen: unknown[] = [];
    const gate = createGate();
    const handle = async (payload: unknown) => {
      seen.push(payload);
      if (payload !== 'before') return [];
      await gate.opened;
      return [{ queue: 'work', key: 'after', payload: 'after' }];
    };
    await queue.consume('work', options, { ...quietHandlers, handle });
    await queue.enqueue([{ queue: 'work', key: 'before', payload: 'before' }]);
    await until(() => seen.length === 1, 'the job that meets a full Redis');

    const admin = new Redis(redis.url);
    onTestFinished(() => admin.disconnect());
    await admin.config('SET', 'maxmemory', '1mb');
    await expect(queue.enqueue([{ queue: 'work', key: 'more', payload: 'more' }])).rejects.toMatchObject({
      code: 'REDIS_REFUSES',
    });
    // Not a fault of the page that waits for its turn, whose attempts it must not spend.
    await expect(queue.turns.take('huis.example', 'mine', 0)).rejects.toMatchObject({ code: 'REDIS_REFUSES' });
    gate.open();
    await sleep(3000);
    expect(lines.length).toBeLessThan(20);
    await admin.config('SET', 'maxmemory', '0');
    await until(() => seen.includes('after'), 'the job that follows');
  });

  it('is told that Redis does not answer, also while its connection stands', async () => {
    redis = await startRedis();
    const connection = await connectRedis(redis.url, quietLog);
    onTestFinished(() => connection.disconnect());
    expect(await isAnswering(connection)).toBe(true);
    process.kill(redis.pid, 'SIGSTOP');
    expect(await isAnswering(connection)).toBe(false);
    expect(connection.status).toBe('ready');
  });

  it('can be closed when Redis has just gone, and nobody has noticed yet', async () => {
    redis = await startRedis();
    queue = await openBullQueue({ redisUrl: redis.url, log: quietLog });
    await queue.consume('work', options, { ...quietHandlers, handle: async () => [] });
    // Stopped, its connections stay as they are, and nothing on them is answered any more.
    process.kill(redis.pid, 'SIGSTOP');
    await expect(queue.close()).resolves.toBeUndefined();
  });

  it('can be closed at the moment Redis goes', async () => {
    // Up to one in four was closed between the end of one of its connections and that of the other, and waited for ever.
    for (let round = 0; round < 12; round += 1) {
      const going = await startRedis();
      const closed = await openBullQueue({ redisUrl: going.url, log: quietLog });
      await closed.consume('work', options, { ...quietHandlers, handle: async () => [] });
      await going.stop();
      await expect(closed.close()).resolves.toBeUndefined();
    }
  });

  it('can be closed while Redis is away', async () => {
    redis = await startRedis();
    let isAway = false;
    const warn = () => {
      isAway = true;
    };
    queue = await openBullQueue({ redisUrl: redis.url, log: { ...quietLog, warn } });
    await queue.consume('work', options, { ...quietHandlers, handle: async () => [] });
    await redis.stop();
    redis = undefined;
    await until(() => isAway, 'the outage to be noticed');
    await expect(queue.close()).resolves.toBeUndefined();
  });
});
