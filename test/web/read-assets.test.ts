import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readAssets } from '../../src/web/read-assets.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('a build leaves the same files under the same names as the sources give', () => {
  const dir = join(temporaryDir(), 'assets');
  execFileSync(process.execPath, ['scripts/build-assets.mjs', dir]);
  const built = readAssets(dir);
  expect(built).toEqual(readAssets());
  expect(readdirSync(dir).toSorted()).toEqual(
    ['assets.json', ...Object.values(built).map((asset) => asset.path.replace('/assets/', ''))].toSorted(),
  );
});

it('the stylesheet and the script are small', () => {
  const { stylesheet, script } = readAssets();
  expect(brotliCompressSync(stylesheet.bytes).length).toBeLessThan(15_000);
  expect(gzipSync(script.bytes).length).toBeLessThan(20_000);
});
