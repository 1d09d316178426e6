import type { Database } from 'better-sqlite3';
import { canonicalJson, sha256Hex } from '../lib/hash.ts';

/** Who did what to which object, with which result and from where (BIO2 8.15.01). Ids only, never text of an ad. */
export type AuditLine = { at: string; actor: string; action: string; object: string; result: string; origin: string };

/** The audit log is a chain: each line's hash covers the one before, so a line that is changed or cut out shows. */
export function createAuditRecords(db: Database) {
  const last = db.prepare<[], { hash: string }>('select hash from audit order by id desc limit 1');
  const insert = db.prepare(
    'insert into audit (at, actor, action, object, result, origin, hash) values (@at, @actor, @action, @object, @result, @origin, @hash)',
  );
  const all = db.prepare<[], AuditLine & { id: number; hash: string }>('select * from audit order by id');
  const append = db.transaction((line: AuditLine) => {
    insert.run({ ...line, hash: chain(last.get()?.hash ?? '', line) });
  });
  return {
    append(line: AuditLine): void {
      append.immediate(line);
    },
    /** @returns the number of the first line that does not fit the chain, or null when all of it does. */
    firstBroken(): number | null {
      let previous = '';
      for (const { id, hash, ...line } of all.iterate()) {
        if (chain(previous, line) !== hash) return id;
        previous = hash;
      }
      return null;
    },
    list(): AuditLine[] {
      return all.all().map(({ id: _id, hash: _hash, ...line }) => line);
    },
  };
}

function chain(previous: string, line: AuditLine): string {
  const { at, actor, action, object, result, origin } = line;
  return sha256Hex(`${previous}\n${canonicalJson({ at, actor, action, object, result, origin })}`);
}
