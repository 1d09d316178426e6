/** The embedded queue: one SQLite file, no other service, shared by the processes of one machine. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import { nextMoment } from '../lib/planned-moments.ts';
import { encodeJobs, encodeRepeatingJobs } from './encode-job.ts';
import type { EncodedJob, EncodedRepeatingJob } from './encode-job.ts';
import { startPollLoop } from './poll-loop.ts';
import type { Claim, PollLoop } from './poll-loop.ts';
import type { Consumer, Queue, QueueCounts } from './queue.ts';
import { failureKeptMs, leaseMsFor, runJob } from './run-job.ts';
import type { Outcome, QueueLog } from './run-job.ts';

/** Payloads stand apart, so that a claim or a renewed lease does not write them again. */
const firstLayout = `
  create table job (
    id integer primary key,
    queue text not null,
    key text not null,
    ready_at integer not null, -- ms; of a leased job: when the lease ends and anyone may take it
    lease text,
    attempts integer not null default 0,
    losses integer not null default 0,
    unique (queue, key)
  ) strict;
  create index job_ready on job (queue, ready_at);
  create table payload (job_id integer primary key references job (id) on delete cascade, body text not null) strict;
  create table failure (queue text not null, key text not null, code text not null, failed_at integer not null) strict;
  create index failure_queue on failure (queue);
  create index failure_age on failure (failed_at);
  create table next_start (queue text primary key, at integer not null) strict;
`;

/** A job that comes back is an ordinary delayed job, put there again each time it ends. */
const repeatLayout = `
  create table repeat (
    queue text not null,
    key text not null,
    cron text not null,
    time_zone text not null,
    body text not null,
    primary key (queue, key)
  ) strict, without rowid;
`;

/** In order; a file of an older Vindplaats gets what it lacks. */
const layouts = [firstLayout, repeatLayout];

const wipeEveryMs = 1_000;

type JobRow = { id: number; key: string; attempts: number; losses: number; body: string };
type LeasedJob = JobRow & { queue: string; lease: string };
type RepeatRow = { key: string; cron: string; time_zone: string; body: string };

/**
 * @param options.path of the file; it and its folder are made when they are not there.
 * @param options.pollMs how soon jobs of other processes are seen; those of this process are seen at once.
 * @throws VindplaatsError `DATA_UNWRITABLE` when the file cannot be made, read or written.
 */
export function openSqliteQueue(options: { path: string; now?: () => Date; pollMs?: number; log: QueueLog }): Queue {
  const { path, pollMs = 100, log } = options;
  const now = () => (options.now?.() ?? new Date()).getTime();
  const db = openFile(path);
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
    close,
  };
}

function openFile(path: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const db = new Database(path, { timeout: 5_000 });
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = normal');
    db.pragma('foreign_keys = on');
    db.pragma('secure_delete = on');
    db.transaction(() => {
      const version = Number(db.pragma('user_version', { simple: true }));
      if (version > layouts.length) throw new Error('it was written by a newer Vindplaats');
      for (const layout of layouts.slice(version)) db.exec(layout);
      db.pragma(`user_version = ${layouts.length}`);
    }).immediate();
    return db;
  } catch (error) {
    throw new VindplaatsError(
      'DATA_UNWRITABLE',
      `The queue file ${path} cannot be used (${messageOf(error)}); make its folder writable or choose another with --data DIR.`,
      { cause: error },
    );
  }
}

