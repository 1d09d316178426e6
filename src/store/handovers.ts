import type { Database } from 'better-sqlite3';
import { confirmReasons } from '../model/review.ts';
import type { Decision } from '../model/review.ts';

/** A confirmation that stands, on the version and assessment the person had in view. */
export type Confirmation = {
  adId: number;
  adVersion: number;
  assessmentId: number;
  decisionEventId: number;
  reason: Extract<Decision, { verdict: 'confirmed' }>['reason'];
  decidedAt: string;
  /** Of the ad as it was decided on; compared later, it shows whether that text changed. */
  contentHash: string;
};

export type HandoverRecord = {
  number: string;
  municipality: string;
  madeAt: string;
  actor: string;
  basis: string;
  manifestSha256: string;
  items: number;
};

type ConfirmationRow = {
  ad_id: number;
  ad_version: number;
  assessment_id: number;
  event_id: number;
  reason: string;
  at: string;
  content_hash: string;
};

type Row = {
  number: string;
  municipality: string;
  made_at: string;
  actor: string;
  basis: string;
  manifest_sha256: string;
  items: number;
};

export function createHandoverRecords(db: Database) {
  const counted =
    'select h.*, (select count(*) from handover_item i where i.handover_number = h.number) items from handover h';
  const insert = db.prepare(
    'insert into handover (number, municipality, made_at, actor, basis, manifest_sha256) values (?, ?, ?, ?, ?, ?)',
  );
  const insertItem = db.prepare(
    'insert into handover_item (handover_number, ad_id, ad_version, decision_event_id) values (?, ?, ?, ?)',
  );
  const list = db.prepare<[], Row>(`${counted} order by h.number desc`);
  const find = db.prepare<[string], Row>(`${counted} where h.number = ?`);
  const ofYear = db.prepare<[string], { n: number }>(
    "select count(*) n from handover where number like 'RL-' || ? || '-%'",
  );
  // The decision that stands is the newest event, handovers aside: an undo or a reopening after it takes it back. The
  // municipality is the one of the text that was decided on, so that no municipality gets an ad it was not decided for.
  const confirmed = `from standing s
     join review_event e on e.id = (select max(id) from review_event where ad_id = s.ad_id and kind <> 'handed-over')
     join ad_version v on v.ad_id = s.ad_id and v.version = json_extract(e.content, '$.adVersion')
     join personal_ad p on p.ad_id = v.ad_id and p.version = v.version
     where s.state = 'confirmed' and e.kind = 'decided' and json_extract(e.content, '$.verdict') = 'confirmed'`;
  const confirmations = db.prepare<[string], ConfirmationRow>(
    `select s.ad_id, v.version ad_version, json_extract(e.content, '$.assessmentId') assessment_id, e.id event_id,
       json_extract(e.content, '$.reason') reason, e.at, v.content_hash
     ${confirmed} and json_extract(p.content, '$.municipality') = ? order by s.level_rank desc, s.points desc, s.ad_id`,
  );
  const perMunicipality = db.prepare<[], { municipality: string; n: number }>(
    `select json_extract(p.content, '$.municipality') municipality, count(*) n ${confirmed} group by 1 order by 1`,
  );

  return {
    /** The next free number of a year, as `RL-2026-031`. */
    nextNumber(year: number): string {
      return `RL-${year}-${String((ofYear.get(String(year))?.n ?? 0) + 1).padStart(3, '0')}`;
    },
    /** Ads a person confirmed and nobody was handed yet, heaviest first. */
    confirmations(municipality: string): Confirmation[] {
      return confirmations.all(municipality).map((row) => ({
        adId: row.ad_id,
        adVersion: row.ad_version,
        assessmentId: row.assessment_id,
        decisionEventId: row.event_id,
        reason: confirmReasons.parse(row.reason),
        decidedAt: row.at,
        contentHash: row.content_hash,
      }));
    },
    /** As many as `confirmations` gives, for every municipality that has any. */
    countConfirmed(): { municipality: string; ads: number }[] {
      return perMunicipality.all().map((row) => ({ municipality: row.municipality, ads: row.n }));
    },
    /** Call inside a transaction. */
    add(
      handover: Omit<HandoverRecord, 'items'>,
      items: readonly { adId: number; adVersion: number; decisionEventId: number }[],
    ): void {
      insert.run(
        handover.number,
        handover.municipality,
        handover.madeAt,
        handover.actor,
        handover.basis,
        handover.manifestSha256,
      );
      for (const item of items) insertItem.run(handover.number, item.adId, item.adVersion, item.decisionEventId);
    },
    list(): HandoverRecord[] {
      return list.all().map(toRecord);
    },
    find(number: string): HandoverRecord | null {
      const row = find.get(number);
      return row ? toRecord(row) : null;
    },
  };
}

function toRecord(row: Row): HandoverRecord {
  return {
    number: row.number,
    municipality: row.municipality,
    madeAt: row.made_at,
    actor: row.actor,
    basis: row.basis,
    manifestSha256: row.manifest_sha256,
    items: row.items,
  };
}
