import {
  closeSync,
  fdatasync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Sealed page bodies as files, each under the hash of what it holds unsealed: `evidence/ab/<sha256>`. */
export type PageBodies = ReturnType<typeof openPageBodies>;

const bodyName = /^[0-9a-f]{64}$/;

export function openPageBodies(dataDir: string) {
  const folder = join(dataDir, 'evidence');
  const folderOf = (sha256: string) => join(folder, sha256.slice(0, 2));
  const pathOf = (sha256: string) => join(folderOf(sha256), sha256);

  const made = new Set<string>();

  function makeFolderOf(sha256: string): void {
    if (made.has(folderOf(sha256))) return;
    mkdirSync(folderOf(sha256), { recursive: true, mode: 0o700 });
    made.add(folderOf(sha256));
  }

  return {
    /**
     * Keeps a body; the same one again changes nothing. Either the whole file is there afterwards or none. It reaches the disk
     * a moment later: waiting for it would stop everything else as long, and the row that names the file is not there sooner.
     * What a power cut tears does not open, and says so.
     */
    put(sha256: string, sealed: Uint8Array): void {
      makeFolderOf(sha256);
      const unfinished = `${pathOf(sha256)}.${process.pid}`;
      const file = openSync(unfinished, 'w', 0o600);
      try {
        for (let at = 0; at < sealed.length;) at += writeSync(file, sealed, at);
        renameSync(unfinished, pathOf(sha256));
      } catch (error) {
        rmSync(unfinished, { force: true });
        closeSync(file);
        throw error;
      }
      fdatasync(file, () => closeSync(file));
    },
    /** @returns null when there is no such file. */
    read(sha256: string): Buffer | null {
      try {
        return readFileSync(pathOf(sha256));
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    /** Removes every body that nobody keeps, and what a killed process left half written. Only the one writer may. @returns how many. */
    removeExcept(isKept: (sha256: string) => boolean): number {
      let removed = 0;
      for (const part of list(folder)) {
        for (const name of list(join(folder, part))) {
          if (bodyName.test(name) && isKept(name)) continue;
          rmSync(join(folder, part, name), { force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
