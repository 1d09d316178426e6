import type { CrawlRun, Outcome, SkipReason } from '../model/run.ts';
import { outcomeSchema, skipReason } from '../model/run.ts';
import type { Finding } from '../model/site-profile.ts';
import type { Traffic } from '../model/traffic.ts';
import type { Store } from '../store/open-store.ts';

/** One run, told in numbers: what it asked, what became of every address, and whether that adds up. */
export type RunReport = Pick<CrawlRun, 'id' | 'site' | 'reason' | 'startedAt' | 'finishedAt' | 'state'> &
  Traffic & {
    /** Until now while it is going on. */
    durationSeconds: number;
    /** Every address the run met. */
    discovered: number;
    outcomes: Record<Outcome, number>;
    /** Addresses without an outcome yet. */
    open: number;
    skipped: { reason: SkipReason; count: number }[];
    failed: { code: string; count: number }[];
    /** Ads that were there before and are not any more. */
    goneAds: number;
    /** What is unusual beside the nights before; a run with any is held until a person decides. */
    findings: Finding[];
    /** A finished run in which every address has exactly one outcome, none of them is a failure, and every listing page was where it should be. */
    isComplete: boolean;
  };

/** @param at now, for the duration of a run that is going on. */
export function runReport({ runs, checks, traffic }: Store, run: CrawlRun, at: Date): RunReport {
  const counts = runs.counts(run.id);
  const { discovered, open, perOutcome } = runs.reconcile(run.id);
  const outcomes: Record<Outcome, number> = { stored: 0, changed: 0, unchanged: 0, listed: 0, skipped: 0, failed: 0 };
  for (const outcome of outcomeSchema.options) outcomes[outcome] = perOutcome[outcome] ?? 0;
  const settled = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const leftOut = Object.entries(counts.leftOut).map(([label, count]) => ({ label: label.split(':'), count }));
  const { id, site, reason, startedAt, finishedAt, state } = run;
  return {
    id,
    site,
    reason,
    startedAt,
    finishedAt,
    state,
    ...traffic.of(id),
    durationSeconds: Math.max(
      0,
      Math.round((Date.parse(finishedAt ?? at.toISOString()) - Date.parse(startedAt)) / 1000),
    ),
    discovered,
    outcomes,
    open,
    skipped: leftOut.flatMap(({ label: [outcome, detail], count }) => {
      const known = skipReason.safeParse(detail);
      return outcome === 'skipped' && known.success ? [{ reason: known.data, count }] : [];
    }),
    failed: leftOut.flatMap(({ label: [outcome, code = ''], count }) =>
      outcome === 'failed' ? [{ code, count }] : [],
    ),
    goneAds: counts.goneAds,
    findings: checks.findings(id),
    isComplete:
      finishedAt !== null &&
      open === 0 &&
      outcomes.failed === 0 &&
      settled === discovered &&
      runs.countListingsAway(id) === 0,
  };
}
