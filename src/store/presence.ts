import type { Database } from 'better-sqlite3';

export type PresenceCounts = { missed: number; gone: number; returned: number };

/**
 * Whether an ad is still on its site. An ad is gone when two runs in a row did not find it: one alone proves little, for pages
 * shift while a crawl pages on, and sites have bad nights.
 */
export function createPresenceRecords(db: Database) {
  const standing = db.prepare<[number], { missed_in: string | null; gone_at: string | null }>(
    'select missed_in, gone_at from ad where id = ?',
  );
  const seen = db.prepare(
    'update ad set last_seen_at = max(last_seen_at, ?), missed_in = null, gone_at = null where id = ?',
  );
  const missed = db.prepare('update ad set missed_in = ? where id = ?');
  const gone = db.prepare('update ad set gone_at = ? where id = ?');
  const note = db.prepare('insert into ad_event (run_id, ad_id, kind, at) values (?, ?, ?, ?) on conflict do nothing');
  const unseen = db.prepare<[string, string, string], { id: number }>(
    `select id from ad where site = ? and gone_at is null and last_seen_at < ?
     and not exists (select 1 from run_address met where met.run_id = ? and met.address_hash = ad.address_hash
       and coalesce(met.detail, '') not in ('outside-region', 'outside-region-card')) order by id`,
  );
  const counts = db.prepare<[string], { kind: keyof PresenceCounts; n: number }>(
    'select kind, count(*) n from ad_event where run_id = ? group by kind',
  );
  const events = db.prepare<[number], { kind: keyof PresenceCounts; at: string }>(
    'select kind, at from ad_event where ad_id = ? order by at',
  );

  function miss(adId: number, runId: string, at: string): void {
    const ad = standing.get(adId);
    // Two signs in one run, a page that is not there and no card either, are still one.
    if (!ad || ad.gone_at !== null || ad.missed_in === runId) return;
    const kind = ad.missed_in === null ? 'missed' : 'gone';
    if (kind === 'missed') missed.run(runId, adId);
    else gone.run(at, adId);
    note.run(runId, adId, kind, at);
  }

  return {
    /** The ad was found: nothing counts against it any more, and when it was gone it is back. */
    see(adId: number, runId: string, at: string): void {
      if (standing.get(adId)?.gone_at) note.run(runId, adId, 'returned', at);
      seen.run(at, adId);
    },
    miss,
    /** Misses every ad of the site that a run which read the whole site did not meet, or met outside the region. */
    missUnmet(run: { id: string; site: string; startedAt: string }, at: string): void {
      for (const { id } of unseen.all(run.site, run.startedAt, run.id)) miss(id, run.id, at);
    },
    /** What a run found out. */
    counts(runId: string): PresenceCounts {
      const found: PresenceCounts = { missed: 0, gone: 0, returned: 0 };
      for (const { kind, n } of counts.all(runId)) found[kind] = n;
      return found;
    },
    /** When an ad was missed, gone and back, oldest first. */
    events(adId: number): { kind: keyof PresenceCounts; at: string }[] {
      return events.all(adId);
    },
  };
}
