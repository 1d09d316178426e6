import type { Database } from 'better-sqlite3';
import { levels, levelSchema } from '../model/assessment.ts';
import type { Level } from '../model/assessment.ts';
import { ageBand } from '../model/ad.ts';
import type { AgeBand } from '../model/ad.ts';
import { reviewStateSchema } from '../model/review.ts';
import type { ReviewState } from '../model/review.ts';

/** Assessed ads of a period, counted by what a report breaks down by. No personal content. */
export type FigureRow = {
  municipality: string;
  site: string;
  month: string;
  ageBand: AgeBand;
  level: Level;
  state: ReviewState;
  ads: number;
};

export function createFigureRecords(db: Database) {
  const rows = db.prepare<
    [string, string],
    {
      municipality: string;
      site: string;
      month: string;
      age_band: string;
      level_rank: number;
      state: string;
      n: number;
    }
  >(
    `select ad.municipality, ad.site, substr(ad.reference_day, 1, 7) month, ad.age_band, s.level_rank, s.state, count(*) n
     from ad join standing s on s.ad_id = ad.id where ad.reference_day between ? and ?
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
  );
  const span = db.prepare<[], { first: string | null; last: string | null }>(
    'select min(reference_day) first, max(reference_day) last from ad',
  );
  const rulesets = db.prepare<[string, string], { ruleset_hash: string }>(
    `select distinct a.ruleset_hash from ad join standing s on s.ad_id = ad.id join assessment a on a.id = s.assessment_id
     where ad.reference_day between ? and ? order by 1`,
  );
  return {
    /** @param from first day, @param to last day, both `YYYY-MM-DD` and included; by posted day, else day first seen. */
    count(from: string, to: string): FigureRow[] {
      return rows.all(from, to).map((row) => ({
        municipality: row.municipality,
        site: row.site,
        month: row.month,
        ageBand: ageBand.parse(row.age_band),
        level: levelSchema.parse(levels[row.level_rank]),
        state: reviewStateSchema.parse(row.state),
        ads: row.n,
      }));
    },
    /** The rulesets behind the levels that `count` counts. Same parameters. */
    rulesets(from: string, to: string): string[] {
      return rulesets.all(from, to).map((row) => row.ruleset_hash);
    },
    /** First and last day with an ad; null when there is none. */
    period(): { from: string; to: string } | null {
      const row = span.get();
      return row?.first && row.last ? { from: row.first, to: row.last } : null;
    },
  };
}
