import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLogMover } from '../../src/store/move-log.ts';

let dir: string;
let db: Database.Database;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vindplaats-log-'));
  db = new Database(join(dir, 'store.sqlite'));
  db.pragma('journal_mode = wal');
  db.exec('create table entry (content blob not null) strict');
});

afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

/** Writes so many pages of 4 KB, each time in one transaction. */
function write(pages: number): void {
  db.prepare('insert into entry (content) values (zeroblob(?))').run(pages * 4096);
}

const inLog = () => {
  const pages = db.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(noop)').get();
  return (pages?.log ?? 0) - (pages?.checkpointed ?? 0);
};

it('moves a long log into the file when the work that wrote it is done, and not before', async () => {
  const log = createLogMover(db);
  write(5000);
  log.wrote();
  expect(inLog()).toBeGreaterThan(5000);
  await nextTurn();
  expect(inLog()).toBe(0);
  // The next write begins the log anew.
  write(1);
  expect(inLog()).toBeLessThan(10);
});

it('lets a short log be, for each move waits for the disk', async () => {
  const log = createLogMover(db);
  write(100);
  log.wrote();
  await nextTurn();
  expect(inLog()).toBeGreaterThan(100);
});

it('keeps the log to a size where no moment comes between the writes', () => {
  const log = createLogMover(db);
  for (let nth = 0; nth < 40; nth += 1) {
    write(1000);
    log.wrote();
  }
  expect(statSync(join(dir, 'store.sqlite-wal')).size).toBeLessThan(18_000 * 4200);
});

it('does nothing within a transaction, and nothing after the store is closed', async () => {
  const log = createLogMover(db);
  db.transaction(() => {
    write(5000);
    log.wrote();
  })();
  await nextTurn();
  expect(inLog()).toBeGreaterThan(5000);
  log.wrote();
  log.close();
  db.close();
  await nextTurn();
});
