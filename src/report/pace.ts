import type { Site } from '../model/site.ts';
import type { Traffic } from '../model/traffic.ts';

/** Why a gap between two requests is as long as it is. */
export type GapReason = 'site-file' | 'robots' | 'latency';
export type Gap = { gapMs: number; because: GapReason };

type PoliteSite = { politeness: Pick<Site['politeness'], 'delayMs'> };

/** A host rests after an answer as long as the answer took, so a slow one is asked once in twice its time. */
const restFactor = 2;

/**
 * The gap that holds between two requests to a site: the longest of what its file says, what robots.txt asked when it was last
 * read, and what the host gate leaves to a slow host.
 * @param seen the traffic of a run; null when there was none.
 */
export function gapOf(site: PoliteSite, seen: Traffic | null): Gap {
  const { delayMs } = site.politeness;
  const latencyMs = seen === null || seen.requests === 0 ? 0 : (restFactor * seen.busyMs) / seen.requests;
  const robotsMs = seen?.pauseMs ?? 0;
  if (latencyMs > Math.max(delayMs, robotsMs)) return { gapMs: Math.round(latencyMs), because: 'latency' };
  return robotsMs > delayMs ? { gapMs: robotsMs, because: 'robots' } : { gapMs: delayMs, because: 'site-file' };
}

export type TimeLeft = {
  seconds: number;
  /** More addresses may turn up: listing pages are open, or it is not known how many there usually are. */
  isAtLeast: boolean;
};

/**
 * How long a run will still take by its politeness: the requests that are left, each with its gap.
 * @param run.usualRequests of a whole run of this site; null when none was finished.
 */
export function timeLeft(
  site: PoliteSite,
  run: { open: number; openListings: number; settled: number; traffic: Traffic; usualRequests: number | null },
): TimeLeft {
  const { open, openListings, settled, traffic, usualRequests } = run;
  // A page may take more requests than one: redirects, robots.txt, in the browser lane its parts.
  const perAddress = settled === 0 ? 1 : Math.max(1, traffic.requests / settled);
  const known = open * perAddress;
  const usual = usualRequests === null || openListings === 0 ? 0 : usualRequests - traffic.requests;
  const { gapMs } = gapOf(site, traffic);
  return {
    seconds: Math.ceil((Math.max(known, usual) * gapMs) / 1000),
    isAtLeast: openListings > 0 && usual <= known,
  };
}
