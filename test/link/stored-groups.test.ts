import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { deriveGroups } from '../../src/link/groups.ts';
import { rememberEvidence } from '../../src/link/remember-evidence.ts';
import { numbered, openLink, reviewer } from './open-link.ts';
import { ringsInACrowd, someWords } from './texts.ts';

const why = { reason: 'other-persons', note: '' } as const;
const whyMerge = { reason: 'same-persons', note: '' } as const;

function ad(name: string, numbers: readonly number[], parts: { persona?: string; text?: string; place?: string } = {}) {
  return {
    siteAdId: name,
    phones: numbered(...numbers),
    personaNames: [parts.persona ?? name],
    ...(parts.text === undefined ? {} : { text: parts.text }),
    ...(parts.place === undefined ? {} : { municipality: parts.place }),
  };
}

/** A text of a template that no other template is like; `nth` says which words are its own. */
function templated(template: number, nth: number): string {
  const words = someWords(createRandom(template), 45);
  words[nth % 45] = `eigen${nth}`;
  return words.join(' ');
}

describe('the groups in the store', () => {
  it('join by numbers and templates, and fall apart when the ad between them is changed', async () => {
    const { night, groups } = openLink();
    await night([ad('a', [1]), ad('b', [1, 2]), ad('c', [2]), ad('d', [3])]);
    await night([ad('e', [4], { text: templated(1, 1) }), ad('f', [3], { text: templated(1, 2) })]);
    expect(groups()).toEqual(['a b c', 'd e f']);
    await night([ad('b', [9]), ad('f', [3], { text: templated(2, 1) })]);
    expect(groups()).toEqual(['d f']);
    await night([ad('b', [1, 2])]);
    expect(groups()).toEqual(['a b c', 'd f']);
  });

  it('let go of the template of an erased ad, and keep what its contacts say', async () => {
    const { night, groups, link, id, dataDir } = openLink();
    await night([
      ad('a', [], { text: templated(1, 1) }),
      ad('b', [2], { text: templated(1, 2) }),
      ad('c', [2], { text: templated(3, 1) }),
    ]);
    expect(groups()).toEqual(['a b c']);
    const other = new Database(join(dataDir, 'vindplaats.sqlite'));
    other.prepare('delete from personal_ad where ad_id = ?').run(id('b'));
    other.close();
    await link('b');
    expect(groups()).toEqual(['b c']);
  });

  it('let everyone go when one more advertiser shows that a number is a help desk’s, and take them back when not', async () => {
    const { night, groups } = openLink();
    const served = (nth: number, phones = numbered(7, 100 + nth)) => ({
      siteAdId: `ad${10 + nth}`,
      phones,
      personaNames: ['Eva'],
    });
    await night(Array.from({ length: 10 }, (_, nth) => served(nth)));
    expect(groups()).toEqual([Array.from({ length: 10 }, (_, nth) => `ad${10 + nth}`).join(' ')]);
    await night([served(10)]);
    expect(groups()).toEqual([]);
    await night([served(11), served(12)]);
    expect(groups()).toEqual([]);
    await night([served(10, numbered(110)), served(11, numbered(111)), served(12, numbered(112))]);
    expect(groups()).toHaveLength(1);
  });

  it('let everyone go when one more persona makes a number an agency, and take them back when it is not', async () => {
    const { night, groups } = openLink();
    const ten = Array.from({ length: 10 }, (_, nth) => ad(`a${nth}`, [1]));
    await night(ten);
    expect(groups()).toHaveLength(1);
    await night([ad('eleventh', [1])]);
    expect(groups()).toEqual([]);
    await night([ad('eleventh', [2])]);
    expect(groups()).toHaveLength(1);
  });

  it('are never joined by one weak link when both are large', async () => {
    // A number in some twenty ads, with several texts and places, is a weak link.
    const ring = (name: string, phone: number, weak: boolean) =>
      Array.from({ length: 8 }, (_, nth) =>
        ad(`${name}${nth}`, weak && nth === 0 ? [phone, 77] : [phone], { persona: name }),
      );
    const spread = Array.from({ length: 20 }, (_, nth) =>
      ad(`w${nth}`, [77], { persona: `p${nth % 6}`, place: `GM10${10 + (nth % 10)}`, text: templated(nth % 12, nth) }),
    );
    const { night, groups, store, id } = openLink();
    await night([...spread, ...ring('x', 1, true), ...ring('y', 2, false)]);
    const sizes = () => groups().map((group) => group.split(' ').length);
    expect(sizes()).toEqual([28, 8]);
    await night(ring('y', 2, true));
    expect(sizes().filter((size) => size >= 8)).toEqual([8, 8]);
    const { suggestions } = deriveGroups(id('x0'), rememberEvidence(store.evidence), store.groups.constraintsOf);
    expect(suggestions).toMatchObject([{ ads: expect.arrayContaining([id('x0'), id('y0')]) as number[] }]);
    expect(suggestions[0]?.why).toContain('Eén zwak verband voegt geen twee grote groepen samen.');
  });

  it('leave other webs alone: their rows are not written', async () => {
    const { night, dataDir, store, id } = openLink();
    await night([ad('a', [1]), ad('b', [1]), ad('c', [2]), ad('d', [2])]);
    const other = new Database(join(dataDir, 'vindplaats.sqlite'));
    other.exec(
      `create trigger other_web before update on ad_group when old.ad_id in (${id('c')}, ${id('d')})
       begin select raise(abort, 'another web was written'); end`,
    );
    other.close();
    await night([ad('b', [3]), ad('e', [1])]);
    expect(store.groups.adsOf(id('c'), 10)).toEqual([id('c'), id('d')]);
  });
});

