import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../src/demo/corpus.ts';
import { sha256Hex } from '../../src/lib/hash.ts';
import { createRandom } from '../../src/lib/random.ts';
import {
  learnShingleWeights,
  equalWeights,
  shouldCountAnew,
  decodeShingleWeights,
} from '../../src/link/shingle-weights.ts';
import type { ShingleWeights } from '../../src/link/shingle-weights.ts';
import { likeness } from '../../src/link/text-likeness.ts';
import { createTextIndex } from '../../src/link/text-index.ts';
import type { TextPrint } from '../../src/link/shingles.ts';
import { edited, printOfText, ringsInACrowd, someWords } from './texts.ts';

const crowd = ringsInACrowd(3, { rings: 4, ringSize: 6, strangers: 150 });
const prints = crowd.map((ad) => printOfText(ad.text));
const weights = learnShingleWeights(prints.map((print) => print.shingles));

/** Which items are together, whatever the names: sorted groups of positions. */
function templatesOf(order: readonly number[], table: ShingleWeights, all: readonly TextPrint[] = prints): string[] {
  const index = createTextIndex(table);
  for (const at of order) index.add(at + 1, all[at]!);
  return partition(order, (at) => index.templateOf(at + 1)!);
}

function partition(items: readonly number[], groupOf: (item: number) => number): string[] {
  const groups = new Map<number, number[]>();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  return [...groups.values()].map((group) => group.toSorted((a, b) => a - b).join(' ')).toSorted();
}

const everyone = crowd.map((_, at) => at);
const planted = partition(everyone, (at) => [...new Set(crowd.map((ad) => ad.truth))].indexOf(crowd[at]!.truth));

