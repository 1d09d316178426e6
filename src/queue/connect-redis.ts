import { Redis } from 'ioredis';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { QueueLog } from './run-job.ts';

export type { Redis } from 'ioredis';

const openWithinMs = 5_000;
const answerWithinMs = 2_000;
/** Longest wait between two tries to connect. */
export const reconnectMaxMs = 2_000;

/**
 * A connection that waits for Redis to come back once it has answered.
 * @throws VindplaatsError `REDIS_UNREACHABLE` when it does not answer at first.
 */
export async function connectRedis(redisUrl: string, log: QueueLog): Promise<Redis> {
  const connection = new Redis(redisUrl, {
    // BullMQ asks for this: a command waits until Redis is back, instead of failing after some tries.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, reconnectMaxMs),
  });
  let lastError: unknown;
  let isAway = false;
  let isOpen = false;
  connection.on('error', (error) => {
    lastError = error;
    if (isOpen && !isAway) log.warn({ reason: messageOf(error) }, 'Redis is away, waiting for it to come back');
    isAway = true;
  });
  connection.on('ready', () => {
    if (isOpen && isAway) log.info({}, 'Redis is back');
    isAway = false;
  });

  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(lastError ?? new Error('no answer')), openWithinMs);
  });
  try {
    // Asked once more: a database that does not exist would silently be the first one, which may be another installation's.
    await Promise.race([connection.select(connection.options.db ?? 0), tooLate]);
    isOpen = true;
    return connection;
  } catch (error) {
    connection.disconnect();
    // Only host and port: the address may hold a password.
    throw new VindplaatsError(
      'REDIS_UNREACHABLE',
      `No Redis answers at ${new URL(redisUrl).host} (${messageOf(error)}); start it, correct REDIS_URL, or leave REDIS_URL out to run without Redis.`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Whether Redis answers at this moment: that a connection is lost is known a little later, and what waits on it then waits for ever. */
export async function isAnswering(connection: Redis): Promise<boolean> {
  if (connection.status !== 'ready') return false;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), answerWithinMs);
  });
  const answer = connection.ping().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Who uses one Redis reads each other's jobs, so all must have one key: what another seals nobody here opens, and its jobs would be lost.
 * @param mark tells keys apart, and nothing of them.
 * @throws VindplaatsError `KEY_WRONG`.
 */
export async function requireOneKey(connection: Redis, prefix: string, mark: string): Promise<void> {
  const name = `${prefix}-key-mark`;
  await connection.setnx(name, mark);
  if ((await connection.get(name)) === mark) return;
  throw new VindplaatsError(
    'KEY_WRONG',
    'Others use this Redis with another key, and none could read the jobs of the other; set VINDPLAATS_KEY to the same everywhere, or give each installation a Redis of its own. When the other key is used no more, empty this Redis (redis-cli FLUSHDB).',
  );
}

/**
 * What Redis says to a write that it takes from nobody: its `maxmemory` is reached, it cannot save and was told to stop then, or it is a replica.
 * @returns any other error as it is.
 */
export function asRefusal(error: unknown): unknown {
  if (!/\b(?:OOM command not allowed|MISCONF|READONLY)\b/.test(messageOf(error))) return error;
  return new VindplaatsError(
    'REDIS_REFUSES',
    'Redis takes nothing in (full, or read-only); give it more memory or look at its log. What is under way goes on by itself then.',
    { cause: error },
  );
}
