/** The embedded queue: one SQLite file, no other service, shared by the processes of one machine. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { diskTrouble, onDisk } from '../lib/disk-trouble.ts';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
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
import type { Ended, LeasedJob } from './sqlite-jobs.ts';

const wipeEveryMs = 1_000;

/** Outcomes for one transaction, and how long the first of them waits for the others. */
const settledAtOnce = 6;
const othersMs = 3;

/**
 * @param options.path of the file; it and its folder are made when they are not there.
 * @param options.pollMs how soon jobs of other processes are seen; those of this process are seen at once.
 * @throws VindplaatsError `DATA_UNWRITABLE` when the file cannot be made, read or written.
 */
export function openSqliteQueue(options: {
  path: string;
  now?: () => Date;
  pollMs?: number;
  log: QueueLog;
  /** Hears when nothing more can be written. */
  halt?: (error: VindplaatsError) => void;
}): Queue {
  const { path, pollMs = 100, log, halt } = options;
  const now = () => (options.now?.() ?? new Date()).getTime();
  const db = openQueueFile(path);
  const jobs = createJobRecords(db, now);
  const loops = new Set<{ queue: string; loop: PollLoop; runAtOnce: RunAtOnce }>();

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

  let ended: Ended[] = [];
  let settling: { done: Promise<void>; start(): void } | undefined;
  let running = 0;

  /**
   * Outcomes of jobs that end at about the same time are written in one transaction: each costs a commit otherwise. Nobody is waited
   * for when there are enough, or when no other job is running here.
   */
  function settleSoon(one: Ended): Promise<void> {
    ended.push(one);
    settling ??= waitForOthers();
    if (ended.length >= Math.min(settledAtOnce, running)) settling.start();
    return settling.done;
  }

  function waitForOthers(): { done: Promise<void>; start(): void } {
    let start = () => {};
    const done = new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        start = () => {};
        setImmediate(() => resolve(settleEnded()));
      };
      const timer = setTimeout(settle, othersMs);
      start = settle;
    });
    return { done, start: () => start() };
  }

  async function settleEnded(): Promise<void> {
    const settled = ended;
    ended = [];
    settling = undefined;
    while (!isSettled(settled)) {
      // Who leaves does not wait for a disk to have room again: these jobs run again when their lease is over.
      if (leaving > 0) return;
      await sleep(pollMs);
    }
    isWipeDue = true;
    wake(
      settled.flatMap(({ outcome, followers }) => [outcome, ...followers.map((one) => one.outcome)].flatMap(nextOf)),
    );
  }

  /** @returns false when it is to be tried again. What can never be stored is let go: those jobs run again when their lease is over. */
  function isSettled(settled: readonly Ended[]): boolean {
    try {
      jobs.settle(settled);
      return true;
    } catch (error) {
      return !tell(error, 'outcomes of jobs not stored');
    }
  }

  /** @returns whether it may pass by itself: the file is locked, or full. */
  function tell(error: unknown, what: string): boolean {
    const told = diskTrouble(error, path);
    const code = told instanceof VindplaatsError ? told.code : 'UNEXPECTED';
    log.error({ code, reason: messageOf(told) }, what);
    if (!(told instanceof VindplaatsError)) return false;
    if (told.code === 'DISK_FULL') halt?.(told);
    return true;
  }

  /** Runs what may run at once of what a job made; the rest is stored. */
  async function withFollowers(outcome: Outcome): Promise<Pick<Ended, 'outcome' | 'followers'>> {
    const stored: EncodedJob[] = [];
    const runs: Promise<Ended['followers'][number]>[] = [];
    for (const job of nextOf(outcome)) {
      const run = runsHere(job);
      if (run === null) stored.push(job);
      else runs.push(run.then((ending) => ({ job, outcome: ending })));
    }
    return {
      outcome: 'next' in outcome ? { ...outcome, next: stored } : outcome,
      followers: await Promise.all(runs),
    };
  }

  function runsHere(job: EncodedJob): Promise<Outcome> | null {
    try {
      for (const { queue, runAtOnce } of loops) {
        const run = queue === job.queue ? runAtOnce(job) : null;
        if (run !== null) return run;
      }
    } catch (error) {
      // The file could not be asked. The job that made this one must be settled all the same: this one is stored with it.
      tell(error, 'no job could be run at once');
    }
    return null;
  }

  function wake(added: readonly EncodedJob[]): void {
    const queues = new Set(added.map((job) => job.queue));
    for (const { queue, loop } of loops) if (queues.has(queue)) loop.wake();
  }

  /** How many are closing consumers now. */
  let leaving = 0;
  async function leave(left: readonly { loop: PollLoop }[]): Promise<void> {
    leaving += 1;
    try {
      await Promise.all(left.map(({ loop }) => loop.close()));
    } finally {
      leaving -= 1;
    }
  }

  async function close(): Promise<void> {
    await leave([...loops]);
    loops.clear();
    clearInterval(wiping);
    if (!db.open) return;
    wipe();
    db.close();
  }

  return {
    async enqueue(newJobs) {
      const encoded = encodeJobs(newJobs);
      const added = onDisk(path, () => jobs.add(encoded));
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
        running += 1;
        const renewing = setInterval(() => {
          try {
            jobs.renew(job, leaseMs);
          } catch (error) {
            tell(error, 'lease of a job not renewed');
          }
        }, leaseMs / 3);
        try {
          const claimed = {
            queue,
            payload: JSON.parse(job.body),
            attemptsMade: job.attempts,
            losses: job.losses,
          };
          const outcome = await runJob(claimed, consumeOptions, handlers, log);
          await settleSoon({ job, ...(await withFollowers(outcome)) });
        } finally {
          clearInterval(renewing);
          running -= 1;
        }
      }

      const loop = startPollLoop({
        concurrency: consumeOptions.concurrency,
        pollMs,
        claim,
        onError: (error) => void tell(error, 'no job could be claimed'),
      });
      const runAtOnce: RunAtOnce = (job) =>
        consumeOptions.mayRunAtOnce === true && job.delayMs === 0 && !jobs.isLive(queue, job.key)
          ? loop.take(() => {
              const made = { queue, payload: JSON.parse(job.body), attemptsMade: 0, losses: 0 };
              return runJob(made, consumeOptions, handlers, log);
            })
          : null;
      const entry = { queue, loop, runAtOnce };
      loops.add(entry);
      return {
        async close() {
          await leave([entry]);
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

    async holds(queues, keyStart) {
      return jobs.holds(queues, keyStart);
    },

    turns: createHostTurns(createTurnRecords(db, now, path)),
    close,
  };
}

/** Null: not here, or not now. */
type RunAtOnce = (job: EncodedJob) => Promise<Outcome> | null;

function nextOf(outcome: Outcome): EncodedJob[] {
  return 'next' in outcome ? outcome.next : [];
}

function createTurnRecords(db: Database, now: () => number, path: string): TurnRecords {
  const stateOf = db.prepare<[string], { state: string }>('select state from host_turn where host = ?');
  const insert = db.prepare('insert into host_turn (host, state) values (?, ?) on conflict do nothing');
  const update = db.prepare('update host_turn set state = ? where host = ? and state = ?');
  return {
    read: async (host) => ({ state: stateOf.get(host)?.state ?? null, now: now() }),
    replace: async (host, from, to) =>
      onDisk(path, () => (from === null ? insert.run(host, to) : update.run(to, host, from))).changes === 1,
  };
}
