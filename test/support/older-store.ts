import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Undoes what each migration made, newest first. */
const undoings: [migration: number, sql: string][] = [
  [20, 'drop table key_mark'],
  [19, 'alter table text drop column pairs'],
  [18, 'alter table shingle_weights drop column kept_to; alter table shingle_weights drop column stale_to'],
  [17, 'drop trigger content_kept; drop trigger content_erased; drop table personal_stated'],
];

/** Makes the store of a data folder, which nobody has open, as it was before a migration. */
export function undoMigrationsFrom(migration: number, dataDir: string): void {
  const db = new Database(join(dataDir, 'vindplaats.sqlite'));
  for (const [number, sql] of undoings) if (number >= migration) db.exec(sql);
  db.pragma(`user_version = ${migration - 1}`);
  db.close();
}
