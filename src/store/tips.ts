import type { Database } from 'better-sqlite3';
import { tipSource, tipSubjectKind } from '../model/tip.ts';
import type { MatchingTip, TipSource, TipSubjectKind } from '../model/tip.ts';

export type TipSubject = { kind: TipSubjectKind; hash: string };

export type TipRecord = {
  id: number;
  source: TipSource;
  receivedOn: string;
  /** Kinds only: what they were is kept as hashes. */
  about: TipSubjectKind[];
  note: string;
  actor: string;
  enteredAt: string;
  undoneAt: string | null;
};

type Row = {
  id: number;
  source: string;
  received_on: string;
  actor: string;
  entered_at: string;
  undone_at: string | null;
  note: string | null;
  kinds: string | null;
};

/** Also the reach of a change: all ads are looked up by what the tip is about, and an ad by what it holds. */
export function createTipRecords(db: Database) {
  const insert = db.prepare<[string, string, string, string], { id: number }>(
    'insert into tip (source, received_on, actor, entered_at) values (?, ?, ?, ?) returning id',
  );
  const insertSubject = db.prepare('insert into tip_subject (tip_id, kind, hash) values (?, ?, ?)');
  const insertNote = db.prepare('insert into personal_tip_note (tip_id, note) values (?, ?)');
  const undo = db.prepare('update tip set undone_at = ?, undone_by = ? where id = ? and undone_at is null');
  const whole = `select t.*, n.note, (select group_concat(kind) from tip_subject where tip_id = t.id) kinds
    from tip t left join personal_tip_note n on n.tip_id = t.id`;
  const one = db.prepare<[number], Row>(`${whole} where t.id = ?`);
  const newest = db.prepare<[number], Row>(`${whole} order by t.id desc limit ?`);
  const ads = db.prepare<{ id: number }, { id: number }>(
    `select i.ad_id id from tip_subject s join identifier i on i.kind = s.kind and i.hash = s.hash where s.tip_id = @id
     union select ad.id from tip_subject s join ad on ad.address_hash = s.hash where s.tip_id = @id and s.kind = 'url'
     union select ad.id from tip_subject s join ad on ad.id = cast(s.hash as integer) where s.tip_id = @id and s.kind = 'ad'
     order by 1 desc`,
  );
  const some = db.prepare<[], { tip_id: number }>('select tip_id from tip_subject limit 1');
  const matching = db.prepare<
    { ad: number; adText: string },
    { id: number; source: string; received_on: string; note: string | null }
  >(
    `select t.id, t.source, t.received_on, n.note from tip t left join personal_tip_note n on n.tip_id = t.id
     where t.undone_at is null and t.id in (
       select s.tip_id from identifier i join tip_subject s on s.kind = i.kind and s.hash = i.hash where i.ad_id = @ad
       union select s.tip_id from ad join tip_subject s on s.kind = 'url' and s.hash = ad.address_hash where ad.id = @ad
       union select tip_id from tip_subject where kind = 'ad' and hash = @adText)
     order by t.received_on desc, t.id desc`,
  );

  return {
    /** Call inside a transaction. @returns the tip's number. */
    add(tip: Omit<TipRecord, 'id' | 'about' | 'undoneAt'>, about: readonly TipSubject[]): number {
      const row = insert.get(tip.source, tip.receivedOn, tip.actor, tip.enteredAt);
      if (!row) throw new Error('insert into tip returned no id');
      for (const { kind, hash } of about) insertSubject.run(row.id, kind, hash);
      if (tip.note !== '') insertNote.run(row.id, tip.note);
      return row.id;
    },
    /** @returns false when there is no such tip that still stands. */
    undo(id: number, actor: string, at: string): boolean {
      return undo.run(at, actor, id).changes > 0;
    },
    find(id: number): TipRecord | null {
      const row = one.get(id);
      return row ? toTip(row) : null;
    },
    /** Newest first, undone ones too. */
    list(limit: number): TipRecord[] {
      return newest.all(limit).map(toTip);
    },
    /** The ads it is about, newest first, whether or not it still stands. */
    adsOf(id: number): number[] {
      return ads.all({ id }).map((row) => row.id);
    },
    /** The tips that stand on an ad, newest first. */
    matching(adId: number): MatchingTip[] {
      // Asked for every ad that is linked, and most regions have no tip at all for a long time.
      if (some.get() === undefined) return [];
      return matching.all({ ad: adId, adText: String(adId) }).map(({ id, source, received_on: receivedOn, note }) => ({
        id,
        source: tipSource.parse(source),
        receivedOn,
        note: note ?? '',
      }));
    },
  };
}

function toTip(row: Row): TipRecord {
  return {
    id: row.id,
    source: tipSource.parse(row.source),
    receivedOn: row.received_on,
    about: (row.kinds ?? '').split(',').flatMap((kind) => tipSubjectKind.safeParse(kind).data ?? []),
    note: row.note ?? '',
    actor: row.actor,
    enteredAt: row.entered_at,
    undoneAt: row.undone_at,
  };
}
