import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogue } from '../src/lib/errors.ts';

const readme = readFileSync('README.md', 'utf8');

it('README.md tells every error code with its exit code and meaning, and no other', () => {
  const rows = [...readme.matchAll(/^\| *(\d+) *\| `([A-Z_]+)` *\| (.+?) *\|$/gm)].map(
    ([, exitCode, code, meaning]) => ({
      exitCode: Number(exitCode),
      code,
      meaning,
    }),
  );
  expect(rows).toEqual(Object.entries(catalogue).map(([code, { exitCode, meaning }]) => ({ exitCode, code, meaning })));
});

it('README.md names every environment variable that is read, and no other', () => {
  const read = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): z/gm)].map(([, name]) => name);
  const told = [...readme.matchAll(/^\| `([A-Z][A-Z_]+)` *\|/gm)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(0);
  expect(told).toEqual(read);
});

it('README.md links only to files that are there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? '');
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
});
