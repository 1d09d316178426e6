import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createGroupCommit } from '../../src/store/group-commit.ts';

function open() {
  const db = new Database(':memory:');
  db.exec('create table entry (name text primary key, note text) strict');
  const insert = db.prepare('insert into entry (name, note) values (?, ?)');
  const names = () =>
    db
      .prepare<[], { name: string }>('select name from entry order by rowid')
      .all()
      .map((row) => row.name);
  return { db, insert, names, soon: createGroupCommit(db) };
}

it('keeps what several have written in one transaction, in their order, and answers each', async () => {
  const { soon, insert, names, db } = open();
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      soon(() => {
        insert.run(name, null);
        expect(db.inTransaction).toBe(true);
        return names().length;
      }),
    ),
  );
  expect(answers).toEqual([1, 2, 3]);
  expect(db.inTransaction).toBe(false);
  expect(await soon(() => names())).toEqual(['a', 'b', 'c']);
});

it('undoes all of a work that throws, and leaves its neighbours be', async () => {
  const { soon, insert, names } = open();
  const settled = await Promise.allSettled([
    soon(() => insert.run('a', null)),
    soon(() => {
      insert.run('half', null);
      throw new Error('broken');
    }),
    soon(() => insert.run('a', 'once more')),
    soon(() => insert.run('b', null)),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(names()).toEqual(['a', 'b']);
});

it('fails all of them when the disk is full, keeps nothing, and goes on once there is room', async () => {
  const { soon, insert, names, db } = open();
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages + 2}`);
  const large = 'x'.repeat(100_000);
  const settled = await Promise.allSettled([
    soon(() => insert.run('small', null)),
    soon(() => insert.run('large', large)),
  ]);
  for (const one of settled) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'DISK_FULL' } });
  expect(names()).toEqual([]);
  db.pragma('max_page_count = 1000');
  await soon(() => insert.run('large', large));
  expect(names()).toEqual(['large']);
});
