import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { catalogue } from '../../src/lib/errors.ts';
import type { ErrorCode } from '../../src/lib/errors.ts';
import { readAllOfRedis, startRedis } from '../support/redis.ts';
import { runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

/** A copy of the shipped configuration and rules with one site that nobody serves, and an empty data folder. */
function someFolders() {
  const dir = temporaryDir();
  const folders = { config: join(dir, 'config'), rules: join(dir, 'rules'), data: join(dir, 'data') };
  cpSync('config', folders.config, { recursive: true });
  cpSync('rules', folders.rules, { recursive: true });
  rmSync(join(folders.config, 'sites', 'marktplein.yaml'));
  return { ...folders, args: ['--config', folders.config, '--rules', folders.rules, '--data', folders.data] };
}

function change(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, 'utf8');
  expect(before).toMatch(from);
  writeFileSync(file, before.replace(from, to));
}

function expectToldAs(code: ErrorCode, result: CliResult): void {
  expect(result.stderr).not.toMatch(/^\s+at /m);
  expect({ exitCode: result.exitCode, stderr: result.stderr }).toEqual({
    exitCode: catalogue[code].exitCode,
    stderr: result.stderr,
  });
}

it('a broken site file: file, line and path, and nothing is made', async () => {
  const { args, config, data } = someFolders();
  change(join(config, 'sites', 'prikbord.yaml'), /delayMs: \d+/, 'delayMs: soon');
  const result = await runCli([...args, 'crawl', '--reason', 'test']);
  expectToldAs('CONFIG_INVALID', result);
  expect(result.stderr).toMatch(/sites\/prikbord\.yaml:\d+ politeness\.delayMs: /);
  expect(existsSync(data)).toBe(false);
});

it('a rule with a field that does not exist: the start refuses, and names the rule', async () => {
  const { args, rules } = someFolders();
  change(join(rules, 'services', 'no-limits.yaml'), /^points:/m, 'pionts:');
  for (const command of [
    ['rules', 'check'],
    ['crawl', '--reason', 'test'],
  ]) {
    const result = await runCli([...args, ...command]);
    expectToldAs('RULES_INVALID', result);
    expect(result.stderr).toMatch(/no-limits\.yaml:\d+ /);
  }
});

it('another key than the data folder was made with: nothing is read or written with it', async () => {
  const { args, data } = someFolders();
  const key = (byte: number) => ({ VINDPLAATS_KEY: Buffer.alloc(32, byte).toString('base64') });
  expect((await runCli([...args, 'runs'], key(1))).exitCode).toBe(0);
  for (const command of [['runs'], ['crawl', '--reason', 'test']]) {
    const result = await runCli([...args, ...command], key(2));
    expectToldAs('KEY_WRONG', result);
    expect(result.stderr).toContain(
      `The data folder ${data} was made with another key; set VINDPLAATS_KEY to that one`,
    );
  }
  expect((await runCli([...args, 'runs'], key(1))).exitCode).toBe(0);
});