describe('what a reviewer decided', () => {
  it('splits a group for all later nights, until it is undone', async () => {
    const { night, groups, desk, id, store } = openLink();
    const ads = [ad('a', [1]), ad('b', [1]), ad('c', [1, 2]), ad('d', [2])];
    await night(ads);
    expect(groups()).toEqual(['a b c d']);
    desk.split(id('a'), [id('c'), id('d')], why, reviewer);
    expect(groups()).toEqual(['a b', 'c d']);
    await night(ads.map((one) => ({ ...one, title: 'Nieuwe titel' })));
    expect(groups()).toEqual(['a b', 'c d']);
    // A newcomer with both numbers belongs to one side only.
    await night([ad('e', [1, 2])]);
    expect(groups()).toEqual(['a b e', 'c d']);
    await night([ad('f', [2])]);
    expect(groups()).toEqual(['a b e', 'c d f']);
    const [decision] = store.groups.decisionsOn([id('a')]);
    desk.undo(decision!.id, reviewer);
    expect(groups()).toEqual(['a b c d e f']);
    await night(ads);
    expect(groups()).toEqual(['a b c d e f']);
    expect(store.audit.list().map((line) => line.action)).toEqual(['link.split', 'link.split.undone']);
    expect(store.audit.firstBroken()).toBeNull();
  });

  it('merges groups for all later nights, until it is undone', async () => {
    const { night, groups, desk, id, store } = openLink();
    const ads = [ad('a', [1]), ad('b', [1]), ad('c', [2]), ad('d', [2])];
    await night(ads);
    desk.merge(id('d'), id('a'), whyMerge, reviewer);
    expect(groups()).toEqual(['a b c d']);
    await night([...ads.map((one) => ({ ...one, title: 'Nieuwe titel' })), ad('e', [2])]);
    expect(groups()).toEqual(['a b c d e']);
    desk.undo(store.groups.decisionsOn([id('d')])[0]!.id, reviewer);
    expect(groups()).toEqual(['a b', 'c d e']);
    expect(() => desk.undo(1, reviewer)).toThrow(/al ongedaan/);
  });

  it('is refused with nothing stored when it cannot be', async () => {
    const { night, groups, desk, id, store } = openLink();
    await night([ad('a', [1]), ad('b', [1]), ad('c', [2])]);
    expect(() => desk.split(id('a'), [id('a'), id('b')], why, reviewer)).toThrow(/niet allemaal/);
    expect(() => desk.split(id('a'), [], why, reviewer)).toThrow(/ten minste één/);
    expect(() => desk.split(id('a'), [id('c')], why, reviewer)).toThrow(/intussen veranderd/);
    expect(() => desk.split(id('a'), [id('b'), id('c')], why, reviewer)).toThrow(/intussen veranderd/);
    expect(() => desk.merge(id('a'), id('b'), whyMerge, reviewer)).toThrow(/al in één groep/);
    expect(() => desk.merge(id('a'), 999, whyMerge, reviewer)).toThrow(/is er niet/);
    expect(() => desk.merge(id('a'), id('c'), { reason: 'other', note: 'kort' }, reviewer)).toThrow(/10 tekens/);
    desk.split(id('a'), [id('b')], why, reviewer);
    expect(() => desk.merge(id('a'), id('b'), whyMerge, reviewer)).toThrow(/splitsing houdt/);
    expect(groups()).toEqual([]);
    expect(store.audit.list()).toHaveLength(1);
    expect(store.groups.decisionsOn([id('a')])).toHaveLength(1);
  });

  it('marks a shared number as everyone’s, so that it links nothing, until that is undone', async () => {
    const { night, groups, desk, id, store } = openLink();
    await night([ad('a', [1]), ad('b', [1]), ad('c', [1, 2]), ad('d', [2])]);
    const node = store.evidence.edgesOf(id('a'))[0]!.node;
    await desk.markGeneric(node, { reason: 'licensed-business', note: 'Staat in het register.' }, reviewer);
    expect(groups()).toEqual(['c d']);
    await night([ad('e', [1])]);
    expect(groups()).toEqual(['c d']);
    await expect(desk.markGeneric(node, { reason: 'platform-contact', note: '' }, reviewer)).rejects.toThrow(
      /al als algemeen/,
    );
    expect(store.groups.genericMark(node)).toMatchObject({
      reason: 'licensed-business',
      note: 'Staat in het register.',
    });
    await desk.unmarkGeneric(node, reviewer);
    expect(groups()).toEqual(['a b c d e']);
    await expect(desk.unmarkGeneric(node, reviewer)).rejects.toThrow(/niet \(meer\)/);
  });

  it('keep a mark on a text when its template is named anew, by erasure and by what joins it, and end it with its last text', async () => {
    const { night, groups, desk, id, store } = openLink();
    const node = (name: string) => `text:${store.templates.templateOf(id(name))}`;
    const site = { reason: 'site-text', note: 'Staat boven elke advertentie.' } as const;
    await night([
      ad('a', [1], { text: templated(1, 1) }),
      ad('b', [2], { text: templated(1, 2) }),
      ad('c', [3], { text: templated(1, 3) }),
    ]);
    expect(groups()).toEqual(['a b c']);
    const named = node('a');
    await desk.markGeneric(named, site, reviewer);
    await night([ad('a', [1], { text: templated(2, 1) })]);
    expect(node('b')).not.toBe(named);
    expect(groups()).toEqual([]);
    expect(store.groups.genericMark(node('b'))).toMatchObject(site);
    // Windows over one long text: those in between join the first two, and the older one gives the name.
    const long = someWords(createRandom(5), 60);
    const window = (from: number) => long.slice(from, from + 40).join(' ');
    await night([
      ad('d', [4], { text: window(14) }),
      ad('e', [5], { text: window(0) }),
      ad('f', [6], { text: window(1) }),
    ]);
    expect(groups()).toEqual(['e f']);
    await desk.markGeneric(node('e'), site, reviewer);
    await night([2, 5, 8, 11].map((from) => ad(`g${from}`, [10 + from], { text: window(from) })));
    expect(node('e')).toBe(node('d'));
    expect(groups()).toEqual([]);
    // Another text may get the number of one that is gone, and no mark with it.
    await night([ad('h', [7], { text: templated(3, 1) })]);
    await desk.markGeneric(node('h'), site, reviewer);
    const last = node('h');
    await night([ad('h', [7])]);
    await night([ad('i', [8], { text: templated(4, 1) }), ad('j', [9], { text: templated(4, 2) })]);
    expect(node('i')).toBe(last);
    expect(groups()).toEqual(['i j']);
  });

  it('keeps what a number of everyone’s would say from the rules, until that is undone', async () => {
    const { night, desk, id, store, linkWaiting } = openLink();
    await night([ad('a', [1]), ad('b', [1]), ad('c', [1])]);
    const facts = () => store.identifiers.facts(id('a'));
    const before = facts();
    expect(before.adsPerContact).toBe(3);
    const node = store.evidence.edgesOf(id('a'))[0]!.node;
    await desk.markGeneric(node, { reason: 'licensed-business', note: '' }, reviewer);
    await linkWaiting();
    expect(facts()).toMatchObject({ adsPerContact: 0, personasPerContact: 0, postsInBurst: 0, nameChanged: false });
    await desk.unmarkGeneric(node, reviewer);
    await linkWaiting();
    expect(facts()).toEqual(before);
  });
});

