import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onDisk, whyUnusable } from '../lib/disk-trouble.ts';
import { createAccountRecords } from './accounts.ts';
import { createAdRecords } from './ads.ts';
import { adoptBodyFiles } from './adopt-body-files.ts';
import { createAssessmentRecords } from './assessments.ts';
import { createAuditRecords } from './audit.ts';
import { createEvidenceRecords } from './evidence.ts';
import { createFeedbackRecords } from './feedback.ts';
import { createFigureRecords } from './figures.ts';
import { createGroupCommit } from './group-commit.ts';
import { createGroupRecords } from './groups.ts';
import { createHandoverRecords } from './handovers.ts';
import { createHeldVisitRecords } from './held-visits.ts';
import { createIdentifierRecords } from './identifiers.ts';
import { createManualRecords } from './manual-entries.ts';
import { createKeyMarkRecord } from './key-mark.ts';
import { createListingRecords } from './listings.ts';
import { migrate } from './migrations.ts';
import { createLogMover } from './move-log.ts';
import { createPlannedMomentRecords } from './planned-moments.ts';
import { createPresenceRecords } from './presence.ts';
import { createPageBodyRecords } from './page-bodies.ts';
import { createPageRecords } from './pages.ts';
import { createPriceRecords } from './prices.ts';
import { createPhotoRecords } from './photos.ts';
import { createReviewRecords } from './reviews.ts';
import { createRunCheckRecords } from './run-checks.ts';
import { createRunRecords } from './runs.ts';
import { createTemplateRecords } from './templates.ts';
import { createTrafficRecords } from './traffic.ts';
import { createTipRecords } from './tips.ts';

export type Store = ReturnType<typeof openStore>;

/**
 * Opens the one SQLite store in the data folder, creating both when they are not there.
 * @throws VindplaatsError `DATA_UNWRITABLE` when the folder cannot be made or written; `DISK_FULL`, `DATA_LOCKED`.
 */
export function openStore(dataDir: string) {
  const db = openDatabase(dataDir);
  const tips = createTipRecords(db);
  const bodies = createPageBodyRecords(db);
  const log = createLogMover(db);
  return {
    keyMark: createKeyMarkRecord(db),
    runs: createRunRecords(db, bodies),
    traffic: createTrafficRecords(db),
    held: createHeldVisitRecords(db),
    checks: createRunCheckRecords(db),
    plannedMoments: createPlannedMomentRecords(db),
    ads: createAdRecords(db),
    manual: createManualRecords(db),
    presence: createPresenceRecords(db),
    listings: createListingRecords(db),
    bodies,
    pages: createPageRecords(db, bodies),
    photos: createPhotoRecords(db),
    identifiers: createIdentifierRecords(db, tips),
    templates: createTemplateRecords(db),
    evidence: createEvidenceRecords(db),
    groups: createGroupRecords(db),
    prices: createPriceRecords(db),
    tips,
    assessments: createAssessmentRecords(db),
    reviews: createReviewRecords(db),
    handovers: createHandoverRecords(db),
    feedback: createFeedbackRecords(db),
    figures: createFigureRecords(db),
    accounts: createAccountRecords(db),
    audit: createAuditRecords(db),
    /** Runs `work` in one write transaction: all of it is kept, or nothing. May be nested. */
    transaction<T>(work: () => T): T {
      const value = onDisk(db.name, () => db.transaction(work).immediate());
      log.wrote();
      return value;
    },
    transactionSoon: createGroupCommit(db, () => log.wrote()),
    /** Empties the write-ahead log, in which what was erased may still stand. Not within a transaction. */
    emptyLog(): void {
      onDisk(db.name, () => db.pragma('wal_checkpoint(truncate)'));
    },
    close(): void {
      log.close();
      db.close();
    },
  };
}

function openDatabase(dataDir: string): Database.Database {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw whyUnusable(error, 'data folder', dataDir);
  }
  const file = join(dataDir, 'vindplaats.sqlite');
  try {
    const db = new Database(file);
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = normal');
    db.pragma('foreign_keys = on');
    db.pragma('busy_timeout = 5000');
    // What is erased is overwritten, not only unlinked (AVG art. 17).
    db.pragma('secure_delete = on');
    // In KiB, a quarter of what better-sqlite3 gives: more makes no crawl faster, and a crawl is to stay under 200 MB.
    db.pragma('cache_size = -4000');
    migrate(db);
    adoptBodyFiles(db, dataDir);
    return db;
  } catch (error) {
    throw whyUnusable(error, 'store file', file, 'its folder');
  }
}