describe('templates', () => {
  it('finds the planted rings and no stranger', () => {
    expect(templatesOf(everyone, weights)).toEqual(planted);
  });

  it('keeps the lesson: plain Jaccard at 0.2 chains everyone through boilerplate, weighted it parts them', () => {
    const chained = everyone.filter((at) =>
      everyone.some((other) => other !== at && likeness(prints[at]!, prints[other]!, equalWeights) >= 0.2),
    );
    expect(chained).toHaveLength(crowd.length);
    const pairs = everyone.flatMap((a) => everyone.filter((b) => b > a).map((b) => [a, b] as const));
    const linked = pairs.filter(([a, b]) => likeness(prints[a]!, prints[b]!, weights) >= 0.2);
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter(([a, b]) => crowd[a]!.truth !== crowd[b]!.truth)).toEqual([]);
  });

  it('are the same in every order of arrival', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(everyone, { minLength: everyone.length }), (order) => {
        expect(templatesOf(order, weights)).toEqual(planted);
      }),
      { numRuns: 25 },
    );
  });

  it('are after taking texts out as if those had never come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(everyone),
        fc.shuffledSubarray(everyone, { minLength: everyone.length }),
        (gone, order) => {
          const index = createTextIndex(weights);
          for (const at of order) index.add(at + 1, prints[at]!);
          for (const at of gone) index.remove(at + 1);
          const left = everyone.filter((at) => !gone.includes(at));
          expect(partition(left, (at) => index.templateOf(at + 1)!)).toEqual(templatesOf(left, weights));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('falls apart in two when the text that tied them is taken out', () => {
    const random = createRandom(5);
    const words = someWords(random, 72);
    const chain = [0, 12, 24].map((from) => printOfText(words.slice(from, from + 48).join(' ')));
    expect(templatesOf([0, 1, 2], equalWeights, chain)).toEqual(['0 1 2']);
    const index = createTextIndex(equalWeights);
    chain.forEach((print, at) => index.add(at + 1, print));
    expect([...index.remove(2)]).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  it('come back after a restart as they were', () => {
    const index = createTextIndex(weights);
    for (const at of everyone) index.add(at + 1, prints[at]!);
    const again = createTextIndex(decodeShingleWeights(weights.encode())!);
    again.restore(
      everyone.map((at) => index.kept(at + 1)),
      crowd.length,
    );
    expect(partition(everyone, (at) => again.templateOf(at + 1)!)).toEqual(planted);
    expect(again.find(prints[7]!)).toBe(8);
    // As a whole: comparing a megabyte number by number takes the test library twenty seconds.
    expect(sha256Hex(again.weights.encode())).toBe(sha256Hex(weights.encode()));
    const ring = crowd.findIndex((ad) => ad.truth === 'ring 0');
    const late = again.add(crowd.length + 1, printOfText(crowd[ring]!.text.replace(/\S+$/, 'anders')));
    expect(late.template).toBe(again.templateOf(ring + 1));
  });

  it('suggests what is possibly alike and does not merge it', () => {
    const random = createRandom(9);
    const shared = someWords(random, 16);
    const [one, other] = [0, 1].map(() => printOfText([...shared, ...someWords(random, 8)].join(' ')));
    const index = createTextIndex(equalWeights);
    index.add(1, one!);
    const change = index.add(2, other!);
    expect(change.template).toBe(2);
    expect(change.suggestions).toMatchObject([{ text: 1 }]);
  });

  it('asks more of short texts and never links the shortest', () => {
    const random = createRandom(11);
    const long = someWords(random, 60);
    const short = someWords(random, 14);
    const near = (words: string[]) =>
      [words.join(' '), words.with(4, 'ander').with(9, 'ander').join(' ')].map(printOfText);
    expect(templatesOf([0, 1], equalWeights, near(long))).toEqual(['0 1']);
    expect(templatesOf([0, 1], equalWeights, near(short))).toEqual(['0', '1']);
    const tiny = [printOfText('bel mij gerust'), printOfText('bel mij gerust eens')];
    expect(templatesOf([0, 1], equalWeights, tiny)).toEqual(['0', '1']);
  });

  it('finds copies with a tenth of their words changed in a small store too, and no strangers who share half of a long text', () => {
    const random = createRandom(13);
    const rings = Array.from({ length: 20 }, () => someWords(random, 80));
    const copies = rings.flatMap((words, ring) =>
      Array.from({ length: 8 }, () => ({ ring, text: edited(random, words, 0.1) })),
    );
    const shared = someWords(random, 40);
    const strangers = Array.from({ length: 20 }, (_, nth) => ({
      ring: 100 + nth,
      text: [...shared, ...someWords(random, 40)].join(' '),
    }));
    const ads = [...copies, ...strangers];
    const texts = ads.map(({ text }) => printOfText(text));
    const table = learnShingleWeights(texts.map(({ shingles }) => shingles));
    const index = createTextIndex(table);
    for (const [at, print] of texts.entries()) index.add(at + 1, print);
    const together = rings.map((_, ring) => {
      const templates = ads.flatMap((ad, at) => (ad.ring === ring ? [index.templateOf(at + 1)] : []));
      return Math.max(...templates.map((one) => templates.filter((other) => other === one).length));
    });
    expect(together.filter((size) => size >= 7).length).toBeGreaterThanOrEqual(18);
    const strange = ads.flatMap((ad, at) => (ad.ring >= 100 ? [index.templateOf(at + 1)] : []));
    expect(new Set(strange).size).toBe(strangers.length);
  });

  it('looks for boilerplate anew when the store has grown by a quarter', () => {
    expect(shouldCountAnew(0, 39)).toBe(false);
    expect(shouldCountAnew(0, 40)).toBe(true);
    expect(shouldCountAnew(crowd.length, crowd.length + 1)).toBe(false);
    expect(shouldCountAnew(crowd.length, Math.ceil(crowd.length * 1.25))).toBe(true);
  });
});

it('finds the template rings of the demo sites and takes no other two ads for one text', () => {
  const ads = createCorpus(7);
  const all = ads.map((ad) => printOfText(ad.shown.text));
  const index = createTextIndex(learnShingleWeights(all.map((print) => print.shingles)));
  const texts = all.map((print, at) => index.find(print) ?? index.add(at + 1, print).text);
  const oneText = new Set(['template-ring', 'origin-twins']);
  const truth = ads.map((ad, at) => (oneText.has(ad.scenario) ? (ad.truth.group ?? '') : `${at}`));
  const names = [...new Set(truth)];
  const everyAd = ads.map((_, at) => at);
  expect(partition(everyAd, (at) => index.templateOf(texts[at]!)!)).toEqual(
    partition(everyAd, (at) => names.indexOf(truth[at]!)),
  );
});

it.each([
  ['50,000 equal characters', 'a'.repeat(50_000)],
  ['a megabyte of words', 'woord anders '.repeat(80_000)],
  ['a megabyte of different words', Array.from({ length: 150_000 }, (_, n) => `w${n.toString(36)}x`).join(' ')],
  ['NUL', 'massage\u0000in\u0000Hilversum '.repeat(30)],
  ['lone surrogates', '\ud800 massage \udfff in \ud83d Hilversum '.repeat(30)],
  ['combining marks without end', `a${'\u0301'.repeat(40_000)}`],
  ['nothing', ''],
])('stands %s', (_, text) => {
  const index = createTextIndex(equalWeights);
  const print = printOfText(text);
  expect(print.shingles.length).toBeLessThanOrEqual(128);
  expect(print.wordCount).toBeLessThanOrEqual(5000);
  expect(index.add(1, print).template).toBe(1);
  expect(index.find(printOfText(text))).toBe(1);
});
