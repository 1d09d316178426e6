import type { Database } from 'better-sqlite3';
import type { PageBody } from '../model/evidence-page.ts';

/**
 * The bodies of pages, packed and sealed, each once under the hash of what it holds. A body stays while a page names it, or while the
 * run that brought it is held; every method leaves it so, within the transaction it is called in.
 */
export function createPageBodyRecords(db: Database) {
  const put = db.prepare(
    `insert into personal_page_body (sha256, run_id, sealed) values (?, ?, ?)
     on conflict (sha256) do update set run_id = excluded.run_id where run_id <> excluded.run_id`,
  );
  const read = db.prepare<[string], { sealed: Buffer }>('select sealed from personal_page_body where sha256 = ?');
  const isNeeded = `exists (select 1 from ad_page p where p.sha256 = personal_page_body.sha256 and p.body = 'kept')
    or exists (select 1 from run where id = run_id and state in ('crawling', 'releasing', 'quarantined'))`;
  const erase = db.prepare(`delete from personal_page_body where sha256 = ? and not (${isNeeded})`);
  const eraseOfRun = db.prepare(`delete from personal_page_body where run_id = ? and not (${isNeeded})`);

  return {
    put(runId: string, bodies: readonly PageBody[]): void {
      for (const { sha256, sealed } of bodies) put.run(sha256, runId, Buffer.from(sealed, 'base64'));
    },
    /** @returns null when it is not there. */
    read(sha256: string): Buffer | null {
      return read.get(sha256)?.sealed ?? null;
    },
    /** After a page stopped naming it. */
    eraseUnneeded(sha256: string): void {
      erase.run(sha256);
    },
    /** After a run is held no longer: what it brought and no page names. */
    eraseUnneededOf(runId: string): void {
      eraseOfRun.run(runId);
    },
  };
}
