import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Queue } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite.ts';
import { createGate } from './gate.ts';
import { quietLog } from './quiet-log.ts';
import { until } from './until.ts';

const killWorker = fileURLToPath(new URL('./kill-worker.ts', import.meta.url));
const options = { concurrency: 1, timeoutMs: 20_000, maxAttempts: 3, backoffMs: 20, minGapMs: 0 };
const quietHandlers = { classify: () => ({ retry: 'never' }) as const, giveUp: () => [] };

describe('the queue file', { timeout: 40_000 }, () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'vindplaats-queue-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is made by whichever of several processes comes first', async () => {
    const path = join(dir, 'new', 'queue.sqlite');
    const workers = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--import', 'tsx', killWorker, 'sqlite', path, '', '0'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    try {
      await Promise.all(workers.map((worker) => once(worker.stdout, 'data')));
      expect(workers.map((worker) => worker.exitCode)).toEqual([null, null, null]);
    } finally {
      await Promise.all(
        workers.map((worker) => {
          worker.kill('SIGKILL');
          return once(worker, 'exit');
        }),
      );
    }
  });

  it('says what to do when it cannot be made or read', () => {
    writeFileSync(join(dir, 'file'), 'not a folder');
    writeFileSync(
      join(dir, 'queue.sqlite'),
      'this is no database, and longer than the header of one would be'.repeat(9),
    );
    for (const path of [join(dir, 'file', 'queue.sqlite'), join(dir, 'queue.sqlite')]) {
      expect(() => openSqliteQueue({ path, log: quietLog })).toThrow(
        expect.objectContaining({ code: 'DATA_UNWRITABLE', message: expect.stringContaining(path) }),
      );
    }
  });

  it('is left alone when a newer Vindplaats wrote it', () => {
    const path = join(dir, 'queue.sqlite');
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openSqliteQueue({ path, log: quietLog })).toThrow(/newer Vindplaats/);
  });

  it('starts a job of the same process without waiting for the next look at the file', async () => {
    const queue = openSqliteQueue({ path: join(dir, 'queue.sqlite'), pollMs: 3_600_000, log: quietLog });
    const seen: unknown[] = [];
    const handle = async (payload: unknown) => {
      seen.push(payload);
      return seen.length < 3 ? [{ queue: 'work', key: `next ${seen.length}`, payload: seen.length }] : [];
    };
    await queue.consume('work', options, { ...quietHandlers, handle });
    await queue.enqueue([{ queue: 'work', key: 'first', payload: 0 }]);
    await until(() => seen.length === 3, 'all three jobs');
    expect(seen).toEqual([0, 1, 2]);
    await queue.close();
  });

  it('stores the outcome of a job though the jobs beside it go on', async () => {
    const queue = openSqliteQueue({ path: join(dir, 'queue.sqlite'), log: quietLog });
    const gate = createGate();
    let started = 0;
    await queue.consume(
      'work',
      { ...options, concurrency: 3 },
      {
        ...quietHandlers,
        async handle(payload) {
          started += 1;
          if (payload !== 'short') await gate.opened;
          return [{ queue: 'after', key: String(payload), payload }];
        },
      },
    );
    await queue.enqueue(['long', 'longer', 'short'].map((key) => ({ queue: 'work', key, payload: key })));
    await until(async () => (await queue.counts(['after'])).waiting === 1, 'the outcome of the short one');
    expect(started).toBe(3);
    expect((await queue.counts(['work'])).active).toBe(2);
    gate.open();
    await until(async () => (await queue.counts(['after'])).waiting === 3, 'all outcomes');
    expect(await queue.counts(['work'])).toEqual({ waiting: 0, delayed: 0, active: 0, failed: 0 });
    await queue.close();
  });

  it('gives a job to one process only, and leaves its outcome to whoever holds the lease', async () => {
    let at = Date.parse('2026-01-01T00:00:00Z');
    const open = () =>
      openSqliteQueue({ path: join(dir, 'queue.sqlite'), now: () => new Date(at), pollMs: 10, log: quietLog });
    const [first, second] = [open(), open()];
    const runs: string[] = [];
    const gate = createGate();
    await first.consume('work', options, {
      ...quietHandlers,
      handle: async () => {
        runs.push('first');
        await gate.opened;
        return [{ queue: 'after', key: 'of the first', payload: 0 }];
      },
    });
    await first.enqueue([{ queue: 'work', key: 'only', payload: 0 }]);
    await until(() => runs.length === 1, 'the first run');
    // As if the first process had slept: its lease is over before it could renew it.
    at += 3_600_000;
    await second.consume('work', options, {
      ...quietHandlers,
      handle: async () => {
        runs.push('second');
        return [{ queue: 'after', key: 'of the second', payload: 0 }];
      },
    });
    await until(() => runs.length === 2, 'the second run');
    await until(async () => (await second.counts(['after'])).waiting === 1, 'the outcome of the second');
    gate.open();
    await first.close();
    expect(runs).toEqual(['first', 'second']);
    expect(await second.counts(['work', 'after'])).toEqual({ waiting: 1, delayed: 0, active: 0, failed: 0 });
    await second.close();
  });

  it('stores no job that runs at once, counts it as done only with the one that made it, and waits for it at close', async () => {
    let at = Date.parse('2026-01-01T00:00:00Z');
    const open = () =>
      openSqliteQueue({ path: join(dir, 'queue.sqlite'), now: () => new Date(at), pollMs: 10, log: quietLog });
    const [first, second] = [open(), open()];
    const gate = createGate();
    const marker = 'sealed-7f3a9c1e';
    const runs: string[] = [];
    const consume = async (queue: Queue, name: string, opened: Promise<unknown>) => {
      const quick = await queue.consume(
        'quick',
        { ...options, mayRunAtOnce: true },
        {
          ...quietHandlers,
          async handle(payload) {
            runs.push(`${name}: ${String(payload)}`);
            await opened;
            return [{ queue: 'after', key: `of the ${name}`, payload: 0 }];
          },
        },
      );
      await queue.consume('work', options, {
        ...quietHandlers,
        handle: async () => [{ queue: 'quick', key: 'one', payload: marker }],
      });
      return quick;
    };
    const quick = await consume(first, 'first', gate.opened);
    await first.enqueue([{ queue: 'work', key: 'only', payload: 0 }]);
    await until(() => runs.length === 1, 'the job to run at once');
    const files = readdirSync(dir).map((file) => readFileSync(join(dir, file), 'latin1'));
    expect(files.join('')).not.toContain(marker);
    expect(await first.counts(['quick'])).toEqual({ waiting: 0, delayed: 0, active: 0, failed: 0 });
    expect((await first.counts(['work'])).active).toBe(1);

    let isClosed = false;
    const closing = quick.close().then(() => (isClosed = true));
    // As if this process had slept: another makes the job again, and that outcome counts.
    at += 3_600_000;
    await consume(second, 'second', Promise.resolve());
    await until(async () => (await second.counts(['after'])).waiting === 1, 'the outcome of the second');
    expect(isClosed).toBe(false);
    gate.open();
    await closing;
    await first.close();
    expect(runs).toEqual([`first: ${marker}`, `second: ${marker}`]);
    expect(await second.counts(['work', 'quick', 'after'])).toEqual({ waiting: 1, delayed: 0, active: 0, failed: 0 });
    await second.close();
  });

  it('forgets failures after thirty days', async () => {
    let at = Date.parse('2026-01-01T00:00:00Z');
    const queue = openSqliteQueue({
      path: join(dir, 'queue.sqlite'),
      now: () => new Date(at),
      pollMs: 10,
      log: quietLog,
    });
    await queue.consume('work', options, { ...quietHandlers, handle: fail });
    for (const key of ['a', 'b']) {
      await queue.enqueue([{ queue: 'work', key, payload: 0 }]);
      await untilIdle(queue);
    }
    expect((await queue.counts(['work'])).failed).toBe(2);
    at += 31 * 24 * 60 * 60 * 1000;
    await queue.enqueue([{ queue: 'work', key: 'c', payload: 0 }]);
    await untilIdle(queue);
    expect((await queue.counts(['work'])).failed).toBe(1);
    await queue.close();
  });
});

async function fail(): Promise<never> {
  throw new Error('fails');
}

async function untilIdle(queue: Queue): Promise<void> {
  await until(async () => {
    const counts = await queue.counts(['work']);
    return counts.waiting + counts.active === 0;
  }, 'the job to be over');
}
