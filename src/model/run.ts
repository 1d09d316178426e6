import { z } from 'zod';

/** What became of an address that a run found. Every address ends as exactly one of these (reconciliation). */
export const outcomeSchema = z.enum(['stored', 'changed', 'unchanged', 'listed', 'skipped', 'failed']);
export type Outcome = z.infer<typeof outcomeSchema>;

export const skipReason = z.enum([
  'robots',
  'crawl-delay',
  'outside-region',
  'outside-region-card',
  'outside-scope',
  'no-legal-basis',
  'not-an-ad',
  'gone',
  'page-limit',
  'rolled-back',
  'known-in-row',
  'site-blocks',
  'address-too-long',
  'path-repeats',
  'query-explodes',
  'listing-repeats',
  'too-many-cards',
]);
export type SkipReason = z.infer<typeof skipReason>;

/**
 * Where a run stands. `crawling`: addresses are open. `releasing`: the crawl is over and as usual, or a person accepted it, and its
 * results are being put to use; `released`: they are in use. `quarantined`: the crawl is over and drifts, so its results are held;
 * `rolled-back`: they were thrown away.
 */
export const runState = z.enum(['crawling', 'releasing', 'released', 'quarantined', 'rolled-back']);
export type RunState = z.infer<typeof runState>;

/** One crawl of one site. Counts only; no personal content. */
export type CrawlRun = {
  id: string;
  site: string;
  /** Why this crawl was made (aanleiding); asked for by guard-rail G1. */
  reason: string;
  startedAt: string;
  /** When nothing more was asked of the site; what became of the results, `state` says. */
  finishedAt: string | null;
  state: RunState;
};

export type RunCounts = {
  pages: number;
  adsSeen: number;
  newAds: number;
  changedAds: number;
  unchangedAds: number;
  /** Not found by this walk for the first time; a second time in a row makes them gone. */
  missedAds: number;
  goneAds: number;
  /** Were gone before this run. */
  returnedAds: number;
  /** By reason, as `skipped:robots` or `failed:FETCH_FAILED`. */
  leftOut: Record<string, number>;
};
