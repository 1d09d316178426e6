/** The queue on Redis, for many machines: BullMQ does the work, this file holds it to the port. */
import { randomUUID } from 'node:crypto';
import { DelayedError, Queue as BullQueue, UnrecoverableError, Worker } from 'bullmq';
import type { Job, JobSchedulerJson, RepeatStrategy } from 'bullmq';
import { z } from 'zod';
import type { ErrorCode } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import { nextMoment } from '../lib/planned-moments.ts';
import { asRefusal, connectRedis, isAnswering, reconnectMaxMs, requireOneKey } from './connect-redis.ts';
import { encodeJobs, encodeRepeatingJobs } from './encode-job.ts';
import type { EncodedJob, EncodedRepeatingJob } from './encode-job.ts';
import { createHostTurns } from './host-turns.ts';
import type { Consumer, Queue } from './queue.ts';
import { createTurnRecords } from './redis-turns.ts';
import { backoffWaitMs, failureKeptMs, leaseMsFor, runJob } from './run-job.ts';
import type { QueueLog } from './run-job.ts';

/** Jobs that are fetched at once to look at their keys: their payloads, which may be pages, come along. */
const lookedAtOnce = 20;

const jobData = z.object({ key: z.string(), body: z.string() });
type JobData = z.infer<typeof jobData>;

/** BullMQ's own parser places the hours that a changing clock skips or doubles elsewhere; both engines must agree. */
const repeatStrategy: RepeatStrategy = (millis, { pattern = '', tz = '' }) =>
  nextMoment({ cron: pattern, timeZone: tz }, new Date(millis))?.getTime();

/** How often it is said that Redis takes nothing in. */
const refusalSilentMs = 60_000;

/** Attempts are counted by BullMQ and judged by run-job.ts, which knows the limit of the stage. */
const noLimit = 1_000_000_000;

/**
 * @param options.prefix of every key in Redis, so that two installations can share one.
 * @param options.keyMark of the key that the jobs are sealed with; everyone on one Redis must have the same.
 * @throws VindplaatsError `KEY_WRONG`, or `REDIS_UNREACHABLE` when no Redis answers within five seconds. Later outages are waited out:
 * `enqueue` and `counts` then answer when Redis is back.
 */
