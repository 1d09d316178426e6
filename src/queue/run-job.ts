/** What happens to one job once an engine has claimed it: both engines run it through here and only store the outcome. */
import { VindplaatsError, codeOf, messageOf } from '../lib/errors.ts';
import type { ErrorCode } from '../lib/errors.ts';
import { encodeJobs } from './encode-job.ts';
import type { EncodedJob } from './encode-job.ts';
import type { ConsumeOptions, Failure, Handlers, NewJob } from './queue.ts';

/** The part of a log that the queue needs; log.ts is a neighbour on this floor and is not imported. */
export type QueueLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

type ClaimedJob = {
  queue: string;
  payload: unknown;
  /** Failed attempts before this one. */
  attemptsMade: number;
  /** How often its process died, or could not renew its lease, while it ran. */
  losses: number;
};

/** What the engine has to store. `next` comes before the job counts as done. */
export type Outcome =
  | { kind: 'done'; next: EncodedJob[] }
  | { kind: 'later'; waitMs: number }
  | { kind: 'retry'; waitMs: number }
  | { kind: 'failed'; code: ErrorCode; next: EncodedJob[] };

/** A killed process spends no attempt, but a job that kills every process it runs in must end some day. */
export const lossesMax = 20;

/** How long the engines remember that a job failed: queue, key, code and time, never the payload. */
export const failureKeptMs = 30 * 24 * 60 * 60 * 1000;

const backoffMaxMs = 60 * 60 * 1000;
const graceMaxMs = 5_000;

/** Never rejects: whatever the handlers throw is an outcome. */
export async function runJob(
  job: ClaimedJob,
  options: ConsumeOptions,
  handlers: Handlers,
  log: QueueLog,
): Promise<Outcome> {
  if (job.losses > lossesMax) {
    const lost = new VindplaatsError(
      'UNEXPECTED',
      `A job of queue ${job.queue} was left unfinished ${job.losses} times; look why its process ends (memory, kill, crash).`,
    );
    return giveUp(job, lost, handlers, log);
  }
  // Made when it is needed: an error keeps its stack, which costs more than a quick job.
  let timeout: VindplaatsError | undefined;
  const tooLate = () =>
    (timeout ??= new VindplaatsError(
      'JOB_TIMEOUT',
      `A job of queue ${job.queue} took longer than ${options.timeoutMs} ms; it is tried again until its attempts are spent.`,
    ));
  try {
    const next = await handleWithin(options.timeoutMs, tooLate, (signal) => handlers.handle(job.payload, signal));
    return { kind: 'done', next: encodeJobs(next) };
  } catch (error) {
    const failure: Failure = error === timeout ? { retry: 'backoff' } : judge(job, error, handlers, log);
    if (failure.retry === 'later') return { kind: 'later', waitMs: Math.max(0, Math.ceil(failure.waitMs)) };
    const attemptsMade = job.attemptsMade + 1;
    if (failure.retry === 'never' || attemptsMade >= options.maxAttempts) return giveUp(job, error, handlers, log);
    const waitMs = backoffWaitMs(options.backoffMs, attemptsMade);
    log.warn({ queue: job.queue, code: codeOf(error), attemptsMade, waitMs }, 'job failed, will be tried again');
    return { kind: 'retry', waitMs };
  }
}

/** The wait after the n-th failed attempt (n from 1): doubles each time, up to an hour. */
export function backoffWaitMs(backoffMs: number, attemptsMade: number): number {
  return Math.min(backoffMs * 2 ** (attemptsMade - 1), backoffMaxMs);
}

/**
 * How long a claim holds without being renewed. Short, so that the jobs of a killed process come back soon; not so short
 * that a process busy with one large page loses its jobs.
 */
export function leaseMsFor(timeoutMs: number): number {
  return Math.min(Math.max(Math.ceil(timeoutMs / 2), 1_000), 15_000);
}

/**
 * Aborts the signal after `timeoutMs`; from then on the attempt has failed, whatever the handler still answers.
 * One that does not listen to its signal is waited for a little longer and then left alone.
 */
async function handleWithin(
  timeoutMs: number,
  timeout: () => VindplaatsError,
  handle: (signal: AbortSignal) => Promise<NewJob[]>,
): Promise<NewJob[]> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      timer = setTimeout(() => reject(timeout()), Math.min(timeoutMs, graceMaxMs));
      controller.abort(timeout());
    }, timeoutMs);
  });
  try {
    const next = await Promise.race([handle(controller.signal), tooLate]);
    controller.signal.throwIfAborted();
    return next;
  } catch (error) {
    throw controller.signal.aborted ? timeout() : error;
  } finally {
    clearTimeout(timer);
  }
}

function judge(job: ClaimedJob, error: unknown, handlers: Handlers, log: QueueLog): Failure {
  try {
    return handlers.classify(error);
  } catch (fault) {
    log.error({ queue: job.queue, code: codeOf(error), fault: messageOf(fault) }, 'failure could not be classified');
    return { retry: 'backoff' };
  }
}

function giveUp(job: ClaimedJob, error: unknown, handlers: Handlers, log: QueueLog): Outcome {
  const code = codeOf(error);
  // Our own sentences name hosts, sites and ids only; what others throw may quote a page.
  const why = error instanceof VindplaatsError ? { why: error.message } : {};
  const fields = { queue: job.queue, code, ...why, attemptsMade: job.attemptsMade + 1 };
  try {
    const next = encodeJobs(handlers.giveUp(job.payload, error));
    log.error(fields, 'job given up');
    return { kind: 'failed', code, next };
  } catch (fault) {
    // Trying again would meet the same fault for ever.
    log.error({ ...fields, fault: messageOf(fault) }, 'job given up, and its last jobs could not be made');
    return { kind: 'failed', code, next: [] };
  }
}
