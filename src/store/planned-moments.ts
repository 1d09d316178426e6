import type { Database } from 'better-sqlite3';

export type PlannedOutcome = 'watched' | 'started' | 'skipped' | 'refused';
export type PlannedMoment = { site: string; at: string; outcome: PlannedOutcome; answeredAt: string };

type Row = { site: string; at: string; outcome: PlannedOutcome; answered_at: string };

/** The moments at which a crawl was planned, and what came of each. */
export function createPlannedMomentRecords(db: Database) {
  const insert = db.prepare(
    'insert into planned_moment (site, at, outcome, answered_at) values (?, ?, ?, ?) on conflict do nothing',
  );
  const last = db.prepare<[string], Row>('select * from planned_moment where site = ? order by at desc limit 1');
  const since = db.prepare<[string], Row>(
    "select * from planned_moment where answered_at > ? and outcome <> 'watched' order by answered_at, site",
  );
  return {
    /** @param at the planned instant; of `watched`, the moment from which the plan of this site is kept. */
    answer(site: string, at: string, outcome: PlannedOutcome, answeredAt: string): void {
      insert.run(site, at, outcome, answeredAt);
    },
    /** The last answered moment of a site; null while its plan was never kept. */
    last(site: string): PlannedMoment | null {
      const row = last.get(site);
      return row ? toMoment(row) : null;
    },
    /** What was answered after a moment, oldest first. */
    answeredSince(moment: string): PlannedMoment[] {
      return since.all(moment).map(toMoment);
    },
  };
}

function toMoment({ site, at, outcome, answered_at: answeredAt }: Row): PlannedMoment {
  return { site, at, outcome, answeredAt };
}
