import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepSchedule } from '../../src/crawl/keep-schedule.ts';
import { plansOf } from '../../src/crawl/planned-crawls.ts';
import { createScheduleStage } from '../../src/crawl/schedule-stage.ts';
import { startRun } from '../../src/crawl/start-run.ts';
import { crawlQueue } from '../../src/crawl/visits.ts';
import { createLegalGate } from '../../src/govern/legal-basis.ts';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';
import { createLog } from '../../src/log.ts';
import type { Schedule } from '../../src/model/region.ts';
import { createCloser } from '../../src/pipeline.ts';
import { openSqliteQueue } from '../../src/queue/sqlite.ts';
import { openStore } from '../../src/store/open-store.ts';
import { quietLog } from '../queue/quiet-log.ts';
import { until } from '../queue/until.ts';
import { seededRegion, seededSites } from '../support/seed-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const nightly: Schedule = { at: '30 2 * * *', reason: 'nachtelijke ronde' };

/** Two sites with the schedule of the region, on a real store and queue, under a clock of our own. */
function openSchedule(at: string, grounds: readonly string[] = ['prikbord', 'marktplein']) {
  const dir = temporaryDir();
  let clock = at;
  const now = () => new Date(clock);
  const store = openStore(dir);
  const queue = openSqliteQueue({ path: join(dir, 'queue.sqlite'), now, pollMs: 10, log: quietLog });
  onTestFinished(async () => {
    await queue.close();
    store.close();
  });
  let plans = plansOf({ sites: seededSites, region: { ...seededRegion, schedule: nightly } });
  const gate = createLegalGate(
    {
      grounds: [
        {
          id: 'proef',
          sources: ['nobody', ...grounds],
          purposes: ['crawl', 'screen'],
          municipalities: ['GM0402'],
          validFrom: '2026-01-01',
          validTo: '2028-01-01',
          basis: 'Alleen synthetische advertenties',
          reference: 'proef 1',
        },
      ],
    },
    () => now().toISOString().slice(0, 10),
  );
  const key = Buffer.alloc(32, 1);
  const deps = {
    store,
    queue,
    gate,
    seal: createSeal(key),
    hash: createKeyedHash(key),
    now,
    closeRun: createCloser({ store, sites: seededSites, region: seededRegion, log: createLog('silent') }),
  };
  const stage = createScheduleStage({
    sites: seededSites,
    plans: () => plans,
    store,
    startRun: (site, reason) => startRun(deps, site, reason),
  });
  const run = { signal: new AbortController().signal, now, log: createLog('silent'), gate };
  return {
    store,
    queue,
    stage,
    run,
    moveTo: (moment: string) => void (clock = moment),
    keep: () => keepSchedule({ store, queue, now }, plans),
    /** The file of prikbord has another schedule now. */
    change: (schedule: Schedule) => {
      plans = new Map([...plans, ['prikbord', schedule]]);
      return keepSchedule({ store, queue, now }, plans, ['prikbord']);
    },
    /** Looks at a moment, as the job of one site does. */
    look: async (moment: string, site = 'prikbord') => {
      clock = moment;
      await stage.handle({ site }, run);
    },
    /** The crawl of a site ends as it stands, and what it left in the queue is done. */
    end: async (site = 'prikbord') => {
      const consumer = await queue.consume(
        crawlQueue(site),
        { concurrency: 9, timeoutMs: 1000, maxAttempts: 1, backoffMs: 0, minGapMs: 0 },
        { handle: async () => [], classify: () => ({ retry: 'never' }), giveUp: () => [] },
      );
      await until(async () => {
        const counts = await queue.counts([crawlQueue(site)]);
        return counts.waiting + counts.active === 0;
      }, 'the queue to be empty');
      await consumer.close();
      store.runs.finish(store.runs.live(site)?.id ?? '', now().toISOString());
    },
  };
}

/** Every ten minutes through a night, each crawl ending before the next look. */
async function startsBetween(from: string, to: string): Promise<string[]> {
  const { keep, look, end, store } = openSchedule(from);
  await keep();
  const starts: string[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 600_000) {
    await look(new Date(ms).toISOString());
    const begun = store.runs.live('prikbord');
    if (begun === null) continue;
    starts.push(begun.startedAt);
    await end();
  }
  return starts;
}

