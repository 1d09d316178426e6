/** The jobs in the queue file: who may take which, and what becomes of them. */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { nextMoment } from '../lib/planned-moments.ts';
import type { EncodedJob, EncodedRepeatingJob } from './encode-job.ts';
import type { QueueCounts } from './queue.ts';
import { failureKeptMs } from './run-job.ts';
import type { Outcome } from './run-job.ts';

type JobRow = { id: number; key: string; attempts: number; losses: number; body: string };
export type LeasedJob = JobRow & { queue: string; lease: string };
/** `followers`: jobs that were never stored, for they ran at once when this one had made them. */
export type Ended = { job: LeasedJob; outcome: Outcome; followers: { job: EncodedJob; outcome: Outcome }[] };
type RepeatRow = { key: string; cron: string; time_zone: string; body: string };

/** Every write is one immediate transaction, and reads the clock only once it holds the lock on the file. */
export function createJobRecords(db: Database, now: () => number) {
  const insertJob = db.prepare(
    'insert into job (queue, key, ready_at, attempts) values (?, ?, ?, ?) on conflict do nothing',
  );
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
  const ofKey = db.prepare<[string, string], { id: number }>('select id from job where queue = ? and key = ?');
  const keyed = db.prepare<[{ queue: string; start: string }], { one: number }>(
    'select 1 one from job where queue = @queue and substr(key, 1, length(@start)) = @start limit 1',
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

  function addAll(jobs: readonly EncodedJob[], attempts = 0): number {
    const at = now();
    let added = 0;
    for (const job of jobs) {
      const { changes, lastInsertRowid } = insertJob.run(job.queue, job.key, at + job.delayMs, attempts);
      if (changes === 0) continue;
      insertPayload.run(lastInsertRowid, job.body);
      added += 1;
    }
    return added;
  }

  const add = db.transaction((jobs: readonly EncodedJob[]) => addAll(jobs));

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

  const settleAll = db.transaction((ended: readonly Ended[]): void => {
    for (const one of ended) settleOne(one);
  });

  function settleOne({ job, outcome, followers }: Ended): void {
    // The lease was over and another run has taken the job: that one will settle it.
    if (isHeld.get(job.id, job.lease) === undefined) return;
    const at = now();
    if (isPutOff(outcome)) {
      putBack.run(at + outcome.waitMs, attemptsSpent(outcome), job.id);
      return;
    }
    addNext(job, outcome, at);
    end(job, at);
    for (const follower of followers) {
      if (isPutOff(follower.outcome)) {
        addAll([{ ...follower.job, delayMs: follower.outcome.waitMs }], attemptsSpent(follower.outcome));
      } else {
        addNext(follower.job, follower.outcome, at);
      }
    }
  }

  function addNext({ queue, key }: { queue: string; key: string }, outcome: Final, at: number): void {
    if (outcome.kind === 'failed') {
      insertFailure.run(queue, key, outcome.code, at);
      forgetFailures.run(at - failureKeptMs);
    }
    addAll(outcome.next);
  }

  return {
    add: (jobs: readonly EncodedJob[]) => add.immediate(jobs),
    claim: (queue: string, leaseMs: number, minGapMs: number, atMost: number) =>
      claim.immediate(queue, leaseMs, minGapMs, atMost),
    settle: (ended: readonly Ended[]) => settleAll.immediate(ended),
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
    isLive: (queue: string, key: string): boolean => ofKey.get(queue, key) !== undefined,
    holds: (queues: readonly string[], start: string): boolean =>
      queues.some((queue) => keyed.get({ queue, start }) !== undefined),
  };
}

type PutOff = Extract<Outcome, { waitMs: number }>;
type Final = Exclude<Outcome, PutOff>;

function isPutOff(outcome: Outcome): outcome is PutOff {
  return outcome.kind === 'later' || outcome.kind === 'retry';
}

function attemptsSpent({ kind }: PutOff): number {
  return kind === 'retry' ? 1 : 0;
}
