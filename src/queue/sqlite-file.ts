/** The file of the embedded queue and what is laid out in it. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { whyUnusable } from '../lib/disk-trouble.ts';

/** Payloads stand apart, so that a claim or a renewed lease does not write them again. */
const firstLayout = `
  create table job (
    id integer primary key,
    queue text not null,
    key text not null,
    ready_at integer not null, -- ms; of a leased job: when the lease ends and anyone may take it
    lease text,
    attempts integer not null default 0,
    losses integer not null default 0,
    unique (queue, key)
  ) strict;
  create index job_ready on job (queue, ready_at);
  create table payload (job_id integer primary key references job (id) on delete cascade, body text not null) strict;
  create table failure (queue text not null, key text not null, code text not null, failed_at integer not null) strict;
  create index failure_queue on failure (queue);
  create index failure_age on failure (failed_at);
  create table next_start (queue text primary key, at integer not null) strict;
`;

/** A job that comes back is an ordinary delayed job, put there again each time it ends. */
const repeatLayout = `
  create table repeat (
    queue text not null,
    key text not null,
    cron text not null,
    time_zone text not null,
    body text not null,
    primary key (queue, key)
  ) strict, without rowid;
`;

const turnLayout = 'create table host_turn (host text primary key, state text not null) strict';

/** In order; a file of an older Vindplaats gets what it lacks. */
const layouts = [firstLayout, repeatLayout, turnLayout];

/** @throws VindplaatsError `DATA_UNWRITABLE` when it cannot be made, read or written; `DISK_FULL`, `DATA_LOCKED`. */
export function openQueueFile(path: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const db = new Database(path, { timeout: 5_000 });
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = normal');
    db.pragma('foreign_keys = on');
    db.pragma('secure_delete = on');
    // In KiB: a queue is short.
    db.pragma('cache_size = -2000');
    db.transaction(() => {
      const version = Number(db.pragma('user_version', { simple: true }));
      if (version > layouts.length) throw new Error('it was written by a newer Vindplaats');
      for (const layout of layouts.slice(version)) db.exec(layout);
      db.pragma(`user_version = ${layouts.length}`);
    }).immediate();
    return db;
  } catch (error) {
    throw whyUnusable(error, 'queue file', path, 'its folder');
  }
}
