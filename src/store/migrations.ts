import type { Database } from 'better-sqlite3';
import { firstNight } from './migrations/001-first-night.ts';
import { templates } from './migrations/002-templates.ts';
import { linkFacts } from './migrations/003-link-facts.ts';
import { seenBefore } from './migrations/004-seen-before.ts';

/** In order; a number is never reused and a landed migration never edited. */
const migrations = [firstNight, templates, linkFacts, seenBefore];

/** Brings the database to the newest layout; each migration is one transaction. */
export function migrate(db: Database): void {
  const current = Number(db.pragma('user_version', { simple: true }));
  for (const [index, sql] of migrations.entries()) {
    const version = index + 1;
    if (version <= current) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}
