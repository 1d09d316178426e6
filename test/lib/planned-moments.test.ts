import { assert, date, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutchTime, lastMoment, nextMoment, problemOfCron } from '../../src/lib/planned-moments.ts';

function momentsBetween(cron: string, from: string, to: string): string[] {
  const found: string[] = [];
  for (let at = new Date(from); ;) {
    const next = nextMoment({ cron, timeZone: dutchTime }, at);
    if (next === null || next.toISOString() > to) return found;
    found.push(next.toISOString());
    at = next;
  }
}

const marchNight = ['2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z'] as const;
const octoberNight = ['2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z'] as const;

describe('planned moments', () => {
  it('are once on the night without a 02:30: when the clock jumps to 03:00', () => {
    expect(momentsBetween('30 2 * * *', ...marchNight)).toEqual(['2026-03-29T01:00:00.000Z']);
    expect(momentsBetween('0 3 * * *', ...marchNight)).toEqual(['2026-03-29T01:00:00.000Z']);
    expect(momentsBetween('30 2,4 * * *', ...marchNight)).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T02:30:00.000Z',
    ]);
  });

  it('are once on the night with two times 02:30: the first, in summer time', () => {
    expect(momentsBetween('30 2 * * *', ...octoberNight)).toEqual(['2026-10-25T00:30:00.000Z']);
    expect(momentsBetween('0 3 * * *', ...octoberNight)).toEqual(['2026-10-25T02:00:00.000Z']);
    expect(momentsBetween('30 2,4 * * *', ...octoberNight)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T03:30:00.000Z',
    ]);
  });

  it('are 365 in a year of nights, whatever the time of day', () => {
    for (const cron of ['0 0 * * *', '0 2 * * *', '59 2 * * *', '30 3 * * *'])
      expect(momentsBetween(cron, '2025-12-31T23:30:00.000Z', '2026-12-31T23:29:00.000Z')).toHaveLength(365);
  });

  it('looked up backwards are the same as forwards', () => {
    const minuteOfDay = integer({ min: 0, max: 24 * 60 - 1 });
    const instant = date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    assert(
      property(minuteOfDay, instant, (minute, at) => {
        const planning = { cron: `${minute % 60} ${Math.floor(minute / 60)} * * *`, timeZone: dutchTime };
        const last = lastMoment(planning, at);
        const next = nextMoment(planning, at);
        expect(last?.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(next?.getTime()).toBeGreaterThan(at.getTime());
        expect(last && nextMoment(planning, last)).toEqual(next);
        expect(next && lastMoment(planning, next)).toEqual(next);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a cron pattern', () => {
  it.each(['0 3 * * *', '30 2,14 * * 1-5', '5 */6 * * *', '0 4 * * mon', '0 3 1 * *', '0 3 * * sun#1'])(
    'such as %s is taken',
    (cron) => expect(problemOfCron(cron)).toBeNull(),
  );

  it.each([
    ['* * * * *', 'one number for the minute'],
    ['*/5 3 * * *', 'one number for the minute'],
    ['0 0 3 * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['at night', 'five fields'],
    ['61 3 * * *', 'is not a cron pattern'],
    ['0 25 * * *', 'is not a cron pattern'],
    ['0 3 31 2 *', 'never comes'],
  ])('such as %s is refused: %s', (cron, words) => expect(problemOfCron(cron)).toContain(words));
});
