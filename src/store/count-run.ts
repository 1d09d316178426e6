import type { Outcome, RunCounts, SkipReason } from '../model/run.ts';
import type { PresenceCounts } from './presence.ts';

/** Addresses of one run that ended alike. */
export type TallyRow = { kind: string; outcome: Outcome; detail: string | null; by_card: 0 | 1; n: number };

/** A run in the numbers that people read, from its addresses and from what it found gone or back. */
export function countRun(tally: readonly TallyRow[], { missed, gone, returned }: PresenceCounts): RunCounts {
  const counts: RunCounts = {
    pages: 0,
    adsSeen: 0,
    newAds: 0,
    changedAds: 0,
    unchangedAds: 0,
    missedAds: missed,
    goneAds: gone,
    returnedAds: returned,
    leftOut: {},
  };
  for (const row of tally) addToCounts(counts, row);
  return counts;
}

/** Left out before anything was asked of the site. */
const notFetched = new Set<string>([
  'robots',
  'crawl-delay',
  'outside-scope',
  'outside-region-card',
  'page-limit',
  'known-in-row',
  'site-blocks',
  'address-too-long',
  'path-repeats',
  'query-explodes',
  'listing-repeats',
  'too-many-cards',
] satisfies SkipReason[]);

function addToCounts(counts: RunCounts, { kind, outcome, detail, by_card: byCard, n }: TallyRow): void {
  const isAd = kind === 'detail';
  switch (outcome) {
    case 'stored':
      counts.newAds += n;
      break;
    case 'changed':
      counts.changedAds += n;
      break;
    case 'unchanged':
      counts.unchangedAds += n;
      break;
    case 'listed':
      break;
    case 'skipped':
    case 'failed': {
      const label = `${outcome}:${detail ?? 'unknown'}`;
      counts.leftOut[label] = (counts.leftOut[label] ?? 0) + n;
      break;
    }
  }
  const wasFetched = outcome !== 'failed' && byCard === 0 && !notFetched.has(detail ?? '');
  if (wasFetched) counts.pages += n;
  const isAdRead =
    outcome === 'stored' ||
    outcome === 'changed' ||
    outcome === 'unchanged' ||
    (detail?.startsWith('outside-region') ?? false);
  if (isAd && isAdRead) counts.adsSeen += n;
}
