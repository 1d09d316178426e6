import type { Log } from '../log.ts';
import { itself } from '../model/actor.ts';
import type { CrawlRun } from '../model/run.ts';
import type { Site } from '../model/site.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Store } from '../store/open-store.ts';
import type { DriftCheck } from './drift-check.ts';
import { releaseJob } from './release-job.ts';

export type RunCloser = ReturnType<typeof createRunCloser>;

/**
 * Ends a crawl: lays what it found beside what is usual at its site. A run that is as usual is released, one that drifts is kept
 * apart, and the data of the last good night stays in use. To be called within the transaction that settled the last address.
 */
export function createRunCloser(deps: {
  store: Store;
  sites: readonly Site[];
  drift: DriftCheck;
  log: Log;
  /** What nobody decided on is erased after this many days, also when it is held. */
  heldDays: number;
}) {
  const { store, drift, log } = deps;
  const expected = new Map(deps.sites.map((site) => [site.id, site.expect]));

  /** @param isWhole every listing page was read. @returns the jobs that put the run to use; none when it drifts. */
  return (run: CrawlRun, isWhole: boolean, at: string): NewJob[] => {
    const { id: runId, site } = run;
    const profile = drift.profileSite(store.held.observations(runId), {
      ...store.checks.numbers(runId, site),
      isWholeWalk: isWhole,
    });
    const { nights, isVouchedFor } = store.checks.goodNights(site);
    const findings = drift.checkDrift(profile, nights, expected.get(site) ?? { fillRatio: {} }, isVouchedFor);
    store.checks.keep(runId, profile, findings);
    const drifts = findings.length > 0;
    store.runs.finish(runId, at, isWhole, drifts ? 'quarantined' : 'releasing');
    if (drifts) {
      const codes = findings.map(({ code, field }) => (field === null ? code : `${code}:${field}`));
      log.warn({ runId, site, codes }, 'run quarantined: it is not like the nights before; its results are held');
      endOlder(run, (older) => older.startedAt < daysBefore(at, deps.heldDays), at, 'its term is over');
      return [];
    }
    endOlder(run, () => true, at, `${runId} came after it and is as usual`);
    log.info({ runId, site, counts: store.runs.counts(runId) }, 'run finished');
    return [releaseJob(runId)];
  };

  /** Newer data is in use, or nobody decided in time: what is still held of the site goes. */
  function endOlder(run: CrawlRun, isOver: (older: CrawlRun) => boolean, at: string, why: string): void {
    for (const older of store.runs.quarantined(run.site)) {
      if (older.id === run.id || !isOver(older)) continue;
      store.runs.rollBack(older.id);
      store.audit.append({
        at,
        actor: itself.name,
        action: 'run.rollback',
        object: `run:${older.id}`,
        result: `rolled back: ${why}`,
        origin: itself.origin,
      });
    }
  }
}

const dayMs = 86_400_000;

function daysBefore(at: string, days: number): string {
  return new Date(Date.parse(at) - days * dayMs).toISOString();
}