export async function openBullQueue(options: {
  redisUrl: string;
  prefix?: string;
  keyMark?: string;
  log: QueueLog;
}): Promise<Queue> {
  const { redisUrl, prefix = 'vindplaats', keyMark, log } = options;
  const connection = await connectRedis(redisUrl, log);
  try {
    if (keyMark !== undefined) await requireOneKey(connection, prefix, keyMark);
  } catch (error) {
    connection.disconnect();
    throw asRefusal(error);
  }
  const queues = new Map<string, BullQueue>();
  const consumers = new Set<Consumer>();

  function queueOf(name: string): BullQueue {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const queue = new BullQueue(name, {
      connection,
      prefix,
      streams: { events: { maxLen: 100 } },
      settings: { repeatStrategy },
    });
    queue.on('error', onEngineError);
    queues.set(name, queue);
    return queue;
  }

  let refusalToldAt = -Infinity;
  /** While Redis is away every part complains at each try to reconnect; the connection has said so once. */
  function onEngineError(error: Error): void {
    if (connection.status !== 'ready') return;
    const isRefusal = asRefusal(error) !== error;
    if (isRefusal && performance.now() - refusalToldAt < refusalSilentMs) return;
    if (isRefusal) refusalToldAt = performance.now();
    log.warn({ reason: error.message }, isRefusal ? 'Redis takes nothing in, waiting until it does' : 'queue engine');
  }

  async function add(jobs: readonly EncodedJob[]): Promise<number> {
    let added = 0;
    for (const name of new Set(jobs.map((job) => job.queue))) {
      const ofQueue = jobs.filter((job) => job.queue === name);
      const ids = ofQueue.map(() => randomUUID());
      const entries = ofQueue.map((job, index) => toBullJob(job, ids[index]));
      const kept = await queueOf(name)
        .addBulk(entries)
        .catch((error: unknown) => {
          throw asRefusal(error);
        });
      // Of a key that lives, BullMQ answers with the id of the living job.
      added += kept.filter((job, index) => job.id === ids[index]).length;
    }
    return added;
  }

  const failuresOf = (queue: string) => `${prefix}-failures:${queue}`;

  /** A set ordered by time: the same job written twice, after a kill in between, is still one. */
  async function recordFailure(queue: string, id: string, key: string, code: ErrorCode): Promise<void> {
    const at = Date.now();
    await connection.zadd(failuresOf(queue), at, JSON.stringify({ id, key, code }));
    await connection.zremrangebyscore(failuresOf(queue), '-inf', at - failureKeptMs);
  }

  return {
    async enqueue(jobs) {
      return add(encodeJobs(jobs));
    },

    async consume(queue, consumeOptions, handlers) {
      const running = new Set<Promise<void>>();
      const leaseMs = leaseMsFor(consumeOptions.timeoutMs);

      async function settle(job: Job, token: string | undefined): Promise<void> {
        const { key, body } = jobData.parse(job.data);
        const claimed = {
          queue,
          payload: JSON.parse(body),
          attemptsMade: job.attemptsMade,
          losses: job.stalledCounter,
        };
        const outcome = await runJob(claimed, consumeOptions, handlers, log);
        switch (outcome.kind) {
          case 'done':
            await add(outcome.next);
            return;
          case 'later':
            await job.moveToDelayed(Date.now() + outcome.waitMs, token);
            throw new DelayedError();
          case 'retry':
            throw new Error('retry');
          case 'failed':
            await recordFailure(queue, job.id ?? key, key, outcome.code);
            await add(outcome.next);
            throw new UnrecoverableError(outcome.code);
        }
      }

      const worker = new Worker(
        queue,
        (job, token) => {
          const run = settle(job, token).finally(() => running.delete(run));
          running.add(run);
          return run;
        },
        {
          connection,
          prefix,
          concurrency: consumeOptions.concurrency,
          // A fixed window: only with one start in it can two never come closer than the gap.
          ...(consumeOptions.minGapMs > 0 ? { limiter: { max: 1, duration: consumeOptions.minGapMs } } : {}),
          settings: {
            backoffStrategy: (attemptsMade) => backoffWaitMs(consumeOptions.backoffMs, attemptsMade),
            repeatStrategy,
          },
          lockDuration: leaseMs,
          stalledInterval: Math.ceil(leaseMs / 2),
          // BullMQ fails a job that stalls too often without a word to its handlers; run-job.ts gives it up instead.
          maxStalledCount: noLimit,
          runRetryDelay: reconnectMaxMs,
        },
      );
      let resting: NodeJS.Timeout | undefined;
      worker.on('error', (error) => {
        onEngineError(error);
        if (resting !== undefined || asRefusal(error) === error) return;
        // BullMQ would ask for the next job again at once, thousands of times a second.
        void worker.pause(true);
        resting = setTimeout(() => {
          resting = undefined;
          void worker.resume();
        }, reconnectMaxMs);
      });
      await worker.waitUntilReady();

      const consumer: Consumer = {
        async close() {
          consumers.delete(consumer);
          clearTimeout(resting);
          resting = undefined;
          const isReachable = await isAnswering(connection);
          // Without Redis nothing more can be stored: what runs comes back when its lease is over.
          if (!isReachable) await Promise.allSettled(running);
          await worker.close(!isReachable);
        },
      };
      consumers.add(consumer);
      return consumer;
    },

    async schedule(queue, jobs) {
      const wanted = encodeRepeatingJobs(queue, jobs, new Date());
      const known = await queueOf(queue).getJobSchedulers();
      for (const { key } of known)
        if (!wanted.some((job) => job.key === key)) await queueOf(queue).removeJobScheduler(key);
      for (const job of wanted) {
        // Said again, BullMQ would drop a job whose moment has passed and wait for the next one.
        if (known.some((scheduler) => isSame(scheduler, job))) continue;
        const { deduplication: _one, delay: _first, ...opts } = toBullJob(job, undefined).opts;
        const template = { name: 'job', data: { key: job.key, body: job.body } satisfies JobData, opts };
        await queueOf(queue).upsertJobScheduler(job.key, { pattern: job.cron, tz: job.timeZone }, template);
      }
    },

    async drop(queue) {
      await queueOf(queue).drain(true);
    },

    async counts(names) {
      const totals = { waiting: 0, delayed: 0, active: 0, failed: 0 };
      for (const name of names) {
        const counts = await queueOf(name).getJobCounts('waiting', 'delayed', 'active');
        totals.waiting += counts.waiting ?? 0;
        totals.delayed += counts.delayed ?? 0;
        totals.active += counts.active ?? 0;
        totals.failed += await connection.zcard(failuresOf(name));
      }
      return totals;
    },

    async holds(names, keyStart) {
      for (const name of names) {
        for (let at = 0; ; at += lookedAtOnce) {
          const jobs = await queueOf(name).getJobs(['wait', 'active', 'delayed'], at, at + lookedAtOnce - 1);
          if (jobs.some((job) => jobData.safeParse(job?.data).data?.key.startsWith(keyStart))) return true;
          if (jobs.length === 0) break;
        }
      }
      return false;
    },

    turns: createHostTurns(createTurnRecords(connection, prefix)),

    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      queues.clear();
      connection.disconnect();
    },
  };
}

/**
 * One live job a key is BullMQ's deduplication, which ends when the job completes or fails. The job id cannot serve: it
 * may hold no ':', and a failed job that is kept would swallow the next one of that id.
 */
function toBullJob(job: EncodedJob, jobId: string | undefined) {
  return {
    name: 'job',
    data: { key: job.key, body: job.body } satisfies JobData,
    opts: {
      ...(jobId === undefined ? {} : { jobId }),
      deduplication: { id: sha256Hex(job.key) },
      delay: job.delayMs,
      attempts: noLimit,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  };
}

function isSame(scheduler: JobSchedulerJson, job: EncodedRepeatingJob): boolean {
  const data = jobData.safeParse(scheduler.template?.data);
  return (
    scheduler.key === job.key &&
    scheduler.pattern === job.cron &&
    scheduler.tz === job.timeZone &&
    data.success &&
    data.data.body === job.body
  );
}
