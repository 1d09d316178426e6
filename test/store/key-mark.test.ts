import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

it('the first mark stays, also after a restart, and no other fits', () => {
  const dir = temporaryDir();
  const store = openStore(dir);
  expect([store.keyMark.fits('one'), store.keyMark.fits('other'), store.keyMark.fits('one')]).toEqual([
    true,
    false,
    true,
  ]);
  store.close();
  const again = openStore(dir);
  expect([again.keyMark.fits('other'), again.keyMark.fits('one')]).toEqual([false, true]);
  again.close();
});
