import type { Database } from 'better-sqlite3';
import { diskTrouble } from '../lib/disk-trouble.ts';

type Write = { run(): () => void; fail(error: unknown): void };

/**
 * A write transaction that is shared with others of the same moment, for a commit costs more than most of what is in it.
 * Each work stands alone in it: one that throws is undone and leaves the others be. Answers when all is committed.
 * @param wrote is called after each.
 */
export function createGroupCommit(db: Database, wrote: () => void = () => {}): <T>(work: () => T) => Promise<T> {
  let waiting: Write[] = [];
  // Once for all: making one costs more than most of what is done in it.
  const alone = db.transaction((work: () => void) => work());

  function commit(): void {
    const writes = waiting;
    waiting = [];
    try {
      const answers = db.transaction(() => writes.map((write) => write.run())).immediate();
      for (const answer of answers) answer();
      wrote();
    } catch (error) {
      for (const write of writes) write.fail(diskTrouble(error, db.name));
    }
  }

  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        run() {
          let answer = () => {};
          try {
            alone(() => {
              const value = work();
              answer = () => resolve(value);
            });
            return answer;
          } catch (error) {
            // A full disk ends the whole transaction, and what the others wrote with it.
            if (!db.inTransaction) throw error;
            const told = diskTrouble(error, db.name);
            return () => reject(told instanceof Error ? told : new Error(String(told)));
          }
        },
        fail: reject,
      });
      if (waiting.length === 1) setImmediate(commit);
    });
}
