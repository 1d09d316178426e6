import { z } from 'zod';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import { nextMoment } from '../lib/planned-moments.ts';
import type { NewJob, RepeatingJob } from './queue.ts';

/** A job as both engines store it: checked, within its limits, the payload as JSON. */
export type EncodedJob = { queue: string; key: string; body: string; delayMs: number };

export type EncodedRepeatingJob = EncodedJob & Pick<RepeatingJob, 'cron' | 'timeZone'>;

/** Largest payload as JSON in UTF-8: what was read of one address with the pages it was read from, deflated and sealed. */
const payloadMaxBytes = 8 * 1024 * 1024;

const jobsMaxCount = 10_000;
const delayMaxMs = 366 * 24 * 60 * 60 * 1000;

const envelope = z.object({
  queue: z
    .string()
    .max(100)
    .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, 'must be lower-case words joined by dots'),
  key: z.string().min(1).max(500),
  delayMs: z.number().nonnegative().max(delayMaxMs).optional(),
});

/** @throws VindplaatsError `JOB_INVALID` when one of them does not fit; then none is to be added. */
export function encodeJobs(jobs: readonly NewJob[]): EncodedJob[] {
  if (jobs.length > jobsMaxCount) {
    throw new VindplaatsError(
      'JOB_INVALID',
      `${jobs.length} jobs were added at once; add at most ${jobsMaxCount} in one go.`,
    );
  }
  return jobs.map(encodeJob);
}

/**
 * @param at as of when `delayMs` counts: it leads to the first moment of each.
 * @throws VindplaatsError `JOB_INVALID` when one of them does not fit, or names no moment.
 */
export function encodeRepeatingJobs(queue: string, jobs: readonly RepeatingJob[], at: Date): EncodedRepeatingJob[] {
  const encoded = encodeJobs(jobs.map(({ key, payload }) => ({ queue, key, payload })));
  return encoded.map((job, index) => {
    const { cron = '', timeZone = '' } = jobs[index] ?? {};
    return { ...job, cron, timeZone, delayMs: untilNext(job.key, { cron, timeZone }, at) };
  });
}

function untilNext(key: string, planning: Pick<RepeatingJob, 'cron' | 'timeZone'>, at: Date): number {
  let next: Date | null = null;
  let cause: unknown;
  try {
    next = nextMoment(planning, at);
  } catch (error) {
    cause = error;
  }
  if (next !== null) return next.getTime() - at.getTime();
  throw new VindplaatsError(
    'JOB_INVALID',
    `The planning "${planning.cron}" (${planning.timeZone}) of job ${key} names no moment; correct it in the configuration.`,
    { cause },
  );
}

function encodeJob(job: NewJob): EncodedJob {
  const checked = envelope.safeParse(job);
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new VindplaatsError(
      'JOB_INVALID',
      `A job for queue ${job.queue} does not hold what it must (${problems}); correct the stage that made it.`,
    );
  }
  const { queue, key, delayMs = 0 } = checked.data;
  const body = toJson(queue, job.payload);
  const sizeBytes = Buffer.byteLength(body);
  if (sizeBytes > payloadMaxBytes) {
    throw new VindplaatsError(
      'JOB_INVALID',
      `The payload of a job for queue ${queue} is ${sizeBytes} bytes, more than ${payloadMaxBytes}; put the content in the store and its id in the job.`,
    );
  }
  return { queue, key, body, delayMs: Math.ceil(delayMs) };
}

function toJson(queue: string, payload: unknown): string {
  let body: string | undefined;
  let cause: unknown;
  try {
    body = JSON.stringify(payload);
  } catch (error) {
    cause = error;
  }
  if (body !== undefined) return body;
  throw new VindplaatsError(
    'JOB_INVALID',
    `The payload of a job for queue ${queue} cannot be written as JSON (${cause === undefined ? 'it is undefined' : messageOf(cause)}); give plain data.`,
    { cause },
  );
}
