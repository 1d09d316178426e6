import Database from 'better-sqlite3';

/** The other way to find candidates: one table of (band key, text) instead of arrays in memory. Measured to choose between the two. */
export function openBandTable(path: string) {
  const db = new Database(path);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = off');
  db.pragma('cache_size = -262144');
  db.exec('create table band (key integer, text integer, primary key (key, text)) strict, without rowid');
  const insert = db.prepare('insert or ignore into band values (?, ?)');
  const select = db.prepare<[number], number>('select text from band where key = ? limit 5000').pluck();
  return {
    begin: () => db.exec('begin'),
    commit: () => db.exec('commit'),
    /** Candidates of a text, then the text itself is added. */
    step(text: number, keys: Uint32Array): number {
      let candidates = 0;
      for (const key of keys) candidates += select.all(key).length;
      for (const key of keys) insert.run(key, text);
      return candidates;
    },
    sizeBytes(): number {
      db.pragma('wal_checkpoint(truncate)');
      return Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
    },
    close: () => db.close(),
  };
}
