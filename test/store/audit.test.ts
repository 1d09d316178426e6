import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('shows a line of the audit log that was changed', () => {
  const dir = temporaryDir();
  const store = openStore(dir);
  onTestFinished(() => store.close());
  for (const object of ['ad:1', 'ad:2', 'ad:3']) {
    store.audit.append({
      at: '2026-01-05T01:00:00.000Z',
      actor: 'anna',
      action: 'review.confirmed',
      object,
      result: 'independent',
      origin: '127.0.0.1',
    });
  }
  expect(store.audit.firstBroken()).toBeNull();
  const db = new Database(join(dir, 'vindplaats.sqlite'));
  db.prepare("update audit set actor = 'someone-else' where id = 2").run();
  db.close();
  expect(store.audit.firstBroken()).toBe(2);
});
