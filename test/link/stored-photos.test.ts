import { expect, it } from 'vitest';
import type { PhotoPrint } from '../../src/model/photo.ts';
import { numbered, openLink, reviewer } from './open-link.ts';

/** A hash that differs from others in about half of its bits; `flipped` bits of it are turned around. */
function print(seed: number, flipped = 0): PhotoPrint {
  let state = seed * 2_654_435_761;
  const bits = Array.from({ length: 256 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 31;
  });
  for (let at = 0; at < flipped; at += 1) bits[at * 8] = 1 - (bits[at * 8] ?? 0);
  const hash = Array.from({ length: 64 }, (_, nth) =>
    Number.parseInt(bits.slice(nth * 4, nth * 4 + 4).join(''), 2).toString(16),
  );
  return { hash: hash.join(''), quality: 90 };
}

async function openPhotos(dataDir?: string) {
  const linked = openLink(dataDir);
  /** The photos as a visit found them, then the link stage. */
  async function show(name: string, ...prints: PhotoPrint[]): Promise<void> {
    linked.store.photos.keepFound(linked.id(name), { prints, leftOut: [] });
    await linked.link(name);
  }
  return { ...linked, show };
}

const ad = (name: string, number: number) => ({ siteAdId: name, phones: numbered(number), personaNames: [name] });

it('ties ads that show the same photo, near-equal ones too, and tells the rules how many personas do', async () => {
  const { night, show, groups, store, id } = await openPhotos();
  await night([ad('a', 1), ad('b', 2), ad('c', 3), ad('d', 4)]);
  await show('a', print(1));
  await show('b', print(1, 20));
  await show('c', print(2), print(1, 5));
  await show('d', print(3));
  expect(groups()).toEqual(['a b c']);
  expect(['a', 'b', 'c', 'd'].map((name) => store.identifiers.facts(id(name)).photoPersonas)).toEqual([3, 3, 3, 1]);
  expect(store.evidence.edgesOf(id('b')).find((edge) => edge.kind === 'photo')).toMatchObject({ distance: 20 });
});

it('gives the same groups in another order, and lets go of a photo that an ad no longer shows', async () => {
  const { night, show, groups, store, id } = await openPhotos();
  await night([ad('c', 3), ad('b', 2), ad('a', 1)]);
  // Two that are too far apart, until one comes that lies between them.
  await show('c', print(1, 32));
  await show('a', print(1));
  expect(groups()).toEqual([]);
  await show('b', print(1, 16));
  expect(groups()).toEqual(['a b c']);
  await show('b');
  expect(groups()).toEqual([]);
  expect(store.photos.all()).toHaveLength(2);
  expect(store.identifiers.facts(id('a')).photoPersonas).toBe(1);
});

it('keeps a mark on a photo of everyone’s when the ad that showed it first is gone, and when an older one turns out to be it', async () => {
  const { night, show, groups, store, desk, id } = await openPhotos();
  const photoOf = (name: string) => store.evidence.edgesOf(id(name)).find((edge) => edge.kind === 'photo')?.node ?? '';
  const why = { reason: 'stock-photo', note: 'Van een fotosite.' } as const;
  await night(['c', 'a', 'b', 'd'].map((name, nth) => ad(name, nth)));
  await show('c', print(1, 32));
  await show('a', print(1));
  const { hash, quality } = print(1);
  await show('d', { hash: hash.slice(0, -1) + (Number.parseInt(hash.slice(-1), 16) ^ 1).toString(16), quality });
  expect(groups()).toEqual(['a d']);
  await desk.markGeneric(photoOf('a'), why, reviewer);
  await show('a', print(7));
  expect(store.groups.genericMark(photoOf('d'))).toMatchObject(why);
  await show('b', print(1, 16));
  expect(photoOf('b')).toBe(photoOf('c'));
  expect(groups()).toEqual([]);
});

it('asks for screening of those who show the same photo', async () => {
  const { night, show, store, link, id } = await openPhotos();
  await night([ad('a', 1), ad('b', 2)]);
  await show('a', print(1));
  store.photos.keepFound(id('b'), { prints: [print(1)], leftOut: [] });
  expect((await link('b')).map((job) => job.payload)).toEqual([{ adIds: [id('b'), id('a')] }]);
});

it('knows the photos again after a restart', async () => {
  const before = await openPhotos();
  await before.night([ad('a', 1), ad('b', 2)]);
  await before.show('a', print(1));
  await before.show('b', print(1, 16));
  const after = await openPhotos(before.dataDir);
  await after.night([ad('c', 3)]);
  await after.show('c', print(1, 32));
  expect(after.store.groups.sizeOf(after.id('c'))).toBe(3);
});
