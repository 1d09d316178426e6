import { median } from '../lib/robust.ts';
import type { CrawlRun } from '../model/run.ts';
import { pagesPerAdMax } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import type { Traffic } from '../model/traffic.ts';
import type { Store } from '../store/open-store.ts';
import { gapOf } from './pace.ts';
import type { Gap } from './pace.ts';

/** Where a number of a plan comes from: runs that were, or the limits of the site file. */
export type Origin =
  | { kind: 'run'; id: string }
  | { kind: 'median'; runs: number }
  | { kind: 'limit'; maxListingPages: number; cardsPerPage: number; requestsPerAd: number }
  | { kind: 'unknown' };

/** Null where nothing is known. Of a `limit` every number is "at most". */
export type NightPlan = {
  requests: number | null;
  wireBytes: number | null;
  minutes: number | null;
  from: Origin;
};

export type CrawlPlan = {
  site: string;
  /** Between two requests. */
  gap: Gap;
  /** A night on which everything is new. */
  firstNight: NightPlan;
  /** A night after it, on which most is known. */
  usualNight: NightPlan;
};

/** So many nights say what is usual. */
const usualRuns = 5;

/** What a crawl of a site would take, from its file and its earlier runs. Asks nothing of anybody. */
export function planCrawl({ runs, traffic }: Store, site: Site): CrawlPlan {
  const measured = (run: CrawlRun) => ({ run, seen: traffic.of(run.id) });
  const isCounted = ({ seen }: { seen: Traffic }) => seen.requests > 0;
  const firstRun = runs.firstWalk(site.id);
  const first = firstRun === null ? null : measured(firstRun);
  const later = runs
    .list(site.id, usualRuns, 'finished')
    .filter(({ startedAt }) => firstRun !== null && startedAt > firstRun.startedAt)
    .map(measured)
    .filter(isCounted);
  const gap = gapOf(site, later[0]?.seen ?? first?.seen ?? null);

  const firstNight =
    first !== null && isCounted(first)
      ? nightOf(first.seen, gap, { kind: 'run', id: first.run.id })
      : limitOf(site, gap);
  const usualNight =
    later.length === 0
      ? { requests: null, wireBytes: null, minutes: null, from: { kind: 'unknown' } as const }
      : nightOf(
          {
            requests: Math.round(median(later.map(({ seen }) => seen.requests))),
            wireBytes: Math.round(median(later.map(({ seen }) => seen.wireBytes))),
          },
          gap,
          { kind: 'median', runs: later.length },
        );
  return { site: site.id, gap, firstNight, usualNight };
}

/**
 * The most that the file of a site allows: every listing page full and, but for the last, looked at again; every ad opened, with its
 * pages and photos; and robots.txt. Redirects, and what a browser loads beside a page, are known to nobody before.
 */
function limitOf(site: Site, gap: Gap): NightPlan {
  const { maxListingPages } = site.politeness;
  const cardsPerPage = site.expect.cardsPerPage?.[1];
  if (cardsPerPage === undefined) return { requests: null, wireBytes: null, minutes: null, from: { kind: 'unknown' } };
  const requestsPerAd = (site.detail.next === undefined ? 1 : pagesPerAdMax) + (site.photos?.maxPerAd ?? 0);
  const requests = maxListingPages * (2 + cardsPerPage * requestsPerAd);
  return {
    ...nightOf({ requests, wireBytes: 0 }, gap, { kind: 'limit', maxListingPages, cardsPerPage, requestsPerAd }),
    wireBytes: null,
  };
}

function nightOf({ requests, wireBytes }: Pick<Traffic, 'requests' | 'wireBytes'>, gap: Gap, from: Origin): NightPlan {
  return { requests, wireBytes, minutes: Math.ceil((requests * gap.gapMs) / 60_000), from };
}
