import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VindplaatsError, messageOf, retryPolicyOf } from '../../src/lib/errors.ts';
import type { ConsumeOptions, Handlers, NewJob, Queue, RepeatingJob } from '../../src/queue/queue.ts';
import { turnHeldMs } from '../../src/queue/host-turns.ts';
import { createGate } from './gate.ts';
import { until } from './until.ts';

/** Where one test keeps its jobs; every `open` sees the same ones. */
export type QueuePlace = {
  open(): Promise<Queue>;
  /** What `kill-worker.ts` needs to open it too: engine, address, prefix. */
  workerArguments: string[];
  /** Everything that is stored, as text. */
  readAll(): Promise<string>;
  clear(): Promise<void>;
};

const empty = { waiting: 0, delayed: 0, active: 0, failed: 0 };
const killWorker = fileURLToPath(new URL('./kill-worker.ts', import.meta.url));

/** What every engine behind the port must do. Times are asserted only as "not before". */
export function describeQueue(engine: string, makePlace: () => Promise<QueuePlace>): void {
  describe(`queue on ${engine}`, { timeout: 40_000 }, () => {
    let place: QueuePlace;
    let opened: Queue[];
    let queue: Queue;

    beforeEach(async () => {
      place = await makePlace();
      opened = [];
      queue = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.map((one) => one.close()));
      await place.clear();
    });

    async function open(): Promise<Queue> {
      const one = await place.open();
      opened.push(one);
      return one;
    }

    async function untilEmpty(queues: string[] = ['work']): Promise<void> {
      await until(
        async () => {
          const counts = await queue.counts(queues);
          return counts.waiting + counts.delayed + counts.active === 0;
        },
        `queues ${queues.join(', ')} to be empty`,
      );
    }

    it('hands over the payload as it was added, in the order in which jobs were added', async () => {
      const payloads = [{ id: 1, deep: { list: ['a', null, 1.5] } }, 'text é €', 7, null, [true]];
      expect(await queue.enqueue(payloads.map((payload, index) => job(`key ${index}`, { payload })))).toBe(5);
      expect(await queue.counts(['work'])).toEqual({ ...empty, waiting: 5 });
      const seen: unknown[] = [];
      await queue.consume('work', options(), handlers({ handle: async (payload) => (seen.push(payload), []) }));
      await untilEmpty();
      expect(seen).toEqual(payloads);
    });

    it('keeps one live job a key and queue, waiting, delayed or running', async () => {
      expect(await queue.enqueue([job('a:1'), job('a:1', { payload: 'second' }), job('2')])).toBe(2);
      expect(await queue.enqueue([job('a:1', { delayMs: 5 }), job('2'), job('a:1', { queue: 'other' })])).toBe(1);
      expect(await queue.enqueue([job('late', { delayMs: 60_000 })])).toBe(1);
      expect(await queue.enqueue([job('late')])).toBe(0);

      const gate = createGate();
      const seen: string[] = [];
      const handle = async (payload: unknown) => {
        seen.push(String(payload));
        await gate.opened;
        return payload === 'a:1' ? [job('a:1'), job('next')] : [];
      };
      await queue.consume('work', options({ concurrency: 2 }), handlers({ handle }));
      await until(() => seen.length === 2, 'both jobs to run');
      expect(await queue.enqueue([job('a:1'), job('2')])).toBe(0);
      gate.open();
      await until(() => seen.includes('next'), 'the next job to run');
      await until(async () => (await queue.counts(['work'])).active === 0, 'all to be done');
      expect(seen.toSorted()).toEqual(['2', 'a:1', 'next']);
    });

    it('tells by the beginning of their keys whether jobs live, waiting, delayed or at work', async () => {
      await queue.enqueue(Array.from({ length: 50 }, (_, index) => job(`run-1 ${index}`)));
      await queue.enqueue([job('run-2 page', { delayMs: 60_000 }), job('run-30 page', { queue: 'other' })]);
      const holds = (keyStart: string) => queue.holds(['work', 'other'], keyStart);
      expect(await Promise.all(['run-1 ', 'run-2 ', 'run-3 ', 'run-30 '].map(holds))).toEqual([
        true,
        true,
        false,
        true,
      ]);
      expect(await queue.holds(['other'], 'run-1 ')).toBe(false);
      let isAtWork = false;
      const release = new AbortController();
      const handle = async () => {
        isAtWork = true;
        if (!release.signal.aborted) await once(release.signal, 'abort');
        return [];
      };
      await queue.consume('other', options(), handlers({ handle }));
      await until(() => isAtWork, 'the job to be at work');
      expect(await holds('run-30 ')).toBe(true);
      release.abort();
      await untilEmpty(['other']);
      expect(await holds('run-30 ')).toBe(false);
    });

    it('frees a key once its job is done', async () => {
      let handled = 0;
      await queue.consume('work', options(), handlers({ handle: async () => ((handled += 1), []) }));
      for (const turn of [1, 2, 3]) {
        expect(await queue.enqueue([job('again')])).toBe(1);
        await untilEmpty();
        expect(handled).toBe(turn);
      }
      expect(await queue.counts(['work'])).toEqual(empty);
    });

    it('frees a key once its job has failed, and counts the failure', async () => {
      let handled = 0;
      const handle = async () => {
        handled += 1;
        return refuse();
      };
      await queue.consume('work', options(), handlers({ handle }));
      for (const turn of [1, 2, 3]) {
        expect(await queue.enqueue([job('again')])).toBe(1);
        await until(async () => (await queue.counts(['work'])).failed === turn, `failure ${turn}`);
        await untilEmpty();
      }
      expect(handled).toBe(3);
      expect(await queue.counts(['work', 'other'])).toEqual({ ...empty, failed: 3 });
    });

    it('waits twice as long after each failed attempt, and stops after the last', async () => {
      const starts: number[] = [];
      const givenUp: unknown[] = [];
      const handle = async () => {
        starts.push(Date.now());
        throw new Error(`attempt ${starts.length}`);
      };
      const giveUp = (payload: unknown, error: unknown) => (givenUp.push([payload, messageOf(error)]), []);
      await queue.consume('work', options({ maxAttempts: 4, backoffMs: 80 }), handlers({ handle, giveUp }));
      await queue.enqueue([job('flaky')]);
      await until(async () => (await queue.counts(['work'])).failed === 1, 'the job to be given up');
      const gaps = starts.slice(1).map((start, index) => start - starts[index]!);
      expect(gaps).toHaveLength(3);
      expect(gaps[0]).toBeGreaterThanOrEqual(80);
      expect(gaps[1]).toBeGreaterThanOrEqual(160);
      expect(gaps[2]).toBeGreaterThanOrEqual(320);
      expect(givenUp).toEqual([['flaky', 'attempt 4']]);
    });

    it('gives up at once what cannot be recovered, and delivers its last jobs', async () => {
      let handled = 0;
      const heard: unknown[] = [];
      const handle = async () => {
        handled += 1;
        return refuse();
      };
      const giveUp = (payload: unknown, error: unknown): NewJob[] => [
        job('last', { queue: 'after', payload: { of: payload, code: codeOf(error) } }),
      ];
      await queue.consume('after', options(), handlers({ handle: async (payload) => (heard.push(payload), []) }));
      await queue.consume('work', options({ maxAttempts: 5 }), handlers({ handle, giveUp }));
      await queue.enqueue([job('bad')]);
      await until(() => heard.length === 1, 'the last job');
      await untilEmpty(['work', 'after']);
      expect(heard).toEqual([{ of: 'bad', code: 'FETCH_REFUSED' }]);
      expect(handled).toBe(1);
    });

    it('gives a job up, and does not lose it, when its last jobs cannot be made', async () => {
      await queue.consume('work', options(), handlers({ handle: refuse, giveUp: faultyGiveUp }));
      await queue.enqueue([job('bad')]);
      await untilEmpty();
      expect(await queue.counts(['work'])).toEqual({ ...empty, failed: 1 });
    });

    it('spends no attempt on "later", and waits as long as it says', async () => {
      const starts: number[] = [];
      const handle = async () => {
        starts.push(Date.now());
        if (starts.length <= 3) throw new VindplaatsError('FETCH_LATER', 'busy', { waitMs: 100 });
        // The first of two attempts: the second is still there.
        if (starts.length === 4) throw new VindplaatsError('FETCH_FAILED', 'failed');
        return [];
      };
      await queue.consume('work', options({ maxAttempts: 2 }), handlers({ handle }));
      await queue.enqueue([job('polite')]);
      await untilEmpty();
      expect(starts).toHaveLength(5);
      for (const [index, start] of starts.slice(1, 4).entries()) {
        expect(start - starts[index]!).toBeGreaterThanOrEqual(100);
      }
      expect(await queue.counts(['work'])).toEqual(empty);
    });

    it('aborts the signal after the timeout and counts the attempt as failed, also when the handler does not care', async () => {
      const aborted: string[] = [];
      const givenUp: string[] = [];
      const handle = async (payload: unknown, signal: AbortSignal): Promise<NewJob[]> => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        aborted.push(`${String(payload)} ${codeOf(signal.reason)}`);
        if (payload === 'throws') throw new Error('aborted');
        if (payload === 'hangs') await new Promise(() => undefined);
        return [job('too late', { queue: 'after' })];
      };
      const giveUp = (payload: unknown, error: unknown) => (givenUp.push(`${String(payload)} ${codeOf(error)}`), []);
      await queue.consume(
        'work',
        options({ concurrency: 3, timeoutMs: 150, maxAttempts: 2 }),
        handlers({ handle, giveUp }),
      );
      await queue.enqueue([job('throws'), job('returns'), job('hangs')]);
      await until(async () => (await queue.counts(['work'])).failed === 3, 'all to be given up');
      const each = ['hangs JOB_TIMEOUT', 'returns JOB_TIMEOUT', 'throws JOB_TIMEOUT'];
      expect(givenUp.toSorted()).toEqual(each);
      expect(aborted.toSorted()).toEqual([...each, ...each].toSorted());
      expect(await queue.counts(['after'])).toEqual(empty);
    });

    it('renews its claim on a job that runs for long', async () => {
      let handled = 0;
      const handle = async () => {
        handled += 1;
        // Longer than the lease, half the timeout, and the time to notice that it is over.
        await new Promise((resolve) => setTimeout(resolve, 2_800));
        return [];
      };
      const second = await open();
      const long = options({ timeoutMs: 3_000, maxAttempts: 1 });
      await queue.consume('work', long, handlers({ handle }));
      await second.consume('work', long, handlers({ handle }));
      await queue.enqueue([job('long')]);
      await until(() => handled > 0, 'the job to start');
      await untilEmpty();
      expect(handled).toBe(1);
      expect(await queue.counts(['work'])).toEqual(empty);
    });

    it('holds a delayed job back', async () => {
      const started: number[] = [];
      await queue.consume('work', options(), handlers({ handle: async () => (started.push(Date.now()), []) }));
      const addedAt = Date.now();
      await queue.enqueue([job('slow', { delayMs: 400 })]);
      expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1 });
      await until(() => started.length === 1, 'the delayed job');
      expect(started[0]! - addedAt).toBeGreaterThanOrEqual(400);
    });

    it('keeps the smallest gap between starts over separate consumers', async () => {
      const minGapMs = 120;
      const starts: number[] = [];
      const handle = async () => (starts.push(Date.now()), []);
      const second = await open();
      await queue.consume('work', options({ concurrency: 5, minGapMs }), handlers({ handle }));
      await second.consume('work', options({ concurrency: 5, minGapMs }), handlers({ handle }));
      const addedAt = Date.now();
      await queue.enqueue(Array.from({ length: 8 }, (_, index) => job(`page ${index}`)));
      await until(() => starts.length === 8, 'all jobs to start');
      for (const [index, start] of starts.toSorted((a, b) => a - b).entries()) {
        // Redis and Node round their clocks each for themselves.
        expect(start - addedAt).toBeGreaterThanOrEqual(index * minGapMs - 5);
      }
    });

    it('gives the turn at a host to one at a time, over separate connections, with the delay after its end', async () => {
      const second = await open();
      const turns = [queue.turns, second.turns];
      const delayMs = 60;
      let underWay = 0;
      const visits: { begun: number; ended: number }[] = [];
      async function visit(number: number): Promise<void> {
        const keeper = turns[number % 2]!;
        const turn = `turn ${number}`;
        for (;;) {
          const answer = await keeper.take('host.example', turn, delayMs);
          if (answer.kind === 'yours') break;
          await new Promise((resolve) => setTimeout(resolve, answer.waitMs));
        }
        underWay += 1;
        expect(underWay).toBe(1);
        const begun = Date.now();
        await new Promise((resolve) => setTimeout(resolve, 10));
        underWay -= 1;
        visits.push({ begun, ended: Date.now() });
        await keeper.end('host.example', turn, 0);
      }
      await Promise.all(Array.from({ length: 8 }, (_, number) => visit(number)));
      expect(visits).toHaveLength(8);
      // Redis and Node round their clocks each for themselves.
      for (const [at, { begun }] of visits.slice(1).entries())
        expect(begun - visits[at]!.ended).toBeGreaterThanOrEqual(delayMs - 2);
    });

    it('keeps a blocked host shut for everybody, and only that host', async () => {
      const second = await open();
      await queue.turns.block('host.example', 300);
      await queue.turns.block('host.example', 50);
      const answer = await second.turns.take('host.example', 'a', 0);
      expect(answer).toMatchObject({ kind: 'blocked', waitMs: expect.any(Number) });
      expect((answer as { waitMs: number }).waitMs).toBeGreaterThan(100);
      expect(await second.turns.take('other.example', 'a', 0)).toEqual({ kind: 'yours' });
      await until(async () => (await second.turns.take('host.example', 'a', 0)).kind === 'yours', 'the block to end');
    });

    it('asks of everybody the rest and the largest delay that one has asked', async () => {
      const second = await open();
      await queue.turns.take('slow.example', 'a', 0);
      await queue.turns.end('slow.example', 'a', 40_000);
      const afterRest = await second.turns.take('slow.example', 'b', 0);
      await queue.turns.take('strict.example', 'a', 40_000);
      await queue.turns.end('strict.example', 'a', 0);
      const afterDelay = await second.turns.take('strict.example', 'b', 5);
      for (const answer of [afterRest, afterDelay]) {
        expect(answer.kind).toBe('wait');
        expect((answer as { waitMs: number }).waitMs).toBeGreaterThan(20_000);
      }
    });

    it('takes the turn of a process that died, and only when its time is over', async () => {
      const second = await open();
      const startedAt = Date.now();
      await queue.turns.take('host.example', 'of the dead', 0);
      await until(
        async () => (await second.turns.take('host.example', 'next', 0)).kind === 'yours',
        'the turn',
        15_000,
      );
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(turnHeldMs - 5);
      await queue.turns.end('host.example', 'of the dead', 40_000);
      await second.turns.end('host.example', 'next', 0);
      expect(await queue.turns.take('host.example', 'third', 0)).toEqual({ kind: 'yours' });
    });

    it('runs as many at a time as allowed, and no more', async () => {
      const gate = createGate();
      let active = 0;
      let most = 0;
      const handle = async () => {
        active += 1;
        most = Math.max(most, active);
        if (active === 3) gate.open();
        await gate.opened;
        await new Promise((resolve) => setImmediate(resolve));
        active -= 1;
        return [];
      };
      await queue.enqueue(Array.from({ length: 12 }, (_, index) => job(`job ${index}`)));
      await queue.consume('work', options({ concurrency: 3 }), handlers({ handle }));
      await untilEmpty();
      expect(most).toBe(3);
    });

    it('counts what waits, is delayed, runs and has failed', async () => {
      const gate = createGate();
      const handle = async (payload: unknown) => {
        if (payload === 'bad') throw new VindplaatsError('FETCH_REFUSED', 'refused');
        await gate.opened;
        return [];
      };
      await queue.enqueue([job('bad'), job('runs'), job('waits'), job('late', { delayMs: 60_000 })]);
      await queue.enqueue([job('elsewhere', { queue: 'other' })]);
      await queue.consume('work', options(), handlers({ handle }));
      await until(async () => (await queue.counts(['work'])).active === 1, 'one to run');
      await until(async () => (await queue.counts(['work'])).failed === 1, 'one to have failed');
      expect(await queue.counts(['work'])).toEqual({ waiting: 1, delayed: 1, active: 1, failed: 1 });
      expect(await queue.counts(['work', 'other', 'never.used'])).toEqual({
        waiting: 2,
        delayed: 1,
        active: 1,
        failed: 1,
      });
      gate.open();
    });

    it('delivers the jobs that follow, across queues and processes', async () => {
      const seen: string[] = [];
      const second = await open();
      const deeper = async (payload: unknown) => {
        seen.push(String(payload));
        return String(payload).length < 3 ? [job(`${String(payload)}x`), job(`${String(payload)}y`)] : [];
      };
      await queue.consume('work', options({ concurrency: 2 }), handlers({ handle: deeper }));
      await second.consume(
        'start',
        options(),
        handlers({ handle: async () => [job('x'), job('y'), job('x', { delayMs: 50 })] }),
      );
      await second.enqueue([job('go', { queue: 'start' })]);
      await until(() => seen.length === 14, 'all 14 jobs');
      await untilEmpty(['start', 'work']);
      expect(new Set(seen).size).toBe(14);
    });

    describe('with jobs that may run at once', () => {
      const atOnce = options({ concurrency: 8, mayRunAtOnce: true });
      const make = async (jobs: NewJob[]) => {
        await queue.consume('start', options(), handlers({ handle: async () => jobs }));
        await queue.enqueue([job('go', { queue: 'start' })]);
        await untilEmpty(['start']);
      };

      it('gives each as many attempts as any other, and delivers what follows', async () => {
        const attempts: Record<string, number> = {};
        const handle = async (payload: unknown) => {
          const kind = String(payload);
          const attempt = (attempts[kind] = (attempts[kind] ?? 0) + 1);
          if (kind === 'refused') return refuse();
          if (kind === 'bad' || (kind === 'flaky' && attempt === 1)) throw new Error(`attempt ${attempt}`);
          if (kind === 'later' && attempt < 5)
            throw new VindplaatsError('DATA_LOCKED', 'somebody else is busy', { waitMs: 5 });
          return passOn(payload);
        };
        const giveUp = (payload: unknown) => [job(`given up ${String(payload)}`, { queue: 'after' })];
        await queue.consume('work', atOnce, handlers({ handle, giveUp }));
        const arrived: string[] = [];
        await queue.consume(
          'after',
          options(),
          handlers({ handle: async (payload) => (arrived.push(String(payload)), []) }),
        );
        const kinds = ['good', 'flaky', 'later', 'bad', 'refused', 'delayed'];
        await make(kinds.map((kind) => job(kind, kind === 'delayed' ? { delayMs: 30 } : {})));
        await untilEmpty(['work', 'after']);
        expect(attempts).toEqual({ good: 1, flaky: 2, later: 5, bad: 3, refused: 1, delayed: 1 });
        expect(arrived.toSorted()).toEqual(['delayed', 'flaky', 'given up bad', 'given up refused', 'good', 'later']);
        expect(await queue.counts(['start', 'work', 'after'])).toEqual({ ...empty, failed: 2 });
      });

      it('keeps one live job a key, and no more at a time than allowed', async () => {
        const gate = createGate();
        const started: unknown[] = [];
        const handle = async (payload: unknown) => {
          started.push(payload);
          await gate.opened;
          return [];
        };
        await queue.enqueue([job('waits', { delayMs: 60_000 })]);
        await queue.consume('work', { ...atOnce, concurrency: 2 }, handlers({ handle }));
        const making = make(['waits', '1', '2', '3'].map((key) => job(key)));
        await until(() => started.length === 2, 'two jobs to run');
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(started).toHaveLength(2);
        gate.open();
        await making;
        await until(() => started.length === 3, 'the third job to run');
        expect(new Set(started)).toEqual(new Set(['1', '2', '3']));
        await until(async () => (await queue.counts(['work'])).active === 0, 'all to be done');
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1 });
      });
    });

    it('refuses jobs that do not fit, and then adds none of them', async () => {
      const tooLarge = 'x'.repeat(8 * 1024 * 1024);
      for (const bad of [
        job('large', { payload: tooLarge }),
        job('undefined', { payload: undefined }),
        job('bigint', { payload: 1n }),
        job(''),
        job('name', { queue: 'Not:A queue' }),
        job('negative', { delayMs: -1 }),
        job('nan', { delayMs: Number.NaN }),
      ]) {
        await expect(queue.enqueue([job('good'), bad])).rejects.toMatchObject({ code: 'JOB_INVALID' });
      }
      expect(await queue.counts(['work'])).toEqual(empty);
      expect(await queue.enqueue([job('fits', { payload: 'x'.repeat(8 * 1024 * 1024 - 2) })])).toBe(1);
    });

    it('treats following jobs that do not fit as a failure of the job that made them', async () => {
      const givenUp: unknown[] = [];
      const handle = async () => [job('fine', { queue: 'after' }), job('', { queue: 'after' })];
      const giveUp = (_payload: unknown, error: unknown) => (givenUp.push(codeOf(error)), []);
      await queue.consume('work', options(), handlers({ handle, giveUp }));
      await queue.enqueue([job('maker')]);
      await until(async () => (await queue.counts(['work'])).failed === 1, 'the job to be given up');
      expect(givenUp).toEqual(['JOB_INVALID']);
      expect(await queue.counts(['after'])).toEqual(empty);
    });

    it('waits at close for what runs, takes nothing more, and keeps the rest', async () => {
      const gate = createGate();
      const finished: unknown[] = [];
      const started: unknown[] = [];
      const handle = async (payload: unknown) => {
        started.push(payload);
        await gate.opened;
        finished.push(payload);
        return [job('next', { queue: 'after' })];
      };
      await queue.enqueue([job('first'), job('second')]);
      const consumer = await queue.consume('work', options(), handlers({ handle }));
      await until(() => started.length === 1, 'the first job to start');
      let isClosed = false;
      const closing = consumer.close().then(() => (isClosed = true));
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(isClosed).toBe(false);
      gate.open();
      await closing;
      expect([started, finished]).toEqual([['first'], ['first']]);
      await queue.close();
      queue = await open();
      expect(await queue.counts(['work', 'after'])).toEqual({ ...empty, waiting: 2 });
    });

    it('can be closed with consumers at work, and closed again', async () => {
      const gate = createGate();
      let finished = 0;
      const handle = async () => {
        await gate.opened;
        finished += 1;
        return [];
      };
      await queue.consume('work', options(), handlers({ handle }));
      await queue.enqueue([job('only')]);
      await until(async () => (await queue.counts(['work'])).active === 1, 'the job to run');
      const closing = queue.close();
      gate.open();
      await closing;
      expect(finished).toBe(1);
      await queue.close();
      queue = await open();
      expect(await queue.counts(['work'])).toEqual(empty);
    });

    it('leaves nothing of a payload behind once a job is done or has failed', async () => {
      const marker = 'sealed-7f3a9c1e';
      await queue.enqueue(['good', 'bad', 'slow'].map((key) => job(key, { payload: `${key} ${marker}` })));
      expect(await place.readAll()).toContain(marker);
      let isSlow = true;
      const handle = async (payload: unknown) => {
        if (payload === `bad ${marker}`) throw new VindplaatsError('FETCH_REFUSED', `refused ${marker}`);
        if (payload === `slow ${marker}` && isSlow) {
          isSlow = false;
          throw new Error(`failed once ${marker}`);
        }
        return [];
      };
      await queue.consume('work', options({ maxAttempts: 2, backoffMs: 10 }), handlers({ handle }));
      await untilEmpty();
      await until(async () => !(await place.readAll()).includes(marker), 'the payloads to be gone');
      const left = await place.readAll();
      expect(left).toContain('FETCH_REFUSED');
      expect(left).toContain('bad');
    });

    describe('with jobs that come back', () => {
      beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
      afterEach(() => void vi.useRealTimers());

      /** What arrives in a process that starts at this moment and stays for a while. */
      async function arrivalsAt(moment: string, wait: (seen: unknown[]) => Promise<void>): Promise<unknown[]> {
        vi.setSystemTime(moment);
        const seen: unknown[] = [];
        const handle = async (payload: unknown) => (seen.push(payload), []);
        const consumer = await queue.consume('work', options(), handlers({ handle }));
        await wait(seen);
        await consumer.close();
        return seen;
      }
      const one = (seen: unknown[]) => until(() => seen.length === 1, 'the job to arrive');
      const none = () => new Promise<void>((resolve) => setTimeout(resolve, 250));

      it('gives one job on the night without a 02:30: at 03:00 summer time', async () => {
        vi.setSystemTime('2026-03-28T20:00:00.000Z');
        await queue.schedule('work', [nightly('30 2 * * *')]);
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1 });
        expect(await arrivalsAt('2026-03-29T00:59:59.000Z', none)).toEqual([]);
        expect(await arrivalsAt('2026-03-29T01:00:00.100Z', one)).toEqual(['night']);
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1 });
        expect(await arrivalsAt('2026-03-30T00:29:59.000Z', none)).toEqual([]);
        expect(await arrivalsAt('2026-03-30T00:30:00.100Z', one)).toEqual(['night']);
      });

      it('gives one job on the night with two times 02:30: the first, in summer time', async () => {
        vi.setSystemTime('2026-10-24T20:00:00.000Z');
        await queue.schedule('work', [nightly('30 2 * * *')]);
        expect(await arrivalsAt('2026-10-25T00:29:59.000Z', none)).toEqual([]);
        expect(await arrivalsAt('2026-10-25T00:30:00.100Z', one)).toEqual(['night']);
        expect(await arrivalsAt('2026-10-25T01:30:00.100Z', none)).toEqual([]);
        expect(await arrivalsAt('2026-10-26T01:30:00.100Z', one)).toEqual(['night']);
      });

      it('gives one job for all the moments that passed while nothing ran, over a restart too', async () => {
        vi.setSystemTime('2026-11-20T20:00:00.000Z');
        await queue.schedule('work', [nightly('0 3 * * *')]);
        await queue.close();
        vi.setSystemTime('2026-11-24T09:00:00.000Z');
        queue = await open();
        await queue.schedule('work', [nightly('0 3 * * *')]);
        expect(await arrivalsAt('2026-11-24T09:00:01.000Z', one)).toEqual(['night']);
        expect(await arrivalsAt('2026-11-24T22:00:00.000Z', none)).toEqual([]);
        expect(await arrivalsAt('2026-11-25T02:00:00.100Z', one)).toEqual(['night']);
      });

      it('follows a changed planning and payload, and forgets what is planned no more', async () => {
        vi.setSystemTime('2026-11-20T20:00:00.000Z');
        await queue.schedule('work', [nightly('0 3 * * *'), { ...nightly('0 3 * * *'), key: 'other' }]);
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 2 });
        await queue.schedule('work', [{ ...nightly('0 5 * * *'), payload: 'later' }]);
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1 });
        expect(await arrivalsAt('2026-11-21T02:00:00.100Z', none)).toEqual([]);
        expect(await arrivalsAt('2026-11-21T04:00:00.100Z', one)).toEqual(['later']);
        await queue.schedule('work', []);
        expect(await queue.counts(['work'])).toEqual(empty);
        expect(await arrivalsAt('2026-11-22T04:00:00.100Z', none)).toEqual([]);
      });

      it('lets one that fails come back at its next moment', async () => {
        vi.setSystemTime('2026-11-20T20:00:00.000Z');
        await queue.schedule('work', [nightly('0 3 * * *')]);
        vi.setSystemTime('2026-11-21T02:00:00.100Z');
        const consumer = await queue.consume('work', options(), handlers({ handle: refuse }));
        await until(async () => (await queue.counts(['work'])).failed === 1, 'the job to be given up');
        await consumer.close();
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1, failed: 1 });
        expect(await arrivalsAt('2026-11-22T02:00:00.100Z', one)).toEqual(['night']);
      });

      it('refuses one that names no moment, and changes nothing', async () => {
        await queue.schedule('work', [nightly('0 3 * * *')]);
        for (const cron of ['at night', '0 3 31 2 *'])
          await expect(queue.schedule('work', [nightly(cron)])).rejects.toMatchObject({ code: 'JOB_INVALID' });
        expect(await queue.counts(['work'])).toEqual({ ...empty, delayed: 1 });
      });
    });

    it('drops what nobody works on, and lets what runs end', async () => {
      await queue.enqueue([
        job('running'),
        job('waiting'),
        job('delayed', { delayMs: 60_000 }),
        job('other', { queue: 'after' }),
      ]);
      let release = () => {};
      const held = new Promise<NewJob[]>((resolve) => (release = () => resolve([])));
      const done: string[] = [];
      const consumer = await queue.consume(
        'work',
        options(),
        handlers({ handle: async (payload) => (await held, done.push(String(payload)), []) }),
      );
      await until(async () => (await queue.counts(['work'])).active === 1, 'one job to run');
      await queue.drop('work');
      expect(await queue.counts(['work'])).toEqual({ ...empty, active: 1 });
      release();
      await untilEmpty(['work']);
      expect(done).toEqual(['running']);
      await consumer.close();
      // Keys are free again, and other queues were left alone.
      expect(await queue.enqueue([job('waiting')])).toBe(1);
      expect(await queue.counts(['after'])).toEqual({ ...empty, waiting: 1 });
    });

    it('loses nothing when a process is killed in the middle of jobs', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `ad ${index}`);
      expect(await queue.enqueue(keys.map((key) => job(key)))).toBe(20);
      const worker = spawn(process.execPath, ['--import', 'tsx', killWorker, ...place.workerArguments, '5'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(worker, 'exit');
      let stuck = 0;
      for await (const line of createInterface({ input: worker.stdout })) {
        if (line === 'stuck') stuck += 1;
        if (stuck === 3) break;
      }
      await until(async () => (await queue.counts(['after'])).waiting === 5, 'five jobs to be done');
      expect(await queue.counts(['work'])).toEqual({ ...empty, waiting: 12, active: 3 });
      worker.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);

      const arrived: string[] = [];
      const once6s = options({ timeoutMs: 6_000, maxAttempts: 1 });
      await queue.consume('work', once6s, handlers({ handle: passOn }));
      await queue.consume(
        'after',
        once6s,
        handlers({ handle: async (payload) => (arrived.push(String(payload)), []) }),
      );
      await untilEmpty(['work']);
      await untilEmpty(['after']);
      expect(arrived.toSorted()).toEqual(keys.toSorted());
      expect(await queue.counts(['work', 'after'])).toEqual(empty);
    });
  });
}

