import type { Database } from 'better-sqlite3';

/**
 * What a person marked as everyone's is named by the smallest member of a template or cluster. That name changes when others join it
 * and when the member is erased; the mark is of what it names, so it goes along, and ends with the last member.
 */
export function createCarryMark(db: Database, kind: 'text' | 'photo') {
  const column = kind === 'text' ? 'template' : 'cluster';
  const any = db.prepare<[string, string], { node: string }>(
    'select node from generic_node where node >= ? and node < ? limit 1',
  );
  const copy = db.prepare(
    `insert into generic_node (node, reason, actor, made_at) select ?, reason, actor, made_at from generic_node where node = ?
     on conflict (node) do nothing`,
  );
  const copyNote = db.prepare(
    'insert into personal_generic_note (node, note) select ?, note from personal_generic_note where node = ?',
  );
  const end = db.prepare(
    `delete from generic_node where node = ? and not exists (select 1 from ${kind} where ${column} = ?)`,
  );
  const nameOf = db.prepare<[number], number>(`select ${column} from ${kind} where id = ?`).pluck();

  return {
    /** To be called around what renames the members: of most stores nothing is marked, and then no member is looked at. */
    along(names: ReadonlyMap<number, number>, rename: () => void): void {
      const moves =
        any.get(`${kind}:`, `${kind};`) === undefined
          ? []
          : [...names].map(([member, to]) => ({ from: nameOf.get(member) ?? to, to }));
      rename();
      for (const { from, to } of moves) copyTo(from, to);
      for (const { from } of moves) endIfGone(from);
    },
    move(from: number, to: number): void {
      copyTo(from, to);
      endIfGone(from);
    },
    /** The mark of a name that no member has any more. */
    endIfGone,
    nameOf: (member: number): number | undefined => nameOf.get(member),
  };

  function copyTo(from: number, to: number): void {
    if (copy.run(`${kind}:${to}`, `${kind}:${from}`).changes > 0) copyNote.run(`${kind}:${to}`, `${kind}:${from}`);
  }

  function endIfGone(name: number): void {
    end.run(`${kind}:${name}`, name);
  }
}
