import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { systemCodeOf } from '../lib/errors.ts';

const bodyName = /^[0-9a-f]{64}$/;

/** Page bodies were files once, `evidence/ab/<sha256>`: those that a page names become rows, and the folder goes. */
export function adoptBodyFiles(db: Database, dataDir: string): void {
  const folder = join(dataDir, 'evidence');
  if (!existsSync(folder)) return;
  const adopt = db.prepare(
    `insert into personal_page_body (sha256, run_id, sealed)
     select sha256, min(run_id), ? from ad_page where sha256 = ? and body = 'kept' group by sha256 on conflict do nothing`,
  );
  for (const part of list(folder)) {
    const files = list(join(folder, part)).filter((name) => bodyName.test(name));
    db.transaction(() => {
      for (const name of files) adopt.run(readFileSync(join(folder, part, name)), name);
    }).immediate();
    rmSync(join(folder, part), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error))) return [];
    throw error;
  }
}
