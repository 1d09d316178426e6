/** A disk without room and files that others keep locked, met by the real command in a process of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { runCli, startCli } from './support/run-cli.ts';
import { startSmallSite, writeSmallConfig } from './support/small-site.ts';
import { temporaryDir } from './support/temporary-dir.ts';

const ads = 60;

async function smallCrawl() {
  const site = await startSmallSite({ ads, tookMs: 1 });
  onTestFinished(() => site.close());
  const dir = temporaryDir();
  const config = join(dir, 'config');
  writeSmallConfig(config, site.origin, ['een'], '{ delayMs: 0 }');
  const data = join(dir, 'data');
  return { site, data, args: ['--config', config, '--data', data, 'crawl', '--reason', 'disk'] };
}

function stored(data: string) {
  const db = new Database(join(data, 'vindplaats.sqlite'), { readonly: true });
  try {
    const count = (query: string) => Number(db.prepare(query).pluck().get());
    return {
      integrity: db.pragma('integrity_check', { simple: true }),
      ads: count('select count(*) from ad'),
      versions: count('select count(*) from ad_version'),
      assessed: count('select count(*) from standing'),
      open: count('select count(*) from run_address where outcome is null'),
    };
  } finally {
    db.close();
  }
}

const whole = { integrity: 'ok', ads: ads + 3, versions: ads + 3, assessed: ads + 3, open: 0 };

it('stops with a clear error when there is no room, and goes on where it was once there is', async () => {
  const { data, args } = await smallCrawl();
  // No file may grow beyond this: what a full disk looks like, without a disk of its own.
  const limited = spawn(
    'bash',
    ['-c', 'ulimit -f 1200; exec "$0" --import tsx src/cli.ts "$@"', process.execPath, ...args],
    {
      env: { ...process.env, REDIS_URL: '', VINDPLAATS_KEY: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  limited.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(limited, 'exit');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 40,
    stderr: expect.stringMatching(/There is no room to write in .*\.sqlite/),
  });
  expect(stored(data)).toMatchObject({ integrity: 'ok' });

  const second = await runCli(args);
  expect(second).toMatchObject({ exitCode: 0 });
  expect(stored(data)).toEqual(whole);
}, 120_000);

it('ends as well when both files stand on one disk that is full, and again when it still is', async (test) => {
  const { data, args } = await smallCrawl();
  mkdirSync(data);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', data], { stdio: 'ignore' });
  } catch {
    return test.skip('only who may mount a small disk can fill one');
  }
  onTestFinished(() => void execFileSync('umount', [data]));
  for (const start of ['first', 'second'])
    expect({ start, ...(await runCli(args)) }).toMatchObject({
      exitCode: 40,
      // One of the two files, or the folder when not even the writer's lock can be taken.
      stderr: expect.stringContaining(`There is no room to write in ${data}`),
    });
  execFileSync('mount', ['-o', 'remount,size=64m', data]);
  expect(await runCli(args)).toMatchObject({ exitCode: 0 });
  expect(stored(data)).toEqual(whole);
}, 120_000);

it.each(['vindplaats.sqlite', 'queue.sqlite'])(
  'waits while another program keeps %s locked, and loses nothing',
  async (file) => {
    const { site, data, args } = await smallCrawl();
    const { child, output } = startCli(args);
    const ended = once(child, 'exit');
    while (site.requests.length < 10) await sleep(5);
    const foreign = new Database(join(data, file));
    foreign.exec('begin immediate');
    // Longer than a connection waits by itself.
    await sleep(7_000);
    foreign.exec('rollback');
    foreign.close();
    const [exitCode] = await ended;
    expect({ exitCode, stderr: output.stderr }).toMatchObject({ exitCode: 0 });
    expect(stored(data)).toEqual(whole);
  },
  120_000,
);
