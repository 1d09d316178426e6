import type { Database } from 'better-sqlite3';

/** One time a person added an ad; `reason` is the aanleiding. */
export type ManualEntry = {
  id: string;
  adId: number;
  version: number;
  runId: string;
  actor: string;
  addedAt: string;
};

/** What people added by hand. */
export function createManualRecords(db: Database) {
  const columns = 'id, ad_id adId, version, run_id runId, actor, added_at addedAt';
  const insert = db.prepare(
    'insert into manual_entry (id, ad_id, version, run_id, actor, added_at) values (@id, @adId, @version, @runId, @actor, @addedAt)',
  );
  const byId = db.prepare<[string], ManualEntry>(`select ${columns} from manual_entry where id = ?`);
  const ofAd = db.prepare<[number], ManualEntry>(
    `select ${columns} from manual_entry where ad_id = ? order by added_at desc, id`,
  );
  return {
    add(entry: ManualEntry): void {
      insert.run(entry);
    },
    find(id: string): ManualEntry | null {
      return byId.get(id) ?? null;
    },
    /** Newest first. */
    ofAd(adId: number): ManualEntry[] {
      return ofAd.all(adId);
    },
  };
}
