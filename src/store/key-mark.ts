import type { Database } from 'better-sqlite3';

/** By which master key the store was made, as a hash that tells nothing of it. */
export function createKeyMarkRecord(db: Database) {
  const known = db.prepare<[], { mark: string }>('select mark from key_mark');
  const keep = db.prepare('insert into key_mark (id, mark) values (1, ?) on conflict do nothing');

  return {
    /** @returns whether the mark is that of the store; a store without one takes it. */
    fits(mark: string): boolean {
      if (known.get() === undefined) keep.run(mark);
      return known.get()?.mark === mark;
    },
  };
}
