import type { Database } from 'better-sqlite3';
import { linkDecisionSchema } from '../model/link.ts';
import type { Constraint, LinkDecision } from '../model/link.ts';

/** A decision about links as a person may read it back. `undoneAt` is null while it stands. */
export type LinkDecisionRecord = {
  id: number;
  decision: LinkDecision;
  reason: string;
  note: string;
  actor: string;
  madeAt: string;
  undoneAt: string | null;
};

export type GenericNodeRecord = { node: string; reason: string; note: string; actor: string; madeAt: string };

type DecisionRow = Omit<LinkDecisionRecord, 'decision'> & { decision: string };

const decisionColumns = `c.id, c.decision, c.reason, coalesce(n.note, '') note, c.actor, c.made_at madeAt, c.undone_at undoneAt`;

/** Which group every ad is in, as last derived from the evidence, and what reviewers decided about links. */
export function createGroupRecords(db: Database) {
  const groupOf = db.prepare<[number], { id: number }>('select group_id id from ad_group where ad_id = ?');
  const adsOf = db.prepare<[number, number], { ad: number }>(
    'select ad_id ad from ad_group where group_id = ? order by ad_id limit ?',
  );
  const newestWith = db.prepare<[number, number, number], { ad: number }>(
    `select ad_id ad from ad_group where group_id = (select group_id from ad_group where ad_id = ?) and ad_id <> ?
     order by ad_id desc limit ?`,
  );
  const sizeOf = db.prepare<[number], { ads: number }>(
    'select count(*) ads from ad_group where group_id = (select group_id from ad_group where ad_id = ?)',
  );
  const keep = db.prepare(
    `insert into ad_group (ad_id, group_id) values (?, ?)
     on conflict (ad_id) do update set group_id = excluded.group_id where group_id <> excluded.group_id`,
  );
  const addConstraint = db.prepare<[string, string, string, string], { id: number }>(
    'insert into link_constraint (decision, reason, actor, made_at) values (?, ?, ?, ?) returning id',
  );
  const addConstraintAd = db.prepare(
    'insert into link_constraint_ad (ad_id, constraint_id) values (?, ?) on conflict do nothing',
  );
  const addNote = db.prepare('insert into personal_link_note (constraint_id, note) values (?, ?)');
  const undo = db.prepare('update link_constraint set undone_at = ? where id = ? and undone_at is null');
  const standing = db.prepare<[number], { id: number; decision: string }>(
    `select c.id, c.decision from link_constraint_ad a join link_constraint c on c.id = a.constraint_id
     where a.ad_id = ? and c.undone_at is null order by c.id`,
  );
  const decision = db.prepare<[number], DecisionRow>(
    `select ${decisionColumns} from link_constraint c left join personal_link_note n on n.constraint_id = c.id where c.id = ?`,
  );
  const decisionsOnAd = db.prepare<[number], DecisionRow>(
    `select ${decisionColumns} from link_constraint_ad a join link_constraint c on c.id = a.constraint_id
     left join personal_link_note n on n.constraint_id = c.id where a.ad_id = ? order by c.id`,
  );
  const mark = db.prepare('insert into generic_node (node, reason, actor, made_at) values (?, ?, ?, ?)');
  const addMarkNote = db.prepare('insert into personal_generic_note (node, note) values (?, ?)');
  const unmark = db.prepare('delete from generic_node where node = ?');
  const marked = db.prepare<[string], GenericNodeRecord>(
    `select g.node, g.reason, coalesce(n.note, '') note, g.actor, g.made_at madeAt
     from generic_node g left join personal_generic_note n on n.node = g.node where g.node = ?`,
  );

  function toRecord({ decision: text, ...row }: DecisionRow): LinkDecisionRecord {
    return { ...row, decision: linkDecisionSchema.parse(JSON.parse(text)) };
  }

  return {
    /** The smallest ad id of its group; null for an ad that was never linked. */
    groupOf: (adId: number): number | null => groupOf.get(adId)?.id ?? null,
    /** Ascending. */
    adsOf: (groupId: number, limit: number): number[] => adsOf.all(groupId, limit).map((row) => row.ad),
    /** The other ads of its group, newest first. */
    newestWith: (adId: number, limit: number): number[] => newestWith.all(adId, adId, limit).map((row) => row.ad),
    /** How many ads are in the group of this one, itself included. */
    sizeOf: (adId: number): number => sizeOf.get(adId)?.ads ?? 1,
    keep(groupId: number, ads: readonly number[]): void {
      for (const ad of ads) keep.run(ad, groupId);
    },
    /** Decisions that stand and name this ad. */
    constraintsOf: (adId: number): Constraint[] =>
      standing.all(adId).map((row) => ({ id: row.id, ...linkDecisionSchema.parse(JSON.parse(row.decision)) })),
    decide(entry: Omit<LinkDecisionRecord, 'id' | 'undoneAt'>): number {
      const row = addConstraint.get(JSON.stringify(entry.decision), entry.reason, entry.actor, entry.madeAt);
      if (!row) throw new Error('insert into link_constraint returned no id');
      const { decision: made } = entry;
      for (const ad of made.kind === 'merge' ? made.ads : made.sides.flat()) addConstraintAd.run(ad, row.id);
      if (entry.note !== '') addNote.run(row.id, entry.note);
      return row.id;
    },
    decision(id: number): LinkDecisionRecord | null {
      const row = decision.get(id);
      return row ? toRecord(row) : null;
    },
    /** Everything reviewers decided about these ads, also what was undone, by number. */
    decisionsOn(ads: readonly number[]): LinkDecisionRecord[] {
      const found = new Map(ads.flatMap((ad) => decisionsOnAd.all(ad)).map((row) => [row.id, row]));
      return [...found.values()].toSorted((a, b) => a.id - b.id).map((row) => toRecord(row));
    },
    /** @returns false when it does not stand. */
    undo: (id: number, at: string): boolean => undo.run(at, id).changes > 0,
    /** Marks a shared thing as everyone's. */
    markGeneric(entry: GenericNodeRecord): void {
      mark.run(entry.node, entry.reason, entry.actor, entry.madeAt);
      if (entry.note !== '') addMarkNote.run(entry.node, entry.note);
    },
    /** @returns false when it was not marked. */
    unmarkGeneric: (node: string): boolean => unmark.run(node).changes > 0,
    genericMark: (node: string): GenericNodeRecord | null => marked.get(node) ?? null,
  };
}
