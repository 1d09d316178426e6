import type { Database } from 'better-sqlite3';

/** In pages, 16 MB: so much of the log that is not in the file yet is moved when the work that wrote it is done. */
const movedPages = 4000;
/** In pages, 64 MB: of a log so long, as when no moment comes between the writes, a write moves it itself. */
const logPagesMax = 16_000;

/**
 * Moves the write-ahead log into the file between one piece of work and the next: it takes ten milliseconds and more, and a write that is
 * waited for is not to wait for that too.
 */
export function createLogMover(db: Database) {
  const pages = db.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(noop)');
  let soon: NodeJS.Immediate | undefined;
  db.pragma(`wal_autocheckpoint = ${logPagesMax}`);

  function isLong(): boolean {
    try {
      const { log, checkpointed } = pages.get() ?? { log: 0, checkpointed: 0 };
      return log - checkpointed >= movedPages;
    } catch {
      // The write is done: nothing that is asked after it may make it look as if it were not.
      return false;
    }
  }

  function move(): void {
    soon = undefined;
    try {
      db.pragma('wal_checkpoint(passive)');
    } catch {
      // As SQLite has it by itself: what cannot be moved stays in the log and loses nothing. On a full disk the next write tells.
    }
  }

  return {
    /** To be called after a write. */
    wrote(): void {
      if (soon === undefined && !db.inTransaction && isLong()) soon = setImmediate(move);
    },
    close(): void {
      clearImmediate(soon);
    },
  };
}
