import type { Database } from 'better-sqlite3';
import { assessmentSchema, levels } from '../model/assessment.ts';
import type { Assessment } from '../model/assessment.ts';
import { reviewStateSchema } from '../model/review.ts';
import type { ReviewState } from '../model/review.ts';

export type StoredAssessment = Assessment & { id: number; adId: number; adVersion: number; madeAt: string };

type Row = { id: number; ad_id: number; ad_version: number; made_at: string; findings: string };

export function createAssessmentRecords(db: Database) {
  const insert = db.prepare(
    `insert into assessment (ad_id, ad_version, made_at, level, points, ruleset_hash, input_hash, findings) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const same = db.prepare<[number, number, string, string], { id: number }>(
    'select id from assessment where ad_id = ? and ad_version = ? and ruleset_hash = ? and input_hash = ?',
  );
  // A decision stays a decision: a new assessment moves the order of open work, never the state.
  const stand = db.prepare(
    `insert into standing (ad_id, assessment_id, level_rank, points, state) values (?, ?, ?, ?, 'open')
     on conflict (ad_id) do update set assessment_id = excluded.assessment_id, level_rank = excluded.level_rank, points = excluded.points`,
  );
  const current = db.prepare<[number], Row>(
    'select a.* from standing s join assessment a on a.id = s.assessment_id where s.ad_id = ?',
  );
  const standings = db.prepare<[], { ad_id: number; state: string; ruleset_hash: string }>(
    'select s.ad_id, s.state, a.ruleset_hash from standing s join assessment a on a.id = s.assessment_id order by s.ad_id',
  );
  const byId = db.prepare<[number], Row>('select * from assessment where id = ?');

  return {
    /** Keeps an assessment and makes it the ad's current one; the same inputs and rules are kept once. Call inside a transaction. */
    keep(adId: number, adVersion: number, assessment: Assessment, at: string): number {
      insert.run(
        adId,
        adVersion,
        at,
        assessment.level,
        assessment.points,
        assessment.rulesetHash,
        assessment.inputHash,
        JSON.stringify(assessment),
      );
      const row = same.get(adId, adVersion, assessment.rulesetHash, assessment.inputHash);
      if (!row) throw new Error('an assessment that was just kept is not there');
      stand.run(adId, row.id, levels.indexOf(assessment.level), assessment.points);
      return row.id;
    },
    /** Where every assessed ad stands, and by which rules. */
    standings(): { adId: number; state: ReviewState; rulesetHash: string }[] {
      return standings
        .all()
        .map((row) => ({ adId: row.ad_id, state: reviewStateSchema.parse(row.state), rulesetHash: row.ruleset_hash }));
    },
    current(adId: number): StoredAssessment | null {
      const row = current.get(adId);
      return row ? toAssessment(row) : null;
    },
    find(id: number): StoredAssessment | null {
      const row = byId.get(id);
      return row ? toAssessment(row) : null;
    },
  };
}

function toAssessment(row: Row): StoredAssessment {
  return {
    ...assessmentSchema.parse(JSON.parse(row.findings)),
    id: row.id,
    adId: row.ad_id,
    adVersion: row.ad_version,
    madeAt: row.made_at,
  };
}