describe('laws', () => {
  const someAd = fc.record({
    numbers: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    persona: fc.constantFrom('p', 'q', 'r'),
    template: fc.integer({ min: 0, max: 4 }),
  });
  const manyAds = fc.array(someAd, { minLength: 2, maxLength: 14 });

  function toAd(one: { numbers: number[]; persona: string; template: number }, nth: number) {
    const text = one.template === 0 ? templated(50 + nth, 0) : templated(one.template, nth);
    return ad(`ad${nth}`, one.numbers, { persona: one.persona, text });
  }

  it('any order of arrival, any split into nights and any detour give the same groups for the same ads', async () => {
    await fc.assert(
      fc.asyncProperty(
        manyAds,
        manyAds,
        fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
        async (final, earlier, ranks) => {
          const ads = final.map(toAd);
          const straight = openLink();
          await straight.night(ads);
          const order = ads.map((one) => ({ one, rank: ranks.next().value ?? 0 })).toSorted((a, b) => a.rank - b.rank);
          const detour = openLink();
          // First other versions of some of them, then the true ones in another order over several nights.
          await detour.night(earlier.slice(0, final.length).map(toAd).toReversed());
          for (let from = 0; from < order.length; from += 3)
            await detour.night(order.slice(from, from + 3).map(({ one }) => one));
          expect(detour.groups()).toEqual(straight.groups());
          // What a stretch at once comes to is what its ads come to one by one.
          const stretches = openLink();
          await stretches.night(earlier.slice(0, final.length).map(toAd).toReversed(), 'at once');
          for (let from = 0; from < order.length; from += 5)
            await stretches.night(
              order.slice(from, from + 5).map(({ one }) => one),
              'at once',
            );
          expect(stretches.groups()).toEqual(straight.groups());
          // What is kept ad by ad is what a derivation of the whole would say.
          for (const id of detour.store.ads.ids()) {
            const { groups } = deriveGroups(
              id,
              rememberEvidence(detour.store.evidence),
              detour.store.groups.constraintsOf,
            );
            expect(groups.find((group) => group.ads.includes(id))?.id).toBe(detour.store.groups.groupOf(id));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each([4, 6, 9, 14])('so do texts enough to learn from what everyone writes, however edited (%i)', async (seed) => {
    const ads = ringsInACrowd(seed, { rings: 8, ringSize: 7, strangers: 40, edits: 0.12 }).map(({ text }, nth) => ({
      siteAdId: `ad${nth}`,
      text,
    }));
    const found: string[][] = [];
    // What was learned when an ad came differs in each of these: from all, from 34 of them and so on, from few.
    for (const [order, perNight] of [
      [ads, ads.length],
      [ads.toReversed(), 17],
      [createRandom(3).shuffle(ads), 30],
    ] as const) {
      const { night, groups } = openLink();
      for (let from = 0; from < order.length; from += perNight)
        await night(order.slice(from, from + perNight), 'at once');
      found.push(groups());
    }
    expect(found[0]!.length).toBeGreaterThan(5);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});
