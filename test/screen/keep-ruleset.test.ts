import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepRuleset } from '../../src/screen/keep-ruleset.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

function copyOfRules() {
  const dir = join(temporaryDir(), 'rules');
  cpSync('rules', dir, { recursive: true });
  const file = join(dir, 'services', 'no-limits.yaml');
  return {
    dir,
    write: (from: string | RegExp, to: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to)),
  };
}

it('takes edited rules when they are sound', () => {
  const { dir, write } = copyOfRules();
  const keeper = keepRuleset(dir);
  const before = keeper.ruleset().hash;
  expect(keeper.refresh()).toBe(false);
  write(/^points: \d+/m, 'points: 3');
  expect(keeper.refresh()).toBe(true);
  expect(keeper.ruleset().hash).not.toBe(before);
  expect(keeper.problem()).toBeNull();
});

it('keeps the last good rules while one is broken or the folder is gone, and says so', () => {
  const { dir, write } = copyOfRules();
  const keeper = keepRuleset(dir);
  const good = keeper.ruleset();
  write(/^points:/m, 'pionts:');
  expect(keeper.refresh()).toBe(false);
  expect(keeper.problem()).toMatch(/no-limits\.yaml/);
  expect(keeper.ruleset()).toBe(good);
  rmSync(dir, { recursive: true });
  expect(keeper.refresh()).toBe(false);
  expect(keeper.problem()).toMatch(/cannot be read/);
  expect(keeper.ruleset()).toBe(good);
});
