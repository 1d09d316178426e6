import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, readEnvironment, readMasterKey } from '../src/config.ts';
import { temporaryDir } from './support/temporary-dir.ts';

function copyOfConfig(): string {
  const dir = join(temporaryDir(), 'config');
  cpSync('config', dir, { recursive: true });
  return dir;
}

function replaceIn(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

describe('the configuration folder', () => {
  it('that ships is whole', () => {
    const config = readConfig('config');
    expect(config.sites.map((site) => site.id)).toEqual(['marktplein', 'prikbord']);
  });

  it('tells the problems of all files at once, each with file, line and path', () => {
    const dir = copyOfConfig();
    replaceIn(join(dir, 'sites', 'prikbord.yaml'), /delayMs: \d+/, 'delayMs: quick');
    replaceIn(join(dir, 'sites', 'marktplein.yaml'), 'lane: browser', 'lane: car');
    replaceIn(join(dir, 'region.yaml'), 'GM0402', 'Hilversum');
    expect(() => readConfig(dir)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        details: {
          problems: expect.arrayContaining([
            expect.stringMatching(/sites\/prikbord\.yaml:\d+ politeness\.delayMs: /),
            expect.stringMatching(/sites\/marktplein\.yaml:\d+ lane: /),
            expect.stringMatching(/region\.yaml:\d+ municipalities\.\d+\.code: must be a CBS code/),
          ]),
        },
      }),
    );
  });

  it('tells a schedule that is none with file, line and path', () => {
    const dir = copyOfConfig();
    replaceIn(join(dir, 'region.yaml'), "at: '0 3 * * *'", "at: '* * * * *'");
    replaceIn(join(dir, 'sites', 'prikbord.yaml'), /^lane:/m, "schedule: { at: '0 25 * * *', reason: proef }\nlane:");
    replaceIn(join(dir, 'sites', 'marktplein.yaml'), /^lane:/m, 'schedule: soms\nlane:');
    expect(() => readConfig(dir)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        details: {
          problems: expect.arrayContaining([
            expect.stringMatching(/region\.yaml:\d+ schedule\.at: must be five fields/),
            expect.stringMatching(/sites\/prikbord\.yaml:\d+ schedule\.at: is not a cron pattern/),
            expect.stringMatching(/sites\/marktplein\.yaml:\d+ schedule: /),
          ]),
        },
      }),
    );
  });

  it('wants a site to be called as its file', () => {
    const dir = copyOfConfig();
    replaceIn(join(dir, 'sites', 'prikbord.yaml'), /^id: prikbord/m, 'id: elsewhere');
    expect(() => readConfig(dir)).toThrow(/id: is "elsewhere", but a site's id is its file name/);
  });

  it('that is not there is told with --config', () => {
    expect(() => readConfig('/nowhere')).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING', message: expect.stringContaining('--config DIR') }),
    );
  });
});

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(readEnvironment({})).toEqual({
      redisUrl: null,
      key: null,
      chromiumPath: null,
      logLevel: 'warn',
      host: '127.0.0.1',
      port: 8080,
      metricsToken: null,
    });
  });

  it('tells every wrong variable at once', () => {
    expect(() =>
      readEnvironment({ REDIS_URL: 'http://x', VINDPLAATS_PORT: 'eighty', VINDPLAATS_KEY: 'short' }),
    ).toThrow(/REDIS_URL[^]*VINDPLAATS_KEY[^]*VINDPLAATS_PORT/);
  });

  it('tells of a password with a % of its own, and keeps it to itself', () => {
    expect(() => readEnvironment({ REDIS_URL: 'redis://:ge%heim@localhost' })).toThrow(/REDIS_URL: (?!.*heim).*%25/);
  });
});

describe('the master key', () => {
  const environment = readEnvironment({});

  it('is made once, readable by its owner alone, and found again', () => {
    const dir = temporaryDir();
    const key = readMasterKey(environment, dir);
    expect(readMasterKey(environment, dir)).toEqual(key);
    expect(statSync(join(dir, 'key')).mode & 0o077).toBe(0);
    expect(readdirSync(dir)).toEqual(['key']);
  });

  it('is never replaced when it is damaged', () => {
    const dir = temporaryDir();
    readMasterKey(environment, dir);
    writeFileSync(join(dir, 'key'), 'damaged');
    expect(() => readMasterKey(environment, dir)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(readFileSync(join(dir, 'key'), 'utf8')).toBe('damaged');
    rmSync(join(dir, 'key'));
  });
});
