import type { Database } from 'better-sqlite3';
import type { CrawlRun, Outcome, RunCounts, SkipReason } from '../model/run.ts';
import { createPresenceRecords } from './presence.ts';

type TallyRow = { kind: string; outcome: Outcome; detail: string | null; by_card: 0 | 1; n: number };
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
  const finish = db.prepare('update run set finished_at = ?, is_whole = ? where id = ? and finished_at is null');
  const lastWhole = db.prepare<[string], { at: string | null }>(
    'select max(started_at) at from run where site = ? and is_whole = 1',
  );
  const addAddress = db.prepare(
    'insert into run_address (run_id, address_hash, kind) values (?, ?, ?) on conflict do nothing',
  );
  const settle = db.prepare(
    'update run_address set outcome = ?, detail = ?, by_card = ? where run_id = ? and address_hash = ? and outcome is null',
  );
  const leaveOpen = db.prepare(
    "update run_address set outcome = 'skipped', detail = ? where run_id = ? and outcome is null",
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
  const tally = db.prepare<[string], TallyRow>(
    'select kind, outcome, detail, by_card, count(*) n from run_address where run_id = ? and outcome is not null group by kind, outcome, detail, by_card order by kind, outcome, detail',
  );
  const unreadListing = db.prepare<[string], { one: number }>(
    "select 1 one from run_address where run_id = ? and kind = 'listing' and outcome is not 'listed' limit 1",
  );
  const presence = createPresenceRecords(db);

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
    /** @param isWhole every listing page was read, so that what was not met is not there. */
    finish(id: string, at: string, isWhole = false): void {
      finish.run(at, isWhole ? 1 : 0, id);
    },
    /** When the last run began that read every listing page of the site. */
    lastWholeAt(site: string): string | null {
      return lastWhole.get(site)?.at ?? null;
    },
    /** @returns false when this run has met the address before. */
    addAddress(runId: string, addressHash: string, kind: 'listing' | 'detail'): boolean {
      return addAddress.run(runId, addressHash, kind).changes === 1;
    },
    /**
     * @param by `card`: by what was known of its card, without a request.
     * @returns false when the address already has its outcome: the same job came twice.
     */
    settle(
      runId: string,
      addressHash: string,
      outcome: Outcome,
      detail: string | null,
      by: 'visit' | 'card' = 'visit',
    ): boolean {
      return settle.run(outcome, detail, by === 'card' ? 1 : 0, runId, addressHash).changes === 1;
    },
    /** Leaves every address that is still open for one reason. @returns how many. */
    leaveOpen(runId: string, reason: SkipReason): number {
      return leaveOpen.run(reason, runId).changes;
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
    /** Whether every listing page that the run came upon was read. */
    hasReadEveryListing(runId: string): boolean {
      return unreadListing.get(runId) === undefined;
    },
    counts(runId: string): RunCounts {
      const { missed, gone, returned } = presence.counts(runId);
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
      for (const row of tally.all(runId)) addToCounts(counts, row);
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

function toRun(row: RunRow): CrawlRun {
  return { id: row.id, site: row.site, reason: row.reason, startedAt: row.started_at, finishedAt: row.finished_at };
}
