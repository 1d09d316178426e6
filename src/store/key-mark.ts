import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { VindplaatsError } from '../lib/errors.ts';

/** By which master key the store was made, as a hash that tells nothing of it. */
export function createKeyMarkRecord(db: Database) {
  const known = db.prepare<[], { mark: string }>('select mark from key_mark');
  const keep = db.prepare('insert into key_mark (id, mark) values (1, ?) on conflict do nothing');

  function fits(mark: string): boolean {
    if (known.get() === undefined) keep.run(mark);
    return known.get()?.mark === mark;
  }

  return {
    /** @returns whether the mark is that of the store; a store without one takes it. */
    fits,
    /** @throws VindplaatsError `KEY_WRONG` when it does not fit. */
    require(mark: string): void {
      if (fits(mark)) return;
      throw new VindplaatsError(
        'KEY_WRONG',
        `The data folder ${dirname(db.name)} was made with another key; set VINDPLAATS_KEY to that one (unset, if the folder holds it as "key"), for with this one no number is recognised and no kept page opens.`,
      );
    },
  };
}
