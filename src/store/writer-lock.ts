import { join } from 'node:path';
import Database from 'better-sqlite3';
import { diskTrouble } from '../lib/disk-trouble.ts';
import { VindplaatsError, codeOf } from '../lib/errors.ts';

/**
 * Takes the one place of the writer of a data folder. The lock is the operating system's, so it ends with the process, killed or not.
 * @returns what gives the place up.
 * @throws VindplaatsError `DATA_LOCKED` when another process has it; `DISK_FULL`.
 */
export function takeWriterPlace(dataDir: string): () => void {
  const db = new Database(join(dataDir, 'writer.lock'), { timeout: 0 });
  try {
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    const told = diskTrouble(error, dataDir);
    if (codeOf(told) === 'DISK_FULL') throw told;
    throw new VindplaatsError(
      'DATA_LOCKED',
      `Another Vindplaats is writing in ${dataDir}; stop that one first, or choose another folder with --data DIR.`,
      { cause: error },
    );
  }
  return () => db.close();
}
