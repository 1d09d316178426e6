/** The queue port: what a stage may ask of a queue. Two engines implement it (sqlite.ts, bullmq.ts); one conformance suite holds for both. */

import type { HostTurns } from './host-turns.ts';

/** A job to put on a queue. Payloads hold ids and sealed content only, never readable text of an ad. */
export type NewJob = {
  /** Queue name: lower-case words joined by dots, for example `crawl.prikbord`. */
  queue: string;
  /** At most one live job a key and queue; adding it again while it lives changes nothing. Free again once done or failed. */
  key: string;
  payload: unknown;
  /** Not before this many milliseconds from now. */
  delayMs?: number;
};

/** A job that comes back: at each moment the cron pattern names on the clock of the time zone, see `lib/planned-moments.ts`. */
export type RepeatingJob = Omit<NewJob, 'queue' | 'delayMs'> & { cron: string; timeZone: string };

export type ConsumeOptions = {
  concurrency: number;
  /** A job that runs longer has its signal aborted and counts as a failed attempt. */
  timeoutMs: number;
  maxAttempts: number;
  /** First wait after a failure; doubles at each further one, up to an hour. */
  backoffMs: number;
  /** Smallest time between two job starts on this queue, over all processes and machines; 0 = none. */
  minGapMs: number;
  /**
   * A job of this queue may run where it was made, before the job that made it counts as done, and is stored only when it does not succeed:
   * the two are then done together, or neither is. For quick jobs. An engine may store it all the same.
   */
  mayRunAtOnce?: boolean;
};

/** What the queue should do with a failed job. */
export type Failure = { retry: 'backoff' | 'never' } | { retry: 'later'; waitMs: number };

export type Handlers = {
  /** Runs one job and returns the jobs that follow; these are added before the job counts as done. May run twice. */
  handle(payload: unknown, signal: AbortSignal): Promise<NewJob[]>;
  /** How to go on after `handle` threw. `later` spends no attempt. */
  classify(error: unknown): Failure;
  /** Called once when a job is given up: its last jobs, so that whoever waits for it hears. */
  giveUp(payload: unknown, error: unknown): NewJob[];
};

export type Consumer = {
  /** Takes no further job, waits for those that run. */
  close(): Promise<void>;
};

export type QueueCounts = { waiting: number; delayed: number; active: number; failed: number };

export type Queue = {
  /** @returns how many were added; a live key is not added again. */
  enqueue(jobs: readonly NewJob[]): Promise<number>;
  consume(queue: string, options: ConsumeOptions, handlers: Handlers): Promise<Consumer>;
  /**
   * From now on exactly these jobs come back on this queue, and over a restart; what was planned there before and is not among
   * them is no more. Until its moment a job counts as delayed. Moments that pass while nobody consumes give one job, however many
   * they were. Said again, what did not change keeps its moment.
   * @throws VindplaatsError `JOB_INVALID` when one of them does not fit; then nothing changes.
   */
  schedule(queue: string, jobs: readonly RepeatingJob[]): Promise<void>;
  /** Takes away every job of a queue that nobody works on; their keys are free again. @returns nothing: it may have been none. */
  drop(queue: string): Promise<void>;
  counts(queues: readonly string[]): Promise<QueueCounts>;
  /** Whether a live job on one of these queues, looked at in this order, has a key that begins so. */
  holds(queues: readonly string[], keyStart: string): Promise<boolean>;
  /** Whose turn it is at a host, for all who share this queue. */
  turns: HostTurns;
  close(): Promise<void>;
};
