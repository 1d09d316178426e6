import type { Database } from 'better-sqlite3';
import { firstNight } from './migrations/001-first-night.ts';
import { templates } from './migrations/002-templates.ts';
import { linkFacts } from './migrations/003-link-facts.ts';
import { standingTally } from './migrations/004-standing-tally.ts';
import { pages } from './migrations/005-pages.ts';
import { groups } from './migrations/006-groups.ts';
import { priceLevels } from './migrations/007-price-levels.ts';
import { seenBefore } from './migrations/008-seen-before.ts';
import { plannedMoments } from './migrations/009-planned-moments.ts';
import { tips } from './migrations/010-tips.ts';
import { heldRuns } from './migrations/011-held-runs.ts';
import { manualEntries } from './migrations/012-manual-entries.ts';
import { feedback } from './migrations/013-feedback.ts';
import { runTraffic } from './migrations/014-run-traffic.ts';
import { photos } from './migrations/015-photos.ts';
import { pageBodies } from './migrations/016-page-bodies.ts';
import { stated } from './migrations/017-stated.ts';
import { relearning } from './migrations/018-relearning.ts';
import { textPairs } from './migrations/019-text-pairs.ts';
import { keyMark } from './migrations/020-key-mark.ts';

/** In order; a number is never reused and a landed migration never edited. */
const migrations = [
  firstNight,
  templates,
  linkFacts,
  standingTally,
  pages,
  groups,
  priceLevels,
  seenBefore,
  plannedMoments,
  tips,
  heldRuns,
  manualEntries,
  feedback,
  runTraffic,
  photos,
  pageBodies,
  stated,
  relearning,
  textPairs,
  keyMark,
];

/** Brings the database to the newest layout; each migration is one transaction, and of processes that start at once one makes it. */
export function migrate(db: Database): void {
  for (const [index, sql] of migrations.entries()) {
    const version = index + 1;
    if (version <= layoutOf(db)) continue;
    db.transaction(() => {
      // Asked again, now that nobody else can be writing.
      if (version <= layoutOf(db)) return;
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

function layoutOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
