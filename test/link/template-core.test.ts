import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { coreOf, coreTextsMin } from '../../src/link/template-core.ts';
import { createTextIndex } from '../../src/link/text-index.ts';
import { equalWeights } from '../../src/link/shingle-weights.ts';
import { numbered, openLink } from './open-link.ts';
import { edited, printOfText, someWords } from './texts.ts';

/** As the store keeps texts. */
function packed(texts: readonly string[]): Uint32Array[] {
  const index = createTextIndex(equalWeights);
  return texts.map((text, at) => {
    index.add(at + 1, printOfText(text));
    return index.kept(at + 1).packed;
  });
}

/** Independent people on one site, whose words stand around the ads. */
function onOneSite(seed: number, count: number, siteWords = 60): string[] {
  const random = createRandom(seed);
  const [before, after] = [someWords(random, siteWords / 2), someWords(random, siteWords / 2)];
  return Array.from({ length: count }, () => [...before, ...someWords(random, 50), ...after].join(' '));
}

function ring(seed: number, count: number, edits: number): string[] {
  const random = createRandom(seed);
  const words = someWords(random, 80);
  return Array.from({ length: count }, () => edited(random, words, edits));
}

describe('how much of its texts a template is', () => {
  it.each([
    [0, 0.95],
    [0.05, 0.8],
    [0.1, 0.68],
  ])('is most of each in a ring with %d of its words changed', (edits, least) => {
    expect(coreOf(packed(ring(1, 20, edits)))).toBeGreaterThan(least);
  });

  it('is half of each where a site wrote half of each', () => {
    const core = coreOf(packed(onOneSite(2, 40)));
    expect(core).toBeGreaterThan(0.48);
    expect(core).toBeLessThan(0.58);
  });

  it('does not depend on the order of the texts', () => {
    const texts = packed(onOneSite(3, 9));
    expect(coreOf(texts.toReversed())).toBeCloseTo(coreOf(texts)!, 12);
  });

  it('is not known of a few', () => {
    expect(coreOf(packed(ring(4, coreTextsMin - 1, 0)))).toBeNull();
    expect(coreOf([])).toBeNull();
  });
});

describe('people on one site', { timeout: 60_000 }, () => {
  const crowd = (count = 900, from = 0) => {
    const random = createRandom(5 + from);
    return Array.from({ length: count }, (_, nth) => ({
      siteAdId: `single ${from + nth}`,
      text: someWords(random, 80).join(' '),
    }));
  };

  it('are no ring by what the site writes around their ads, and rules hear nothing of it', async () => {
    const { night, groups, store, id } = openLink();
    await night(crowd(), 'at once');
    // Beyond a thousand texts the words of a site that came today are not learned today.
    await night(crowd(120, 900), 'at once');
    const strangers = onOneSite(6, 20, 70).map((text, nth) => ({
      siteAdId: `stranger ${nth}`,
      text,
      phones: numbered(nth),
    }));
    await night(strangers);
    const templates = strangers.map(({ siteAdId }) => store.templates.templateOf(id(siteAdId)));
    // Two by two they are as alike as two edits of one text.
    expect(new Set(templates).size).toBeLessThan(5);
    expect(groups()).toEqual([]);
    expect(store.identifiers.facts(id('stranger 19'))).toMatchObject({ templateAds: 0, templateContacts: 0 });
  });

  it('are told from a ring that writes as much as they do', async () => {
    const { night, groups } = openLink();
    await night(crowd(), 'at once');
    // Three numbers, ten ads each: each number makes a group of its own, and the text makes one of them.
    await night(ring(7, 30, 0.08).map((text, nth) => ({ siteAdId: `r${nth}`, text, phones: numbered(nth % 3) })));
    expect(groups().map((group) => group.split(' ').length)).toEqual([30]);
  });
});
