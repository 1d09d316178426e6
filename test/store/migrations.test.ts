import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/store/migrations.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const opening = `
  import { openStore } from './src/store/open-store.ts';
  process.stdout.write('opening');
  openStore(process.argv[1]).close();
`;

it('a process that opens a new data folder while another one lays it out waits, and finds it laid out', async () => {
  const dir = temporaryDir();
  const db = new Database(join(dir, 'vindplaats.sqlite'));
  onTestFinished(() => {
    db.close();
  });
  db.pragma('journal_mode = wal');
  db.exec('begin immediate');
  migrate(db);
  const other = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', opening, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(other, 'exit');
  await once(other.stdout, 'data');
  // Long enough for it to have seen an empty file; it waits 5 s for whoever writes.
  await sleep(1000);
  db.exec('commit');
  expect(await ended).toEqual([0, null]);
});
