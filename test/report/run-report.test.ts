import { expect, it, onTestFinished } from 'vitest';
import { runReport } from '../../src/report/run-report.ts';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const startedAt = '2026-11-22T01:00:00.000Z';
const at = new Date('2026-11-22T01:20:00.000Z');

it('tells every address with its outcome and why, and whether it adds up', () => {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  store.runs.start({ id: 'run', site: 'prikbord', reason: 'proef', startedAt });
  const outcomes = [
    ['listing', 'listed', null],
    ['detail', 'stored', null],
    ['detail', 'stored', null],
    ['detail', 'unchanged', null],
    ['detail', 'skipped', 'robots'],
    ['detail', 'skipped', 'outside-region'],
    ['detail', 'failed', 'FETCH_FAILED'],
  ] as const;
  outcomes.forEach(([kind, outcome, detail], index) => {
    store.runs.addAddress('run', `address ${index}`, kind);
    store.runs.settle('run', `address ${index}`, outcome, detail);
  });
  store.runs.addAddress('run', 'not yet', 'detail');
  store.traffic.add('run', { requests: 5, wireBytes: 50_000, busyMs: 900, pauseMs: 2000 });
  store.traffic.add('run', { requests: 2, wireBytes: 10_000, busyMs: 100, pauseMs: 1000 });
  const report = () => runReport(store, store.runs.find('run')!, at);

  expect(report()).toMatchObject({
    id: 'run',
    reason: 'proef',
    durationSeconds: 1200,
    requests: 7,
    wireBytes: 60_000,
    busyMs: 1000,
    pauseMs: 2000,
    discovered: 8,
    open: 1,
    outcomes: { stored: 2, changed: 0, unchanged: 1, listed: 1, skipped: 2, failed: 1 },
    failed: [{ code: 'FETCH_FAILED', count: 1 }],
    isComplete: false,
  });
  expect(report().skipped).toEqual(
    expect.arrayContaining([
      { reason: 'robots', count: 1 },
      { reason: 'outside-region', count: 1 },
    ]),
  );
  const sum = Object.values(report().outcomes).reduce((all, count) => all + count, 0);
  expect(sum + report().open).toBe(report().discovered);
});

it('is complete when it is over, nothing is open and nothing failed', () => {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  store.runs.start({ id: 'run', site: 'prikbord', reason: 'proef', startedAt });
  store.runs.addAddress('run', 'list', 'listing');
  store.runs.settle('run', 'list', 'listed', null);
  expect(runReport(store, store.runs.find('run')!, at).isComplete).toBe(false);
  store.runs.finish('run', '2026-11-22T01:10:00.000Z');
  expect(runReport(store, store.runs.find('run')!, at)).toMatchObject({ isComplete: true, durationSeconds: 600 });
});

it.each([
  ['gone', false],
  ['robots', false],
  ['page-limit', true],
] as const)('with a listing page left out as %s it is complete: %s', (reason, isComplete) => {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  store.runs.start({ id: 'run', site: 'prikbord', reason: 'proef', startedAt });
  for (const page of ['list', 'rubric']) store.runs.addAddress('run', page, 'listing');
  store.runs.settle('run', 'list', 'listed', null);
  store.runs.settle('run', 'rubric', 'skipped', reason);
  store.runs.finish('run', '2026-11-22T01:10:00.000Z');
  expect(runReport(store, store.runs.find('run')!, at).isComplete).toBe(isComplete);
});
