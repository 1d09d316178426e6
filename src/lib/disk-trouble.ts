import { VindplaatsError, messageOf, systemCodeOf } from './errors.ts';

/** How soon work that met a full disk or a locked file is tried again. */
const againMs = 2_000;

/** By SQLite and by Node: no space, over the quota, over the size a file may have. SQLite tells the last two as a write that failed. */
const noRoom = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'ENOSPC', 'EDQUOT', 'EFBIG']);

/** What `error` says to a person when it comes from a full disk or a locked file; any other is given back as it is. */
export function diskTrouble(error: unknown, place: string): unknown {
  const code = systemCodeOf(error);
  if (noRoom.has(code)) {
    return new VindplaatsError(
      'DISK_FULL',
      `There is no room to write in ${place} (${messageOf(error)}); make room or raise the limit, then start the same command again: what was stored stays, and the crawl goes on where it was.`,
      { cause: error, waitMs: againMs },
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new VindplaatsError(
      'DATA_LOCKED',
      `Another program keeps ${place} locked; close it (a database viewer, a backup). Work that is under way goes on by itself; a command that has ended is to be started again.`,
      { cause: error, waitMs: againMs },
    );
  }
  return error;
}

/**
 * Why a folder or a file cannot be used at all: a full disk or a locked file in those words, anything else as `DATA_UNWRITABLE`.
 * @param the what it is called in the sentence. @param writable what has to be made writable.
 */
export function whyUnusable(error: unknown, the: string, place: string, writable: 'it' | 'its folder' = 'it'): unknown {
  const told = diskTrouble(error, place);
  if (told !== error) return told;
  return new VindplaatsError(
    'DATA_UNWRITABLE',
    `The ${the} ${place} cannot be used (${messageOf(error)}); make ${writable} writable or choose another with --data DIR.`,
    { cause: error },
  );
}

/** Does `write`, and tells of a full disk or a locked file in the words of the catalogue. */
export function onDisk<T>(place: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw diskTrouble(error, place);
  }
}
