import type { Database } from 'better-sqlite3';
import { runState } from '../model/run.ts';
import type { CrawlRun, Outcome, RunCounts, RunState, SkipReason } from '../model/run.ts';
import { countRun } from './count-run.ts';
import type { TallyRow } from './count-run.ts';
import type { createPageBodyRecords } from './page-bodies.ts';
import { createPresenceRecords } from './presence.ts';

type RunRow = {
  id: string;
  site: string;
  reason: string;
  started_at: string;
  finished_at: string | null;
  state: string;
};

/** Crawl runs and the addresses each has found, so that every address ends with exactly one outcome. */
export function createRunRecords(db: Database, bodies: ReturnType<typeof createPageBodyRecords>) {
  const insert = db.prepare('insert into run (id, site, reason, started_at) values (?, ?, ?, ?)');
  const byId = db.prepare<[string], RunRow>('select * from run where id = ?');
  const live = db.prepare<[string], RunRow>(
    "select * from run where site = ? and state in ('crawling', 'releasing') order by started_at desc limit 1",
  );
  const list = db.prepare<[string, number], RunRow>(
    'select * from run where site = ? order by started_at desc limit ?',
  );
  const listFinished = db.prepare<[string, number], RunRow>(
    'select * from run where site = ? and finished_at is not null order by started_at desc limit ?',
  );
  const sites = db.prepare<[], { site: string }>('select distinct site from run order by site');
  const inState = db.prepare<[string, RunState], RunRow>(
    'select * from run where site = ? and state = ? order by started_at',
  );
  const lastGood = db.prepare<[string], RunRow>(
    `select * from run where site = ? and state = 'released'
     and exists (select 1 from run_address a where a.run_id = run.id and a.kind = 'listing' and a.outcome = 'listed')
     order by started_at desc limit 1`,
  );
  const setState = db.prepare('update run set state = ? where id = ?');
  const accept = db.prepare("update run set state = 'releasing', vouched_by = ? where id = ?");
  const settleAgain = db.prepare(
    "update run_address set outcome = @outcome, detail = @detail where run_id = @runId and address_hash = @addressHash and outcome in ('stored', 'changed', 'unchanged') and outcome <> @outcome",
  );
  const rollBack = db.prepare(
    "update run_address set outcome = 'skipped', detail = 'rolled-back' where run_id = ? and outcome in ('stored', 'changed')",
  );
  const eraseHeld = db.prepare('delete from personal_held_visit where run_id = ?');
  const latest = db.prepare<[string], RunRow>('select * from run where site = ? order by started_at desc limit 1');
  const finishedCount = db.prepare<[string], { n: number }>(
    'select count(*) n from run where site = ? and finished_at is not null',
  );
  const finish = db.prepare(
    'update run set finished_at = ?, is_whole = ?, state = ? where id = ? and finished_at is null',
  );
  const lastWhole = db.prepare<[string], { at: string | null }>(
    "select max(started_at) at from run where site = ? and is_whole = 1 and state = 'released'",
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
  const knownByCard = db.prepare<[string, string], { one: number }>(
    "select 1 one from run_address where run_id = ? and address_hash = ? and by_card = 1 and outcome = 'unchanged'",
  );
  const hasOpen = db.prepare<[string], { one: number }>(
    'select 1 one from run_address where run_id = ? and outcome is null limit 1',
  );
  const tally = db.prepare<[string], TallyRow>(
    'select kind, outcome, detail, by_card, count(*) n from run_address where run_id = ? and outcome is not null group by kind, outcome, detail, by_card order by kind, outcome, detail',
  );
  const listingsAway = db.prepare<[string], { n: number }>(
    `select count(*) n from run_address where run_id = ? and kind = 'listing' and outcome = 'skipped'
     and detail in ('gone', 'robots', 'crawl-delay', 'outside-scope')`,
  );
  const unreadListing = db.prepare<[string], { one: number }>(
    "select 1 one from run_address where run_id = ? and kind = 'listing' and outcome is not 'listed' limit 1",
  );
  const outcomes = db.prepare<[string], { kind: 'listing' | 'detail'; outcome: Outcome | null; n: number }>(
    'select kind, outcome, count(*) n from run_address where run_id = ? group by kind, outcome',
  );
  const first = db.prepare<[string], RunRow>(
    `select * from run where site = ? and state = 'released'
     and exists (select 1 from run_address a where a.run_id = run.id and a.outcome = 'stored')
     and not exists (select 1 from run_address a where a.run_id = run.id
       and (a.detail = 'site-blocks' or a.kind = 'listing' and coalesce(a.outcome, 'failed') = 'failed'))
     order by started_at limit 1`,
  );
  const presence = createPresenceRecords(db);

  return {
    start(run: Omit<CrawlRun, 'finishedAt' | 'state'>): void {
      insert.run(run.id, run.site, run.reason, run.startedAt);
    },
    find(id: string): CrawlRun | null {
      const row = byId.get(id);
      return row ? toRun(row) : null;
    },
    /** The last run of a site that is crawling or releasing. */
    live(site: string): CrawlRun | null {
      const row = live.get(site);
      return row ? toRun(row) : null;
    },
    /** The first run of a site that walked through it, in which everything was new; one that was kept out or broke off is none. */
    firstWalk(site: string): CrawlRun | null {
      const row = first.get(site);
      return row ? toRun(row) : null;
    },
    /** Every address that a run met, by outcome: what must add up (`discovered` = all outcomes + `open`). */
    reconcile(runId: string): {
      discovered: number;
      open: number;
      openListings: number;
      perOutcome: Partial<Record<Outcome, number>>;
    } {
      const sums = { discovered: 0, open: 0, openListings: 0 };
      const perOutcome: Partial<Record<Outcome, number>> = {};
      for (const { kind, outcome, n } of outcomes.all(runId)) {
        sums.discovered += n;
        if (outcome !== null) perOutcome[outcome] = (perOutcome[outcome] ?? 0) + n;
        else sums.open += n;
        if (outcome === null && kind === 'listing') sums.openListings += n;
      }
      return { ...sums, perOutcome };
    },
    /** The last runs of a site, newest first. */
    list(site: string, limit: number, which: 'all' | 'finished' = 'all'): CrawlRun[] {
      return (which === 'all' ? list : listFinished).all(site, limit).map(toRun);
    },
    /** Every site that was ever crawled. */
    sites(): string[] {
      return sites.all().map((row) => row.site);
    },
    /** The newest run that read the site and whose results are in use. */
    lastGood(site: string): CrawlRun | null {
      const row = lastGood.get(site);
      return row ? toRun(row) : null;
    },
    /** Runs of a site whose results are being put to use, oldest first. */
    releasing(site: string): CrawlRun[] {
      return inState.all(site, 'releasing').map(toRun);
    },
    /** Runs of a site that are held for a decision, oldest first. */
    quarantined(site: string): CrawlRun[] {
      return inState.all(site, 'quarantined').map(toRun);
    },
    /** @param by whoever says that the site is as this run found it. */
    accept(id: string, by: string): void {
      accept.run(by, id);
    },
    markReleased(id: string): void {
      setState.run('released' satisfies RunState, id);
      bodies.eraseUnneededOf(id);
    },
    /** Erases what the run holds; its addresses say that it was thrown away. */
    rollBack(id: string): void {
      eraseHeld.run(id);
      rollBack.run(id);
      setState.run('rolled-back' satisfies RunState, id);
      bodies.eraseUnneededOf(id);
    },
    /** The run of a site that began last, running or finished. */
    latest(site: string): CrawlRun | null {
      const row = latest.get(site);
      return row ? toRun(row) : null;
    },
    countFinished(site: string): number {
      return finishedCount.get(site)?.n ?? 0;
    },
    /**
     * Nothing more is asked of the site.
     * @param isWhole every listing page was read, so that what was not met is not there. @param state what becomes of the results.
     */
    finish(id: string, at: string, isWhole = false, state: RunState = 'released'): void {
      finish.run(at, isWhole ? 1 : 0, state, id);
    },
    /** When the last run began that read every listing page of the site, and whose results are in use. */
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
    /** What was expected to become of an ad is now known to be this. */
    settleAgain(
      runId: string,
      addressHash: string,
      outcome: 'stored' | 'changed' | 'unchanged' | 'failed',
      detail: string | null = null,
    ): void {
      settleAgain.run({ outcome, detail, runId, addressHash });
    },
    /** The run took the ad at this address for unchanged by its card, without a visit. */
    isKnownByCard(runId: string, addressHash: string): boolean {
      return knownByCard.get(runId, addressHash) !== undefined;
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
    /** Listing pages that are gone, forbidden or elsewhere. */
    countListingsAway(runId: string): number {
      return listingsAway.get(runId)?.n ?? 0;
    },
    counts(runId: string): RunCounts {
      return countRun(tally.all(runId), presence.counts(runId));
    },
  };
}

function toRun(row: RunRow): CrawlRun {
  return {
    id: row.id,
    site: row.site,
    reason: row.reason,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    state: runState.parse(row.state),
  };
}
