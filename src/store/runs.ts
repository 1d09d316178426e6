import type { Database } from 'better-sqlite3';
import type { CrawlRun, Outcome, RunCounts, SkipReason } from '../model/run.ts';

type RunRow = { id: string; site: string; reason: string; started_at: string; finished_at: string | null };

/** Crawl runs and the addresses each has found, so that every address ends with exactly one outcome. */
export function createRunRecords(db: Database) {
  const insert = db.prepare('insert into run (id, site, reason, started_at) values (?, ?, ?, ?)');
  const byId = db.prepare<[string], RunRow>('select * from run where id = ?');
  const unfinished = db.prepare<[string], RunRow>(
    'select * from run where site = ? and finished_at is null order by started_at desc limit 1',
  );
  const latest = db.prepare<[string], RunRow>('select * from run where site = ? order by started_at desc limit 1');
  const finishedCount = db.prepare<[string], { n: number }>(
    'select count(*) n from run where site = ? and finished_at is not null',
  );
  const finish = db.prepare('update run set finished_at = ? where id = ? and finished_at is null');
  const addAddress = db.prepare(
    'insert into run_address (run_id, address_hash, kind) values (?, ?, ?) on conflict do nothing',
  );
  const settle = db.prepare(
    'update run_address set outcome = ?, detail = ? where run_id = ? and address_hash = ? and outcome is null',
  );
  const open = db.prepare<[string], { n: number }>(
    'select count(*) n from run_address where run_id = ? and outcome is null',
  );
  const isOpen = db.prepare<[string, string], { n: number }>(
    'select count(*) n from run_address where run_id = ? and address_hash = ? and outcome is null',
  );
  const hasOpen = db.prepare<[string], { one: number }>(
    'select 1 one from run_address where run_id = ? and outcome is null limit 1',
  );
  const tally = db.prepare<[string], { kind: string; outcome: Outcome; detail: string | null; n: number }>(
    'select kind, outcome, detail, count(*) n from run_address where run_id = ? and outcome is not null group by kind, outcome, detail order by kind, outcome, detail',
  );
  const gone = db.prepare<[string], { n: number }>(
    'select count(*) n from ad join run on run.site = ad.site where run.id = ? and ad.gone_at between run.started_at and run.finished_at',
  );

  return {
    start(run: Omit<CrawlRun, 'finishedAt'>): void {
      insert.run(run.id, run.site, run.reason, run.startedAt);
    },
    find(id: string): CrawlRun | null {
      const row = byId.get(id);
      return row ? toRun(row) : null;
    },
    findUnfinished(site: string): CrawlRun | null {
      const row = unfinished.get(site);
      return row ? toRun(row) : null;
    },
    /** The run of a site that began last, running or finished. */
    latest(site: string): CrawlRun | null {
      const row = latest.get(site);
      return row ? toRun(row) : null;
    },
    countFinished(site: string): number {
      return finishedCount.get(site)?.n ?? 0;
    },
    finish(id: string, at: string): void {
      finish.run(at, id);
    },
    /** @returns false when this run has met the address before. */
    addAddress(runId: string, addressHash: string, kind: 'listing' | 'detail'): boolean {
      return addAddress.run(runId, addressHash, kind).changes === 1;
    },
    /** @returns false when the address already has its outcome: the same job came twice. */
    settle(runId: string, addressHash: string, outcome: Outcome, detail: string | null): boolean {
      return settle.run(outcome, detail, runId, addressHash).changes === 1;
    },
    isOpen(runId: string, addressHash: string): boolean {
      return (isOpen.get(runId, addressHash)?.n ?? 0) === 1;
    },
    /** Asked after every page, so it stops at the first one. */
    hasOpen(runId: string): boolean {
      return hasOpen.get(runId) !== undefined;
    },
    countOpen(runId: string): number {
      return open.get(runId)?.n ?? 0;
    },
    hasFailedListing(runId: string): boolean {
      return tally.all(runId).some((row) => row.kind === 'listing' && row.outcome !== 'listed');
    },
    counts(runId: string): RunCounts {
      const counts: RunCounts = {
        pages: 0,
        adsSeen: 0,
        newAds: 0,
        changedAds: 0,
        unchangedAds: 0,
        goneAds: gone.get(runId)?.n ?? 0,
        leftOut: {},
      };
      for (const { kind, outcome, detail, n } of tally.all(runId)) addToCounts(counts, kind, outcome, detail, n);
      return counts;
    },
  };
}

/** Left out before anything was asked of the site. */
const notFetched = new Set<string>([
  'robots',
  'outside-scope',
  'outside-region-card',
  'page-limit',
] satisfies SkipReason[]);

function addToCounts(counts: RunCounts, kind: string, outcome: Outcome, detail: string | null, n: number): void {
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
  const wasFetched = outcome !== 'failed' && !notFetched.has(detail ?? '');
  if (wasFetched) counts.pages += n;
  const isAdRead =
    outcome === 'stored' ||
    outcome === 'changed' ||
    outcome === 'unchanged' ||
    (detail?.startsWith('outside-region') ?? false);
  if (isAd && isAdRead) counts.adsSeen += n;
}

function toRun(row: RunRow): CrawlRun {
  return { id: row.id, site: row.site, reason: row.reason, startedAt: row.started_at, finishedAt: row.finished_at };
}