function job(key: string, rest: Partial<NewJob> = {}): NewJob {
  return { queue: 'work', key, payload: key, ...rest };
}

function nightly(cron: string): RepeatingJob {
  return { key: 'night', payload: 'night', cron, timeZone: 'Europe/Amsterdam' };
}

function options(rest: Partial<ConsumeOptions> = {}): ConsumeOptions {
  return { concurrency: 1, timeoutMs: 20_000, maxAttempts: 3, backoffMs: 20, minGapMs: 0, ...rest };
}

function handlers(some: Pick<Handlers, 'handle'> & Partial<Handlers>): Handlers {
  return {
    classify(error) {
      const retry = retryPolicyOf(error);
      if (retry !== 'later') return { retry };
      return { retry, waitMs: error instanceof VindplaatsError ? (error.waitMs ?? 0) : 0 };
    },
    giveUp: () => [],
    ...some,
  };
}

async function refuse(): Promise<never> {
  throw new VindplaatsError('FETCH_REFUSED', 'refused');
}

async function passOn(payload: unknown): Promise<NewJob[]> {
  return [job(String(payload), { queue: 'after' })];
}

function faultyGiveUp(): never {
  throw new Error('fault in giveUp');
}

function codeOf(error: unknown): string {
  return error instanceof VindplaatsError ? error.code : messageOf(error);
}
