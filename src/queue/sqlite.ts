/** The embedded queue: one SQLite file, no other service, shared by the processes of one machine. */
import type { Database } from 'better-sqlite3';
import { messageOf } from '../lib/errors.ts';
import { encodeJobs, encodeRepeatingJobs } from './encode-job.ts';
import type { EncodedJob } from './encode-job.ts';
import { createHostTurns } from './host-turns.ts';
import type { TurnRecords } from './host-turns.ts';
import { startPollLoop } from './poll-loop.ts';
import type { Claim, PollLoop } from './poll-loop.ts';
import type { Consumer, Queue } from './queue.ts';
import { leaseMsFor, runJob } from './run-job.ts';
import type { Outcome, QueueLog } from './run-job.ts';
import { openQueueFile } from './sqlite-file.ts';
import { createJobRecords } from './sqlite-jobs.ts';
import type { LeasedJob } from './sqlite-jobs.ts';

const wipeEveryMs = 1_000;

/**
 * @param options.path of the file; it and its folder are made when they are not there.
 * @param options.pollMs how soon jobs of other processes are seen; those of this process are seen at once.
 * @throws VindplaatsError `DATA_UNWRITABLE` when the file cannot be made, read or written.
 */
export function openSqliteQueue(options: { path: string; now?: () => Date; pollMs?: number; log: QueueLog }): Queue {
  const { path, pollMs = 100, log } = options;
  const now = () => (options.now?.() ?? new Date()).getTime();
  const db = openQueueFile(path);
  const jobs = createJobRecords(db, now);
  const loops = new Set<{ queue: string; loop: PollLoop }>();

  let isWipeDue = false;
  /** `secure_delete` overwrites a payload in the file; its older copy in the write-ahead log goes with this. */
  function wipe(): void {
    if (!isWipeDue) return;
    try {
      db.pragma('wal_checkpoint(truncate)');
      isWipeDue = false;
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'write-ahead log of the queue not emptied, tried again soon');
    }
  }
  const wiping = setInterval(wipe, wipeEveryMs).unref();

  type Ended = { job: LeasedJob; outcome: Outcome };
  let ended: Ended[] = [];
  let settling: Promise<void> | undefined;

  /** Outcomes of jobs that end at about the same time are written in one transaction: each costs a commit otherwise. */
  function settleSoon(one: Ended): Promise<void> {
    ended.push(one);
    settling ??= new Promise((resolve) => setImmediate(() => resolve(settleEnded())));
    return settling;
  }

  function settleEnded(): void {
    const settled = ended;
    ended = [];
    settling = undefined;
    try {
      jobs.settle(settled);
    } catch (error) {
      log.error({ reason: messageOf(error) }, 'outcomes of jobs not stored, they run again when their lease is over');
      return;
    }
    isWipeDue = true;
    wake(settled.flatMap(({ outcome }) => ('next' in outcome ? outcome.next : [])));
  }

  function wake(added: readonly EncodedJob[]): void {
    const queues = new Set(added.map((job) => job.queue));
    for (const { queue, loop } of loops) if (queues.has(queue)) loop.wake();
  }

  async function close(): Promise<void> {
    await Promise.all([...loops].map(({ loop }) => loop.close()));
    loops.clear();
    clearInterval(wiping);
    if (!db.open) return;
    wipe();
    db.close();
  }

  return {
    async enqueue(newJobs) {
      const encoded = encodeJobs(newJobs);
      const added = jobs.add(encoded);
      wake(encoded);
      return added;
    },

    async consume(queue, consumeOptions, handlers): Promise<Consumer> {
      const leaseMs = leaseMsFor(consumeOptions.timeoutMs);

      function claim(atMost: number): Claim {
        const waitMs = jobs.waitMs(queue);
        if (waitMs > 0) return { waitMs };
        const claimed = jobs.claim(queue, leaseMs, consumeOptions.minGapMs, atMost);
        return claimed.length === 0 ? { waitMs: pollMs } : { runs: claimed.map((job) => run(job)) };
      }

      async function run(job: LeasedJob): Promise<void> {
        const renewing = setInterval(() => {
          attempt(() => jobs.renew(job, leaseMs), 'lease of a job not renewed');
        }, leaseMs / 3);
        try {
          const claimed = {
            queue,
            payload: JSON.parse(job.body),
            attemptsMade: job.attempts,
            losses: job.losses,
          };
          const outcome = await runJob(claimed, consumeOptions, handlers, log);
          await settleSoon({ job, outcome });
        } finally {
          clearInterval(renewing);
        }
      }

      function attempt(write: () => void, failed: string): void {
        try {
          write();
        } catch (error) {
          log.error({ queue, reason: messageOf(error) }, failed);
        }
      }

      const loop = startPollLoop({
        concurrency: consumeOptions.concurrency,
        pollMs,
        claim,
        onError: (error) => log.error({ queue, reason: messageOf(error) }, 'no job could be claimed'),
      });
      const entry = { queue, loop };
      loops.add(entry);
      return {
        async close() {
          await loop.close();
          loops.delete(entry);
        },
      };
    },

    async schedule(queue, repeatingJobs) {
      const encoded = encodeRepeatingJobs(queue, repeatingJobs, new Date(now()));
      jobs.schedule(queue, encoded);
      wake(encoded);
    },

    async drop(queue) {
      jobs.drop(queue);
      isWipeDue = true;
    },

    async counts(queues) {
      return jobs.counts(queues);
    },
    turns: createHostTurns(createTurnRecords(db, now)),
    close,
  };
}

function createTurnRecords(db: Database, now: () => number): TurnRecords {
  const stateOf = db.prepare<[string], { state: string }>('select state from host_turn where host = ?');
  const insert = db.prepare('insert into host_turn (host, state) values (?, ?) on conflict do nothing');
  const update = db.prepare('update host_turn set state = ? where host = ? and state = ?');
  return {
    read: async (host) => ({ state: stateOf.get(host)?.state ?? null, now: now() }),
    replace: async (host, from, to) =>
      (from === null ? insert.run(host, to) : update.run(to, host, from)).changes === 1,
  };
}