describe('a planned crawl', () => {
  it('starts once on the night without a 02:30, when the clock jumps to 03:00', async () => {
    expect(await startsBetween('2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
    ]);
  });

  it('starts once on the night with two times 02:30, at the first', async () => {
    expect(await startsBetween('2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
    ]);
  });

  it('carries the reason of the schedule, and the moment it answers', async () => {
    const { keep, look, store } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    await look('2026-11-21T01:30:02.000Z');
    expect(store.runs.latest('prikbord')).toMatchObject({ reason: 'nachtelijke ronde' });
    expect(store.plannedMoments.last('prikbord')).toEqual({
      site: 'prikbord',
      at: '2026-11-21T01:30:00.000Z',
      outcome: 'started',
      answeredAt: '2026-11-21T01:30:02.000Z',
    });
  });

  it('is not started for a moment before the plan was kept: a site added by day waits for the night', async () => {
    const { keep, look, store } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    await look('2026-11-20T12:01:00.000Z');
    expect(store.runs.latest('prikbord')).toBeNull();
  });

  it('comes at its new hour once the schedule was changed, and not for an hour of that day that is past', async () => {
    const { keep, change, look, store, moveTo } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    moveTo('2026-11-20T14:00:00.000Z');
    await change({ at: '30 10 * * *', reason: 'ronde overdag' });
    await look('2026-11-20T14:01:00.000Z');
    await look('2026-11-21T01:30:00.000Z');
    expect(store.runs.latest('prikbord')).toBeNull();
    await look('2026-11-21T09:30:00.000Z');
    expect(store.runs.latest('prikbord')).toMatchObject({ reason: 'ronde overdag' });
    await look('2026-11-21T09:31:00.000Z', 'marktplein');
    expect(store.runs.latest('marktplein')).toMatchObject({ reason: 'nachtelijke ronde' });
  });

  it('is made up for once, however many moments passed', async () => {
    const { keep, look, end, store } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    await look('2026-11-24T09:00:00.000Z');
    expect(store.runs.latest('prikbord')?.startedAt).toBe('2026-11-24T09:00:00.000Z');
    await end();
    await look('2026-11-24T09:30:00.000Z');
    await look('2026-11-24T23:00:00.000Z');
    expect(store.runs.countFinished('prikbord')).toBe(1);
    await look('2026-11-25T01:30:00.000Z');
    expect(store.runs.live('prikbord')?.startedAt).toBe('2026-11-25T01:30:00.000Z');
  });

  it('is not made up for when a person crawled since', async () => {
    const { keep, look, store, moveTo } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    moveTo('2026-11-21T05:00:00.000Z');
    store.runs.start({ id: 'by hand', site: 'prikbord', reason: 'hand', startedAt: '2026-11-21T05:00:00.000Z' });
    store.runs.finish('by hand', '2026-11-21T05:10:00.000Z');
    await look('2026-11-21T09:00:00.000Z');
    expect(store.runs.latest('prikbord')?.id).toBe('by hand');
  });

  it('is skipped while the crawl before is going on, told as such, and not made up for when that ends', async () => {
    const { keep, look, end, store } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    await look('2026-11-21T01:30:00.000Z');
    await look('2026-11-22T01:30:00.000Z');
    expect(store.plannedMoments.last('prikbord')).toMatchObject({ at: '2026-11-22T01:30:00.000Z', outcome: 'skipped' });
    expect(store.runs.latest('prikbord')?.startedAt).toBe('2026-11-21T01:30:00.000Z');
    await end();
    await look('2026-11-22T05:00:00.000Z');
    expect(store.runs.live('prikbord')).toBeNull();
    await look('2026-11-23T01:30:00.000Z');
    expect(store.runs.live('prikbord')?.startedAt).toBe('2026-11-23T01:30:00.000Z');
  });

  it('that was begun by a process killed before it could say so is gone on with, not begun again', async () => {
    const { keep, look, store, queue } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    store.runs.start({ id: 'begun', site: 'prikbord', reason: 'x', startedAt: '2026-11-21T01:30:00.500Z' });
    await queue.enqueue([{ queue: crawlQueue('prikbord'), key: 'begun', payload: 1 }]);
    await look('2026-11-21T01:30:02.000Z');
    expect(store.runs.latest('prikbord')?.id).toBe('begun');
    expect(store.plannedMoments.last('prikbord')?.outcome).toBe('started');
  });

  it('is refused once, in the audit log too, without a legal basis, and the other site is crawled', async () => {
    const { keep, look, store } = openSchedule('2026-11-20T12:00:00.000Z', ['marktplein']);
    await keep();
    for (const minute of ['30', '31', '32']) {
      await look(`2026-11-21T01:${minute}:00.000Z`, 'prikbord');
      await look(`2026-11-21T01:${minute}:00.000Z`, 'marktplein');
    }
    expect(store.plannedMoments.last('prikbord')?.outcome).toBe('refused');
    expect(store.runs.latest('prikbord')).toBeNull();
    expect(store.runs.latest('marktplein')).not.toBeNull();
    expect(store.audit.list().filter((line) => line.result.startsWith('refused'))).toMatchObject([
      { object: 'site:prikbord', action: 'crawl.gate' },
    ]);
  });

  it('comes by the queue by itself, also after the queue was thrown away', async () => {
    const { keep, queue, moveTo, store, stage, run } = openSchedule('2026-11-20T12:00:00.000Z');
    await keep();
    const consumer = () =>
      queue.consume(
        'schedule',
        { concurrency: 1, timeoutMs: 5000, maxAttempts: 1, backoffMs: 0, minGapMs: 0 },
        {
          handle: (payload) => stage.handle(stage.input.parse(payload), run),
          classify: () => ({ retry: 'never' }),
          giveUp: () => [],
        },
      );
    const first = await consumer();
    moveTo('2026-11-21T01:30:00.000Z');
    await until(
      () => store.runs.latest('marktplein') !== null && store.runs.latest('prikbord') !== null,
      'both crawls',
    );
    await first.close();
    // Its moments are gone, as after the loss of a Redis that keeps nothing.
    await queue.schedule('schedule', []);
    for (const site of ['prikbord', 'marktplein'])
      store.runs.finish(store.runs.live(site)?.id ?? '', '2026-11-21T02:00:00.000Z');
    moveTo('2026-11-22T06:00:00.000Z');
    await keep();
    expect((await queue.counts(['schedule'])).waiting).toBe(2);
    await consumer();
    await until(() => store.plannedMoments.last('prikbord')?.at === '2026-11-22T01:30:00.000Z', 'what was due');
  });
});
