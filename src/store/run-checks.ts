import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { findingSchema, siteProfileSchema } from '../model/site-profile.ts';
import type { Finding, SiteProfile } from '../model/site-profile.ts';

/** So many nights of a site are its history: a month. */
const nightsMax = 30;

const findingsSchema = z.array(findingSchema);

/** The numbers of a run that its addresses and the ads of its site give. */
export type RunNumbers = {
  isTurnedAway: boolean;
  outsideCards: number;
  inRegion: number;
  newAds: number;
  outside: number;
  notAnAd: number;
  present: number;
  missing: number;
};

/** How each run looked beside what is usual at its site. Numbers only. */
export function createRunCheckRecords(db: Database) {
  const keep = db.prepare('insert or replace into run_check (run_id, profile, findings) values (?, ?, ?)');
  const findings = db.prepare<[string], { findings: string }>('select findings from run_check where run_id = ?');
  const good = db.prepare<[string, number], { profile: string; vouched_by: string | null }>(
    `select c.profile, r.vouched_by from run r join run_check c on c.run_id = r.id
     where r.site = ? and r.state = 'released' order by r.started_at desc limit ?`,
  );
  const addresses = db.prepare<[string], { outcome: string; detail: string | null; n: number }>(
    "select outcome, detail, count(*) n from run_address where run_id = ? and kind = 'detail' and outcome is not null group by outcome, detail",
  );
  const listings = db.prepare<[string], { n: number; skipped: number }>(
    "select count(*) n, coalesce(sum(outcome = 'skipped'), 0) skipped from run_address where run_id = ? and kind = 'listing'",
  );
  const presence = db.prepare<[{ runId: string; site: string }], { present: number; met: number }>(
    `select count(*) present, coalesce(sum(
       exists (select 1 from run_address a where a.run_id = @runId and a.address_hash = ad.address_hash
         and not (a.outcome = 'skipped' and a.detail = 'gone'))
       or id in (select ad_id from personal_held_visit where run_id = @runId and ad_id is not null)), 0) met
     from ad where site = @site and gone_at is null`,
  );

  return {
    keep(runId: string, profile: SiteProfile, found: readonly Finding[]): void {
      keep.run(runId, JSON.stringify(profile), JSON.stringify(found));
    },
    /** What was other than usual; empty for a run that was fine, and for one that was not checked yet. */
    findings(runId: string): Finding[] {
      const row = findings.get(runId);
      return row ? findingsSchema.parse(JSON.parse(row.findings)) : [];
    },
    /** The last good nights of a site, newest first, back to the last one that a person vouched for. */
    goodNights(site: string): { nights: SiteProfile[]; isVouchedFor: boolean } {
      const nights: SiteProfile[] = [];
      for (const row of good.all(site, nightsMax)) {
        nights.push(siteProfileSchema.parse(JSON.parse(row.profile)));
        if (row.vouched_by !== null) return { nights, isVouchedFor: true };
      }
      return { nights, isVouchedFor: false };
    },
    /** To be asked before anything of the run is in use: `present` are the ads of the last good night. */
    numbers(runId: string, site: string): RunNumbers {
      const rows = addresses.all(runId);
      const sum = (is: (row: (typeof rows)[number]) => boolean) =>
        rows.reduce((all, row) => (is(row) ? all + row.n : all), 0);
      const skipped = (reason: string) => sum((row) => row.outcome === 'skipped' && row.detail === reason);
      const there = presence.get({ runId, site }) ?? { present: 0, met: 0 };
      const listed = listings.get(runId) ?? { n: 0, skipped: 0 };
      return {
        // One that failed or is still open is told as that.
        isTurnedAway: listed.n > 0 && listed.n === listed.skipped,
        outsideCards: skipped('outside-region-card'),
        inRegion: sum((row) => row.outcome === 'stored' || row.outcome === 'changed' || row.outcome === 'unchanged'),
        newAds: sum((row) => row.outcome === 'stored'),
        outside: skipped('outside-region'),
        notAnAd: skipped('not-an-ad'),
        present: there.present,
        missing: there.present - there.met,
      };
    },
  };
}
