import { expect, it } from 'vitest';
import { amsterdamDay } from '../../src/lib/amsterdam-day.ts';

it.each([
  ['2026-01-31T22:59:59.999Z', '2026-01-31'],
  ['2026-01-31T23:00:00.000Z', '2026-02-01'],
  ['2026-07-31T21:59:59.999Z', '2026-07-31'],
  ['2026-07-31T22:00:00.000Z', '2026-08-01'],
  // The nights on which the clock is changed.
  ['2026-03-28T22:59:59.999Z', '2026-03-28'],
  ['2026-03-28T23:00:00.000Z', '2026-03-29'],
  ['2026-10-24T21:59:59.999Z', '2026-10-24'],
  ['2026-10-24T22:00:00.000Z', '2026-10-25'],
])('%s is on %s, also when it is asked again', (moment, day) => {
  expect(amsterdamDay(moment)).toBe(day);
  expect(amsterdamDay(new Date(moment))).toBe(day);
});

it('knows days of more hours than it keeps', () => {
  const startMs = Date.UTC(2026, 0, 1, 12);
  for (let day = 0; day < 1_500; day += 1) {
    const noon = new Date(startMs + day * 86_400_000);
    expect(amsterdamDay(noon)).toBe(noon.toISOString().slice(0, 10));
  }
});

it('refuses what is no moment', () => {
  expect(() => amsterdamDay('no date')).toThrow(RangeError);
});
