import type { Traffic } from '../model/traffic.ts';

export type TrafficMeter = {
  /** One request of a site goes out. */
  sent(site: string, pauseMs: number): void;
  /** Its answer is in. */
  received(site: string, answer: { wireBytes: number; tookMs: number }): void;
  /** What there was since the last time this was asked for this site. */
  take(site: string): Traffic;
};

const nothing: Traffic = { requests: 0, wireBytes: 0, busyMs: 0, pauseMs: 0 };

/** Counts what is asked of each site, in memory; whoever stores a visit takes it along. */
export function createTrafficMeter(): TrafficMeter {
  const sums = new Map<string, Traffic>();
  const of = (site: string) => sums.get(site) ?? nothing;
  return {
    sent(site, pauseMs) {
      const sum = of(site);
      sums.set(site, { ...sum, requests: sum.requests + 1, pauseMs: Math.max(sum.pauseMs, pauseMs) });
    },
    received(site, { wireBytes, tookMs }) {
      const sum = of(site);
      sums.set(site, { ...sum, wireBytes: sum.wireBytes + wireBytes, busyMs: sum.busyMs + Math.ceil(tookMs) });
    },
    take(site) {
      const sum = of(site);
      sums.delete(site);
      return sum;
    },
  };
}
