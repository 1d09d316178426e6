import { describe, expect, it } from 'vitest';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { backoffWaitMs, leaseMsFor, lossesMax, runJob } from '../../src/queue/run-job.ts';
import { quietLog } from './quiet-log.ts';

const options = { concurrency: 1, timeoutMs: 1_000, maxAttempts: 3, backoffMs: 50, minGapMs: 0 };
const job = { queue: 'work', payload: 'p', attemptsMade: 0, losses: 0 };

describe('one run of a job', () => {
  it('gives up a job that was lost with its process too often, without running it again', async () => {
    let runs = 0;
    const handlers = {
      handle: async () => ((runs += 1), []),
      classify: () => ({ retry: 'backoff' }) as const,
      giveUp: () => [{ queue: 'after', key: 'k', payload: 1 }],
    };
    expect(await runJob({ ...job, losses: lossesMax }, options, handlers, quietLog)).toEqual({
      kind: 'done',
      next: [],
    });
    expect(await runJob({ ...job, losses: lossesMax + 1 }, options, handlers, quietLog)).toEqual({
      kind: 'failed',
      code: 'UNEXPECTED',
      next: [{ queue: 'after', key: 'k', body: '1', delayMs: 0 }],
    });
    expect(runs).toBe(1);
  });

  it('tries again when the failure itself could not be judged', async () => {
    const handlers = {
      handle: async () => {
        throw new VindplaatsError('FETCH_FAILED', 'failed');
      },
      classify: () => {
        throw new Error('fault in classify');
      },
      giveUp: () => [],
    };
    expect(await runJob(job, options, handlers, quietLog)).toEqual({ kind: 'retry', waitMs: 50 });
    expect(await runJob({ ...job, attemptsMade: 2 }, options, handlers, quietLog)).toEqual({
      kind: 'failed',
      code: 'FETCH_FAILED',
      next: [],
    });
  });

  it('logs ids and codes, never the payload or the words of an error', async () => {
    const lines: string[] = [];
    const write = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
    const handlers = {
      handle: async () => {
        throw new Error('secret words');
      },
      classify: () => ({ retry: 'backoff' }) as const,
      giveUp: () => [],
    };
    const log = { info: write, warn: write, error: write };
    for (const attemptsMade of [0, 1, 2]) {
      await runJob({ ...job, payload: 'secret payload', attemptsMade }, options, handlers, log);
    }
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toContain('"code":"UNEXPECTED"');
    expect(lines.join('\n')).not.toContain('secret');
  });

  it('says why a job was given up, in our own sentence', async () => {
    const lines: object[] = [];
    const handlers = {
      handle: async () => {
        throw new VindplaatsError('FETCH_REFUSED', 'x.example sent "image/png" where a page was expected.');
      },
      classify: () => ({ retry: 'never' }) as const,
      giveUp: () => [],
    };
    await runJob(job, options, handlers, { ...quietLog, error: (fields) => void lines.push(fields) });
    expect(lines).toMatchObject([{ code: 'FETCH_REFUSED', why: expect.stringContaining('image/png') }]);
  });
});

describe('waits and leases', () => {
  it('doubles the wait up to an hour', () => {
    expect([1, 2, 3, 4].map((attempt) => backoffWaitMs(1_000, attempt))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect([12, 13, 60, 5_000].map((attempt) => backoffWaitMs(1_000, attempt))).toEqual([
      2_048_000, 3_600_000, 3_600_000, 3_600_000,
    ]);
  });

  it('takes a lease of half the timeout, within 1 and 15 seconds', () => {
    expect([100, 5_000, 600_000].map(leaseMsFor)).toEqual([1_000, 2_500, 15_000]);
  });
});
