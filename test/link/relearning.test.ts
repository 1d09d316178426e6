import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKeyedHash } from '../../src/lib/hash.ts';
import { createRandom } from '../../src/lib/random.ts';
import { openAdTexts } from '../../src/link/ad-texts.ts';
import { startRelearning } from '../../src/link/relearning.ts';
import { decodeShingleWeights, equalWeights, learnShingleWeights } from '../../src/link/shingle-weights.ts';
import { createTextIndex } from '../../src/link/text-index.ts';
import { useLearned } from '../../src/link/use-learned.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someAd, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { printOfText, ringsInACrowd } from './texts.ts';

const crowd = ringsInACrowd(11, { rings: 6, ringSize: 4, strangers: 40 });
const hash = createKeyedHash(Buffer.alloc(32, 1));

it('comes part by part to what it comes to at once, whatever is added and removed meanwhile', () => {
  const prints = crowd.map((ad) => printOfText(ad.text));
  const change = fc.record({ remove: fc.boolean(), nth: fc.integer({ min: 1, max: 64 }) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(change, { maxLength: 12 }), (most, changes) => {
      const inUse = createTextIndex(equalWeights);
      for (const [at, print] of prints.slice(0, 50).entries()) inUse.add(at + 1, print);
      const relearning = startRelearning(inUse);
      let lastId = 50;
      let done = relearning.proceed(lastId, most);
      for (const { remove, nth } of changes) {
        if (done !== 'more') break;
        if (remove && inUse.templateOf(nth) !== null) {
          inUse.remove(nth);
          relearning.remove(nth);
        } else if (!remove && nth <= prints.length && inUse.templateOf(nth) === null) {
          // The number of a text that is gone, or the next one.
          const id = Math.min(nth, lastId + 1);
          if (inUse.templateOf(id) !== null) continue;
          inUse.add(id, prints[nth - 1]!);
          relearning.add(id, prints[nth - 1]!);
          lastId = Math.max(lastId, id);
        }
        done = relearning.proceed(lastId, most);
      }
      for (let steps = 0; done === 'more' && steps < 500; steps += 1) done = relearning.proceed(lastId, most);
      if (done === 'more' || done === 'needless') throw new Error(`learning ends with ${done}`);
      const learned = done;
      const straight = createTextIndex(learned.weights);
      const ids = Array.from({ length: lastId }, (_, at) => at + 1);
      for (const id of ids) {
        const print = inUse.printOf(id);
        if (print !== null) straight.add(id, print);
      }
      expect(ids.map((id) => learned.templateOf(id))).toEqual(ids.map((id) => straight.templateOf(id)));
      for (const [, suggestions] of relearning.suggestions())
        for (const { text } of suggestions) expect(straight.templateOf(text)).not.toBeNull();
    }),
    { numRuns: 60 },
  );
});

describe('a table of many texts', () => {
  const random = createRandom(3);
  const print = (shingles: number[]) => ({
    shingles: Uint32Array.from(new Set(shingles)).toSorted(),
    isSampled: false,
    exact: [random.int(0, 2 ** 31), random.int(0, 2 ** 31)] as const,
  });
  const own = (count: number) => Array.from({ length: count }, () => random.int(0, 2 ** 32 - 1));
  const everyones = own(20);
  const texts = 10_000;

  /** An index whose weights were learned from its first texts; the rest came since. */
  function indexOf(first: number, more: readonly number[][]) {
    const old = Array.from({ length: first }, () => print([...own(30), ...everyones]));
    const weights = learnShingleWeights(old.map(({ shingles }) => shingles));
    const index = createTextIndex(weights);
    for (const [at, one] of [...old, ...more.map(print)].entries()) index.add(at + 1, one);
    return { index, lastId: first + more.length };
  }
  const more = (count: number, shared: readonly number[]) =>
    Array.from({ length: count }, () => [...own(30), ...shared]);

  it('stays in use while a store merely grows: nothing is linked anew', () => {
    const { index, lastId } = indexOf(texts, more(2500, everyones));
    expect(startRelearning(index).proceed(lastId, lastId * 2)).toBe('needless');
  });

  it('is replaced when a site that came in between brought boilerplate of its own, which it takes for a ring', () => {
    const ofNewSite = own(25);
    const { index, lastId } = indexOf(texts, [...more(2380, everyones), ...more(120, ofNewSite)]);
    const ring = index.textsOf(index.templateOf(lastId)!);
    expect(ring.length).toBeGreaterThan(100);
    const learned = startRelearning(index).proceed(lastId, lastId * 2);
    if (typeof learned === 'string') throw new Error(`learning ends with ${learned}`);
    expect(learned.textsOf(learned.templateOf(lastId)!)).toEqual([lastId]);
  });

  it('is replaced when the store has outgrown it', () => {
    const { index, lastId } = indexOf(texts / 2, more(texts, everyones));
    expect(typeof startRelearning(index).proceed(lastId, lastId * 2)).toBe('object');
  });
});