/** Every write is one immediate transaction, and reads the clock only once it holds the lock on the file. */
function createJobRecords(db: Database.Database, now: () => number) {
  const insertJob = db.prepare('insert into job (queue, key, ready_at) values (?, ?, ?) on conflict do nothing');
  const insertPayload = db.prepare('insert into payload (job_id, body) values (?, ?)');
  const firstReady = db.prepare<[string], { at: number }>(
    'select ready_at at from job where queue = ? order by ready_at limit 1',
  );
  const nextStart = db.prepare<[string], { at: number }>('select at from next_start where queue = ?');
  const setNextStart = db.prepare(
    'insert into next_start (queue, at) values (?, ?) on conflict do update set at = excluded.at',
  );
  const claimSome = db.prepare<[{ queue: string; at: number; lease: string; until: number; count: number }], JobRow>(
    `update job set ready_at = @until, losses = losses + (lease is not null), lease = @lease
     where id in (select id from job where queue = @queue and ready_at <= @at order by ready_at, id limit @count)
     returning id, key, attempts, losses, (select body from payload where job_id = job.id) body`,
  );
  const renewLease = db.prepare('update job set ready_at = ? where id = ? and lease = ?');
  const isHeld = db.prepare<[number, string], { id: number }>('select id from job where id = ? and lease = ?');
  const putBack = db.prepare('update job set lease = null, ready_at = ?, attempts = attempts + ? where id = ?');
  const remove = db.prepare('delete from job where id = ?');
  const insertFailure = db.prepare('insert into failure (queue, key, code, failed_at) values (?, ?, ?, ?)');
  const forgetFailures = db.prepare('delete from failure where failed_at < ?');
  const liveCounts = db.prepare<[{ queue: string; at: number }], Omit<QueueCounts, 'failed'>>(
    `select count(*) filter (where ready_at <= @at) waiting,
            count(*) filter (where ready_at > @at and lease is null) delayed,
            count(*) filter (where ready_at > @at and lease is not null) active
     from job where queue = @queue`,
  );
  const failureCount = db.prepare<[string], { failed: number }>('select count(*) failed from failure where queue = ?');

  const repeats = db.prepare<[string], RepeatRow>('select key, cron, time_zone, body from repeat where queue = ?');
  const repeatOf = db.prepare<[string, string], RepeatRow>(
    'select key, cron, time_zone, body from repeat where queue = ? and key = ?',
  );
  const keepRepeat = db.prepare(
    'insert or replace into repeat (queue, key, cron, time_zone, body) values (?, ?, ?, ?, ?)',
  );
  const forgetRepeat = db.prepare('delete from repeat where queue = ? and key = ?');
  const removeAllIdle = db.prepare('delete from job where queue = ? and lease is null');
  const removeIdle = db.prepare('delete from job where queue = ? and key = ? and lease is null');

  function addAll(jobs: readonly EncodedJob[]): number {
    const at = now();
    let added = 0;
    for (const job of jobs) {
      const { changes, lastInsertRowid } = insertJob.run(job.queue, job.key, at + job.delayMs);
      if (changes === 0) continue;
      insertPayload.run(lastInsertRowid, job.body);
      added += 1;
    }
    return added;
  }

  const add = db.transaction(addAll);

  const claim = db.transaction((queue: string, leaseMs: number, minGapMs: number, atMost: number): LeasedJob[] => {
    const at = now();
    if (minGapMs > 0 && (nextStart.get(queue)?.at ?? 0) > at) return [];
    const lease = randomUUID();
    const rows = claimSome.all({ queue, at, lease, until: at + leaseMs, count: minGapMs > 0 ? 1 : atMost });
    if (minGapMs > 0 && rows.length > 0) setNextStart.run(queue, at + minGapMs);
    return rows.toSorted((a, b) => a.id - b.id).map((row) => ({ ...row, queue, lease }));
  });

  function end(job: LeasedJob, at: number): void {
    remove.run(job.id);
    const repeat = repeatOf.get(job.queue, job.key);
    const next = repeat && nextMoment({ cron: repeat.cron, timeZone: repeat.time_zone }, new Date(at));
    if (!repeat || !next) return;
    addAll([{ queue: job.queue, key: job.key, body: repeat.body, delayMs: next.getTime() - at }]);
  }

  const schedule = db.transaction((queue: string, wanted: readonly EncodedRepeatingJob[]): void => {
    const known = new Map(repeats.all(queue).map((row) => [row.key, row]));
    for (const key of known.keys()) {
      if (wanted.some((job) => job.key === key)) continue;
      forgetRepeat.run(queue, key);
      removeIdle.run(queue, key);
    }
    for (const job of wanted) {
      const row = known.get(job.key);
      const isSame = row?.cron === job.cron && row.time_zone === job.timeZone && row.body === job.body;
      if (!isSame) removeIdle.run(queue, job.key);
      keepRepeat.run(queue, job.key, job.cron, job.timeZone, job.body);
    }
    addAll(wanted);
  });

  const settleAll = db.transaction((settled: readonly { job: LeasedJob; outcome: Outcome }[]): void => {
    for (const { job, outcome } of settled) settleOne(job, outcome);
  });

  function settleOne(job: LeasedJob, outcome: Outcome): void {
    // The lease was over and another run has taken the job: that one will settle it.
    if (isHeld.get(job.id, job.lease) === undefined) return;
    const at = now();
    switch (outcome.kind) {
      case 'later':
        putBack.run(at + outcome.waitMs, 0, job.id);
        return;
      case 'retry':
        putBack.run(at + outcome.waitMs, 1, job.id);
        return;
      case 'failed':
        insertFailure.run(job.queue, job.key, outcome.code, at);
        forgetFailures.run(at - failureKeptMs);
        addAll(outcome.next);
        end(job, at);
        return;
      case 'done':
        addAll(outcome.next);
        end(job, at);
    }
  }

  return {
    add: (jobs: readonly EncodedJob[]) => add.immediate(jobs),
    claim: (queue: string, leaseMs: number, minGapMs: number, atMost: number) =>
      claim.immediate(queue, leaseMs, minGapMs, atMost),
    settle: (settled: readonly { job: LeasedJob; outcome: Outcome }[]) => settleAll.immediate(settled),
    schedule: (queue: string, jobs: readonly EncodedRepeatingJob[]) => schedule.immediate(queue, jobs),
    renew(job: LeasedJob, leaseMs: number): void {
      renewLease.run(now() + leaseMs, job.id, job.lease);
    },
    /** How long until a job of this queue may start: a read only, so that idle consumers do not lock the file. */
    waitMs(queue: string): number {
      const ready = firstReady.get(queue);
      if (ready === undefined) return Infinity;
      return Math.max(ready.at, nextStart.get(queue)?.at ?? 0) - now();
    },
    drop(queue: string): void {
      removeAllIdle.run(queue);
    },
    counts(queues: readonly string[]): QueueCounts {
      const totals = { waiting: 0, delayed: 0, active: 0, failed: 0 };
      for (const queue of queues) {
        const live = liveCounts.get({ queue, at: now() });
        totals.waiting += live?.waiting ?? 0;
        totals.delayed += live?.delayed ?? 0;
        totals.active += live?.active ?? 0;
        totals.failed += failureCount.get(queue)?.failed ?? 0;
      }
      return totals;
    },
  };
}
