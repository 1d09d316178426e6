import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import type { Random } from '../../src/lib/random.ts';
import { startRelearning } from '../../src/link/relearning.ts';
import { equalWeights, learnShingleWeights } from '../../src/link/shingle-weights.ts';
import { siteWordsOf } from '../../src/link/site-words.ts';
import { createTextIndex } from '../../src/link/text-index.ts';
import type { TextIndex } from '../../src/link/text-index.ts';
import { numbered, openLink } from './open-link.ts';
import { edited, printOfText, someWords } from './texts.ts';

/** What a site writes before and after the text of an ad. */
function someSite(random: Random, words = 62) {
  const [before, after] = [someWords(random, words / 2).join(' '), someWords(random, words / 2).join(' ')];
  return (text: string) => `${before} ${text} ${after}`;
}

function crowd(random: Random, count: number, words = 60): string[] {
  return Array.from({ length: count }, () => someWords(random, words).join(' '));
}

function ring(random: Random, count: number): string[] {
  const words = someWords(random, 40);
  return Array.from({ length: count }, () => edited(random, words, 0.05));
}

/** Texts 1, 2, ... as they hang together by the weights that are learned from them. */
function learnedFrom(texts: readonly string[]): TextIndex {
  const before = createTextIndex(equalWeights);
  texts.forEach((text, at) => before.add(at + 1, printOfText(text)));
  const index = startRelearning(before).proceed(texts.length, Infinity);
  if (typeof index === 'string') throw new Error(index);
  return index;
}

/** How many of these texts each template has. */
function partsOf(index: TextIndex, texts: readonly string[], some: readonly string[]): number[] {
  const counts = new Map<number | null, number>();
  for (const text of some) {
    const template = index.templateOf(texts.indexOf(text) + 1);
    counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe('what a site writes around the ads of many hands', () => {
  const random = createRandom(1);
  const [one, other] = [someSite(random), someSite(random)];
  const strangers = [...crowd(random, 12, 40).map(one), ...crowd(random, 12, 40).map(other)];
  const onOne = ring(random, 8).map(one);
  const onBoth = ring(random, 8).map((text, nth) => (nth % 2 === 0 ? one(text) : other(text)));
  const texts = random.shuffle([...strangers, ...onOne, ...onBoth, ...crowd(random, 400)]);

  it('neither joins them nor joins a ring to them, and a ring on several sites is found', () => {
    const index = learnedFrom(texts);
    expect(partsOf(index, texts, strangers)).toEqual(strangers.map(() => 1));
    for (const some of [onOne, onBoth]) {
      expect(partsOf(index, texts, some)).toEqual([8]);
      expect(index.textsOf(texts.indexOf(some[0] ?? '') + 1)).toHaveLength(8);
    }
  });

  it('is the same in whatever order the texts came', () => {
    const weights = learnShingleWeights(texts.map((text) => printOfText(text).shingles));
    const [here, there] = [texts, texts.toReversed()].map((ordered) => {
      const index = createTextIndex(weights);
      ordered.forEach((text, at) => index.add(at + 1, printOfText(text)));
      return [...siteWordsOf(index, ordered.length)].toSorted((a, b) => a - b);
    });
    expect(here?.length).toBeGreaterThan(40);
    expect(there).toEqual(here);
  });

  it('is not what a ring says in each of its texts, nor a sentence that it takes up in some', () => {
    const own = someWords(random, 30);
    const sentences = Array.from({ length: 12 }, () => someWords(random, 11).join(' '));
    const rings = [
      ring(random, 30),
      Array.from({ length: 30 }, () => [...own, ...random.shuffle(sentences).slice(0, 5)].join(' ')),
    ];
    for (const some of rings) {
      const index = createTextIndex(equalWeights);
      some.forEach((text, at) => index.add(at + 1, printOfText(text)));
      expect(siteWordsOf(index, some.length).size).toBe(0);
    }
  });

  it('leaves a ring on the site one group, and its neighbours out', { timeout: 60_000 }, async () => {
    const { night, groups } = openLink();
    await night(
      texts.map((text, nth) => ({
        siteAdId: onOne.includes(text) ? `ring ${nth}` : `other ${nth}`,
        text,
        // Three numbers, and each of the others has one of its own.
        phones: numbered(onOne.includes(text) ? nth % 3 : 100 + nth),
      })),
      'at once',
    );
    const withRing = groups().filter((group) => group.includes('ring'));
    expect(withRing.map((group) => group.match(/ring/gu)?.length)).toEqual([8]);
    expect(withRing.join(' ')).not.toContain('other');
  });
});