/** Texts of a store that learns a few at a time. `restart` is what a killed process leaves behind: the store, and no memory. */
function openLearning(dataDir = temporaryDir()) {
  const store = openStore(dataDir);
  onTestFinished(() => store.close());
  const open = () => openAdTexts({ store, hash, pace: { perPart: 25, atOnce: 0 } });
  let texts = open();
  function add(nth: number): number {
    const ad = someAd({ siteAdId: `${nth}`, text: crowd[nth]!.text, phones: [], ages: [], personaNames: [] });
    const page = somePage('2026-01-05T01:00:00.000Z');
    const { adId } = store.ads.keep({ ad, addressHash: `${nth}`, contentHash: `${nth}`, page });
    store.evidence.keepPersona(adId, { hash: `${nth}`, isNamed: false });
    store.transaction(() => texts.assign(adId, ad));
    return adId;
  }
  function learn(): boolean {
    return store.transaction(() => {
      const learned = texts.learn();
      if (learned) useLearned(store, learned);
      return learned !== null;
    });
  }
  return { store, add, learn, restart: () => void (texts = open()) };
}

it('is survived by a process that is killed at any point of it: what is in use is always whole', () => {
  const { store, add, learn, restart } = openLearning();
  const ads = crowd.map((_, nth) => add(nth));
  const templates = () => ads.map((id) => store.templates.templateOf(id));
  const before = templates();
  expect(learn()).toBe(false);
  // Killed while it learned: the old weights are in use, and it begins anew.
  restart();
  expect(store.templates.weights()).toBeNull();
  expect(templates()).toEqual(before);
  let steps = 1;
  while (!learn()) steps += 1;
  expect(steps).toBeGreaterThan(3);
  const truth = [...new Set(crowd.map((ad) => ad.truth))];
  const planted = crowd.map((ad) => truth.indexOf(ad.truth));
  const partition = (of: readonly unknown[]) => of.map((one) => of.indexOf(one));
  expect(partition(templates())).toEqual(partition(planted));
  // Killed while the kept texts follow: some have the keys of the new weights, some of the old.
  expect(store.templates.stale()).toEqual({ keptTo: 0, staleTo: crowd.length });
  learn();
  expect(store.templates.stale()).toEqual({ keptTo: 25, staleTo: crowd.length });
  restart();
  const kept = [...store.templates.texts()].map((text) => text.packed);
  while (store.templates.stale() !== null) learn();
  const followed = [...store.templates.texts()].map((text) => text.packed);
  expect(followed.slice(0, 25)).toEqual(kept.slice(0, 25));
  expect(followed.slice(25)).not.toEqual(kept.slice(25));
  restart();
  expect(partition(templates())).toEqual(partition(planted));
});

it('meets the texts that have not followed yet after a restart, as it meets the others', () => {
  const { store, add, learn, restart } = openLearning();
  const nths = crowd.map((_, nth) => nth);
  const of = (ring: string) => nths.filter((nth) => crowd[nth]!.truth === ring);
  const late = ['ring 0', 'ring 1', 'ring 2', 'ring 3', 'ring 4', 'ring 5'].map((ring) => of(ring).at(-1)!);
  const ads = new Map(nths.filter((nth) => !late.includes(nth)).map((nth) => [nth, add(nth)]));
  while (!learn());
  restart();
  for (const nth of late) ads.set(nth, add(nth));
  for (const nth of late) {
    const ring = of(crowd[nth]!.truth).map((one) => store.templates.templateOf(ads.get(one)!));
    expect(new Set(ring).size).toBe(1);
  }
});

it('learns anew what an older Vindplaats learned in another form, and meets its texts until then', () => {
  const { store, add, learn, restart } = openLearning();
  const last = crowd.length - 1;
  const ads = crowd.slice(0, last).map((_, nth) => add(nth));
  while (!learn());
  while (store.templates.stale() !== null) learn();
  store.templates.keepWeights(store.templates.weights()!.slice(1), 0);
  restart();
  const twin = crowd.findIndex((ad, nth) => nth < last && ad.truth === crowd[last]!.truth);
  const late = add(last);
  expect(store.templates.templateOf(late)).toBe(twin < 0 ? last + 1 : store.templates.templateOf(ads[twin]!));
  while (!learn());
  expect(decodeShingleWeights(store.templates.weights()!)?.texts).toBe(crowd.length);
});