it('no legal basis: the site is not asked for anything, and the refusal is in the audit log', async () => {
  const { args, config } = someFolders();
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  change(
    join(config, 'sites', 'prikbord.yaml'),
    /127\.0\.0\.1:8091/g,
    `127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  writeFileSync(join(config, 'legal-basis.yaml'), 'grounds: []\n');
  const result = await runCli([...args, 'crawl', '--reason', 'test']);
  expectToldAs('LEGAL_BASIS_MISSING', result);
  expect(result.stderr).toContain('legal-basis.yaml');
  expect(requests).toBe(0);
  expect((await runCli([...args, 'verify'])).stdout).toContain('1 lines');
});

it('a site that does not answer: told after the tries, with the run kept', async () => {
  const { args, config } = someFolders();
  change(join(config, 'sites', 'prikbord.yaml'), /127\.0\.0\.1:8091/g, '127.0.0.1:1');
  const result = await runCli([...args, 'crawl', '--reason', 'test']);
  expectToldAs('SITE_UNREACHABLE', result);
  expect(result.stderr).toContain('sites/prikbord.yaml');
});

it('a site whose robots.txt cannot be had: said to be that', async () => {
  const { args, config } = someFolders();
  const server = createServer((_request, response) => response.writeHead(500).end()).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  change(join(config, 'sites', 'prikbord.yaml'), /127\.0\.0\.1:8091/g, `127.0.0.1:${port}`);
  const result = await runCli([...args, 'crawl', 'prikbord', 'prikbord', '--reason', 'test']);
  expectToldAs('SITE_UNREACHABLE', result);
  expect(result.stderr).toContain('robots.txt of prikbord answers 500');
  // Named twice, it is one site.
  expect(result.stdout.match(/│ prikbord/g)).toHaveLength(1);
});

it('an unknown site: the sites there are', async () => {
  const { args } = someFolders();
  const result = await runCli([...args, 'site', 'check', 'nowhere']);
  expectToldAs('SITE_UNKNOWN', result);
  expect(result.stderr).toContain('prikbord');
});

it('a data folder that cannot be written', async () => {
  const { args, data } = someFolders();
  mkdirSync(join(data, '..'), { recursive: true });
  writeFileSync(data, 'a file where the folder should be');
  expectToldAs('DATA_UNWRITABLE', await runCli([...args, 'account', 'list']));
});

it('a port that is taken', async () => {
  const { args } = someFolders();
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const port = String((server.address() as AddressInfo).port);
  const result = await runCli([...args, 'serve'], { VINDPLAATS_PORT: port });
  expectToldAs('PORT_IN_USE', result);
  expect(result.stderr).toContain(port);
});

it('no Redis where REDIS_URL points', async () => {
  const { args } = someFolders();
  expectToldAs('REDIS_UNREACHABLE', await runCli([...args, 'account', 'list'], { REDIS_URL: 'redis://127.0.0.1:1' }));
});

it('a Redis that others use with another key', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const key = (byte: number) => ({ REDIS_URL: redis.url, VINDPLAATS_KEY: Buffer.alloc(32, byte).toString('base64') });
  const [ours, others] = [someFolders(), someFolders()];
  expect(await runCli([...ours.args, 'runs'], key(1))).toMatchObject({ exitCode: 0 });
  const result = await runCli([...others.args, 'runs'], key(2));
  expectToldAs('KEY_WRONG', result);
  expect(result.stderr).toContain('VINDPLAATS_KEY');
  expect(await runCli([...ours.args, 'runs'], key(1))).toMatchObject({ exitCode: 0 });
  expect(await readAllOfRedis(redis.url)).not.toContain(key(1).VINDPLAATS_KEY);
});

it('no configuration at all', async () => {
  expectToldAs('CONFIG_MISSING', await runCli(['--config', '/nowhere', '--data', temporaryDir(), 'account', 'list']));
});

it('a command that does not exist', async () => {
  expectToldAs('USAGE', await runCli(['fly']));
});

it('a Node that is too old: one sentence, before anything else', () => {
  const script = "import('./scripts/prepare.mjs').then(({ requireNode }) => requireNode('18.20.4'))";
  const result = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(result).toMatchObject({
    status: catalogue.NODE_TOO_OLD.exitCode,
    stderr: expect.stringMatching(/20\.18\.1 or later and this is 18\.20\.4/),
  });
});

it('where an error came from is shown when asked for', async () => {
  const { args, config } = someFolders();
  writeFileSync(join(config, 'region.yaml'), '{');
  const result = await runCli([...args, '--verbose', 'account', 'list']);
  expect(result.stderr).toMatch(/^\s+at /m);
});

it('a site that needs a browser where none starts: the crawl says so', async () => {
  const { args, config } = someFolders();
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>even wachten</p>'),
  ).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const site = join(config, 'sites', 'prikbord.yaml');
  change(site, /127\.0\.0\.1:8091/g, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  change(site, 'lane: http', 'lane: browser');
  const result = await runCli([...args, 'crawl', '--reason', 'test'], { CHROMIUM_PATH: '/nowhere/chromium' });
  expectToldAs('CHROMIUM_MISSING', result);
  expect(result.stderr).toContain('CHROMIUM_PATH');
}, 60_000);
