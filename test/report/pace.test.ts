import { describe, expect, it } from 'vitest';
import { gapOf, timeLeft } from '../../src/report/pace.ts';

const site = { politeness: { delayMs: 2000 } };
const seen = { requests: 100, wireBytes: 1_000_000, busyMs: 20_000, pauseMs: 2000 };

describe('the gap between two requests', () => {
  it('is that of the site file, unless robots.txt or a slow host asks for more', () => {
    expect(gapOf(site, null)).toEqual({ gapMs: 2000, because: 'site-file' });
    expect(gapOf(site, seen)).toEqual({ gapMs: 2000, because: 'site-file' });
    expect(gapOf(site, { ...seen, pauseMs: 10_000 })).toEqual({ gapMs: 10_000, because: 'robots' });
    expect(gapOf(site, { ...seen, busyMs: 300_000 })).toEqual({ gapMs: 6000, because: 'latency' });
  });
});

describe('the time that is left', () => {
  const run = { open: 30, openListings: 0, settled: 100, traffic: seen, usualRequests: null };

  it('is the requests that are known to come, each with its gap', () => {
    expect(timeLeft(site, run)).toEqual({ seconds: 60, isAtLeast: false });
    // Two requests an address so far, as in the browser lane.
    expect(timeLeft(site, { ...run, settled: 50 })).toEqual({ seconds: 120, isAtLeast: false });
    expect(timeLeft(site, { ...run, open: 0 })).toEqual({ seconds: 0, isAtLeast: false });
  });

  it('is only the least there is while pages may still name more', () => {
    expect(timeLeft(site, { ...run, openListings: 1 })).toEqual({ seconds: 60, isAtLeast: true });
  });

  it('leans on the run before while pages may still name more', () => {
    expect(timeLeft(site, { ...run, openListings: 1, usualRequests: 400 })).toEqual({ seconds: 600, isAtLeast: false });
    expect(timeLeft(site, { ...run, openListings: 1, usualRequests: 110 })).toEqual({ seconds: 60, isAtLeast: true });
  });

  it('is known before the first answer too', () => {
    const nothing = { requests: 0, wireBytes: 0, busyMs: 0, pauseMs: 0 };
    const begun = { open: 1, openListings: 1, settled: 0, traffic: nothing, usualRequests: null };
    expect(timeLeft(site, begun)).toEqual({ seconds: 2, isAtLeast: true });
  });
});
