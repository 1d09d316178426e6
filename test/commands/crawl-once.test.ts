import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogue } from '../../src/lib/errors.ts';
import { demoFolders } from '../support/demo-folders.ts';
import { runCli } from '../support/run-cli.ts';

it('plans without a request, crawls once for the reason of the schedule, and tells what that took', async () => {
  const { args, requests } = await demoFolders();
  const before = await runCli([...args, 'crawl', '--plan']);
  expect({ ...before, stdout: '' }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(before.stdout).toMatch(
    /prikbord +│ first +│ at most 7700 +│ unknown .*maxListingPages 100 x \(2 \+ 25 cards x 3\)/,
  );
  expect(requests()).toEqual([]);

  const crawled = await runCli([...args, 'crawl', '--once']);
  expect(crawled).toMatchObject({ exitCode: 0 });
  expect(crawled.stderr).toMatch(/prikbord \d+ pages, \d+ ads in region, (about|at least) \d+ (s|min) left/);

  const sent = requests().length;
  const [report] = JSON.parse((await runCli([...args, 'run', 'report', '--json'])).stdout);
  expect(report).toMatchObject({
    site: 'prikbord',
    reason: 'nachtelijke ronde',
    requests: sent,
    isComplete: true,
    open: 0,
  });
  expect(report.wireBytes).toBeGreaterThan(100_000);
  const told = (await runCli([...args, 'run', 'report', report.id])).stdout;
  expect(told).toMatch(/\d+ addresses discovered = \d+ stored \+ .* \+ 0 failed: complete/);
  expect(told).toMatch(/skipped \d+: robots\.txt does not allow it/);

  const after = await runCli([...args, 'crawl', '--plan', 'prikbord']);
  expect(after.stdout).toContain(`run ${report.id}`);
  expect(after.stdout).toContain(`│ ${sent}`);
  expect(requests().length).toBe(sent);
}, 120_000);

it('does not crawl for no reason', async () => {
  const { args, config } = await demoFolders();
  const region = join(config, 'region.yaml');
  writeFileSync(region, readFileSync(region, 'utf8').replace(/^schedule:\n(?: .*\n)+/m, ''));
  for (const options of [[], ['--once'], ['--once', 'prikbord'], ['--reason', ' ']])
    expect(await runCli([...args, 'crawl', ...options])).toMatchObject({
      exitCode: catalogue.USAGE.exitCode,
      stderr: expect.stringContaining('--reason'),
    });
}, 60_000);

it('lists every error with its exit code and meaning', async () => {
  const { exitCode, stdout } = await runCli(['errors']);
  expect(exitCode).toBe(0);
  const rows = [...stdout.matchAll(/│ +(\d+) │ ([A-Z_]+) +│ (.+?) +│/g)].map(([, code, name, meaning]) => [
    name,
    { exitCode: Number(code), meaning },
  ]);
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(
      Object.entries(catalogue).map(([code, { exitCode: exit, meaning }]) => [code, { exitCode: exit, meaning }]),
    ),
  );
});
