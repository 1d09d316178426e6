import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeNode } from '../../src/link/edges.ts';
import { explainPathsFrom, overviewOf } from '../../src/link/explain-group.ts';
import { deriveGroups } from '../../src/link/groups.ts';
import type { Constraint } from '../../src/model/link.ts';
import { adsWith, evidenceOf } from './some-evidence.ts';
import type { SomeAd } from './some-evidence.ts';

function groupsOf(ads: readonly SomeAd[], constraints: readonly Constraint[] = []): number[][] {
  const evidence = evidenceOf(ads);
  const seen = new Map<number, number[]>();
  for (const { ad } of ads) {
    const { groups } = deriveGroups(ad, evidence, () => constraints);
    seen.set(ad, groups.find((group) => group.ads.includes(ad))!.ads);
  }
  return [...new Map([...seen.values()].map((group) => [group.join(' '), group])).values()].toSorted(
    (a, b) => a[0]! - b[0]!,
  );
}

describe('a shared thing', () => {
  const judge = (ads: readonly SomeAd[], node: string, generic: readonly string[] = []) =>
    judgeNode(
      node,
      node.startsWith('photo') ? 'photo' : node.startsWith('text') ? 'text' : 'phone',
      evidenceOf(ads, generic),
    );

  it('takes a photo of many advertisers for a stock photo, also when their texts are too short to be told apart', () => {
    const shown = (advertisers: number) =>
      judge(
        Array.from({ length: 40 }, (_, n) => ({ ad: n + 1, nodes: ['photo:1', `phone:${n % advertisers}`] })),
        'photo:1',
      );
    expect(shown(3)).toMatchObject({ disposition: 'weak' });
    expect(shown(40)).toMatchObject({ disposition: 'possible' });
    expect(shown(40).why).toContain('40 gebruikers');
  });

  it('weighs less the more ads, texts and places it has', () => {
    const few = judge(adsWith(1, 3, ['phone:a', 'text:1']), 'phone:a');
    const spread = judge(
      Array.from({ length: 40 }, (_, n) => ({
        ad: n + 1,
        nodes: ['phone:a', `text:${n}`],
        persona: `p${n % 5}`,
        municipality: `GM${1000 + (n % 20)}`,
      })),
      'phone:a',
    );
    expect(few).toMatchObject({ disposition: 'strong', weight: 1 });
    expect(spread.weight).toBeLessThan(few.weight);
    expect(spread.disposition).not.toBe('strong');
  });

  it('is an agency or spam with very many personas, and ties nothing', () => {
    const ads = Array.from({ length: 11 }, (_, n) => ({ ad: n + 1, nodes: ['phone:a'] }));
    expect(judge(ads, 'phone:a')).toMatchObject({ disposition: 'agency', personas: 11 });
    expect(groupsOf(ads)).toHaveLength(11);
    expect(deriveGroups(1, evidenceOf(ads)).setAside).toMatchObject([{ disposition: 'agency' }]);
    expect(groupsOf(ads.slice(0, 10))).toHaveLength(1);
  });

  it('is a platform’s as a contact with many other contacts beside it, and less sure with several', () => {
    const customers = (count: number) =>
      adsWith(1, count, []).map((one) => ({ ...one, nodes: ['phone:desk', `phone:${one.ad}`] }));
    expect(judge(customers(12), 'phone:desk')).toMatchObject({ disposition: 'agency', personas: 1 });
    expect(groupsOf(customers(12))).toHaveLength(12);
    expect(judge(customers(8), 'phone:desk').weight).toBeLessThan(0.75);
    // Two numbers on all ads are those of one holder.
    expect(judge(adsWith(1, 12, ['phone:a', 'phone:b']), 'phone:a')).toMatchObject({
      disposition: 'strong',
      weight: 1,
    });
  });

  it('is everyone’s when marked so, or with more than 500 ads', () => {
    expect(judge(adsWith(1, 2, ['phone:a']), 'phone:a', ['phone:a']).disposition).toBe('generic');
    expect(judge(adsWith(1, 501, ['phone:a']), 'phone:a').disposition).toBe('generic');
  });

  it('is boilerplate as a text of very many unrelated contacts, a sign with a few', () => {
    const users = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ ad: n + 1, nodes: ['text:1', `phone:${n}`] }));
    expect(judge(users(6), 'text:1').disposition).toBe('strong');
    expect(['generic', 'possible']).toContain(judge(users(300), 'text:1').disposition);
  });

  it('is what everyone writes as a line of nine words of a few contacts, and never as sure as a long text', () => {
    const users = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ ad: n + 1, nodes: ['text:short', `phone:${n}`] }));
    expect(judge(users(2), 'text:short').disposition).toBe('weak');
    expect(judge(users(8), 'text:short').disposition).toBe('possible');
    expect(groupsOf(users(8))).toHaveLength(8);
    // Of one contact it is no stock phrase, however often it is placed.
    expect(judge(adsWith(1, 12, ['text:short', 'phone:a']), 'text:short').disposition).toBe('weak');
  });

  it('counts the users of a text by name where the ads state no contact', () => {
    const named = Array.from({ length: 30 }, (_, n) => ({ ad: n + 1, nodes: ['text:short'], persona: `p${n % 10}` }));
    expect(judge(named, 'text:short').why).toContain('10 gebruikers');
    expect(judge(named, 'text:short').disposition).toBe('possible');
  });
});

describe('groups', () => {
  it('follow phones and texts, not what is only alike in a photo of strangers', () => {
    const ads = [
      { ad: 1, nodes: ['phone:a', 'text:1'] },
      { ad: 2, nodes: ['text:1', 'phone:b'] },
      { ad: 3, nodes: ['phone:b'] },
      { ad: 4, nodes: ['phone:c'] },
    ];
    expect(groupsOf(ads)).toEqual([[1, 2, 3], [4]]);
  });

  it('never joins two large groups by one weak link, and says it may be one', () => {
    const ads = [...adsWith(1, 8, ['phone:a']), ...adsWith(11, 8, ['phone:b'])];
    const tied = ads.map((one) => ([1, 11].includes(one.ad) ? { ...one, nodes: [...one.nodes, 'photo:1'] } : one));
    expect(groupsOf(tied)).toHaveLength(2);
    expect(deriveGroups(1, evidenceOf(tied)).suggestions).toMatchObject([{ node: 'photo:1', ads: [1, 11] }]);
    expect(groupsOf(tied.filter((one) => one.ad < 14))).toHaveLength(1);
  });

  it('of the numbers that one text goes round are one, however many ads each number has', () => {
    const rounds = (ads: number) => [
      ...adsWith(1, ads, ['phone:a', 'text:short']),
      ...adsWith(101, ads, ['phone:b', 'text:short']),
    ];
    for (const ads of [7, 8, 40]) expect(groupsOf(rounds(ads))).toHaveLength(1);
    // A group that merely holds some of its ads stays out, and keeps out none of the others.
    const beside = [...adsWith(201, 20, ['phone:c']), { ad: 301, nodes: ['phone:c', 'text:short'], persona: 'one' }];
    expect(groupsOf([...rounds(8), ...beside]).map((group) => group.length)).toEqual([16, 21]);
    expect(deriveGroups(1, evidenceOf([...rounds(8), ...beside])).suggestions).toMatchObject([{ node: 'text:short' }]);
  });

  it('are told path by path', () => {
    const ads = [
      { ad: 1, nodes: ['phone:a'] },
      { ad: 2, nodes: ['phone:a', 'text:1'] },
      { ad: 3, nodes: ['text:1'] },
    ];
    const derivation = deriveGroups(1, evidenceOf(ads));
    const path = explainPathsFrom(derivation, 1)(3)!;
    expect(path).toMatchObject([
      { from: 1, to: 2, node: 'phone:a', fromEdge: { ad: 1 }, toEdge: { ad: 2 } },
      { from: 2, to: 3, node: 'text:1' },
    ]);
    expect(path.every((step) => step.by === 'evidence' && step.why !== '')).toBe(true);
    expect(explainPathsFrom(derivation, 1)(1)).toEqual([]);
    expect(explainPathsFrom(derivation, 1)(9)).toBeNull();
  });

  it('have an overview of personas, places and days', () => {
    const ads = [
      { ad: 1, nodes: [], persona: 'a', day: '2026-01-07' },
      { ad: 2, nodes: [], persona: 'a', day: '2026-01-05' },
      { ad: 3, nodes: [], persona: 'b', day: '2026-01-05', municipality: 'GM0406' },
    ];
    const overview = overviewOf([1, 2, 3], evidenceOf(ads));
    expect(overview).toMatchObject({
      ads: 3,
      personas: 2,
      municipalities: [
        { municipality: 'GM0402', ads: 2 },
        { municipality: 'GM0406', ads: 1 },
      ],
    });
    expect(overview.timeline.map((entry) => [entry.day, entry.ads.map((one) => one.ad)])).toEqual([
      ['2026-01-05', [2, 3]],
      ['2026-01-07', [1]],
    ]);
  });
});

describe('a reviewer', () => {
  const ads = [...adsWith(1, 4, ['phone:a']), ...adsWith(5, 2, ['phone:b'])];
  const split: Constraint = {
    id: 1,
    kind: 'split',
    sides: [
      [1, 2],
      [3, 4],
    ],
  };
  const merge: Constraint = { id: 2, kind: 'merge', ads: [1, 5] };

  it('splits a group, and later nights respect it', () => {
    expect(groupsOf(ads, [split])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const later = [...ads, { ad: 9, nodes: ['phone:a'], persona: 'one' }];
    const groups = groupsOf(later, [split]);
    expect(groups.find((group) => group.includes(1) && group.includes(3))).toBeUndefined();
    expect(groups).toEqual([
      [1, 2, 9],
      [3, 4],
      [5, 6],
    ]);
  });

  it('merges two groups, with a path that says so', () => {
    expect(groupsOf(ads, [merge])).toEqual([[1, 2, 3, 4, 5, 6]]);
    expect(
      explainPathsFrom(
        deriveGroups(2, evidenceOf(ads), () => [merge]),
        2,
      )(6),
    ).toMatchObject([{ by: 'evidence' }, { by: 'reviewer' }, { by: 'evidence' }]);
  });

  it('undoes either by taking it away', () => {
    expect(groupsOf(ads, [])).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('can have a merge refused by a split', () => {
    expect(groupsOf(ads, [split, { id: 3, kind: 'merge', ads: [2, 3] }])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });
});

describe('laws', () => {
  const node = fc.constantFrom(
    'phone:a',
    'phone:b',
    'phone:c',
    'email:d',
    'photo:1',
    'photo:2',
    'text:1',
    'text:2',
    'text:3',
  );
  const someAds = fc
    .array(fc.record({ nodes: fc.uniqueArray(node, { maxLength: 4 }), persona: fc.constantFrom('p', 'q', 'r') }), {
      maxLength: 30,
    })
    .map((list) => list.map((one, at): SomeAd => ({ ad: at + 1, ...one })));
  const someConstraints = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 16, max: 30 }), fc.boolean())
      .map(([a, b, isMerge]) =>
        isMerge
          ? { kind: 'merge' as const, ads: [a, b] as const }
          : { kind: 'split' as const, sides: [[a], [b]] as const },
      ),
    { maxLength: 4 },
  );

  function keepKnown(list: readonly SomeAd[], constraints: readonly Omit<Constraint, 'id'>[]): Constraint[] {
    const known = new Set(list.map((one) => one.ad));
    return constraints
      .map((one, at) => ({ ...one, id: at + 1 }) as Constraint)
      .filter((one) => (one.kind === 'merge' ? [...one.ads] : one.sides.flat()).every((ad) => known.has(ad)));
  }

  it('any order of arrival and any split into nights gives the same groups', () => {
    fc.assert(
      fc.property(
        someAds,
        someConstraints,
        fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
        (list, constraints, ranks) => {
          const rank = new Map(list.map((one) => [one.ad, ranks.next().value!]));
          const shuffled = list.toSorted((a, b) => rank.get(a.ad)! - rank.get(b.ad)!);
          const kept = keepKnown(list, constraints);
          expect(groupsOf(shuffled, kept)).toEqual(groupsOf(list, kept));
        },
      ),
    );
  });

  it('every ad of a web sees the same groups, and each ad is in exactly one', () => {
    fc.assert(
      fc.property(someAds, someConstraints, (list, constraints) => {
        const all = groupsOf(list, keepKnown(list, constraints)).flat();
        expect(all.toSorted((a, b) => a - b)).toEqual(list.map((one) => one.ad));
      }),
    );
  });

  it('an ad that is taken out leaves what would be there had it never come, and other webs as they were', () => {
    fc.assert(
      fc.property(someAds, fc.integer({ min: 1, max: 30 }), (list, gone) => {
        const left = list.filter((one) => one.ad !== gone);
        const evidence = evidenceOf(list);
        const web = new Set(deriveGroups(gone, evidence).groups.flatMap((group) => group.ads));
        const touchesWeb = (ad: number) =>
          evidence.edgesOf(ad).some((edge) => evidence.edgesOf(gone).some((own) => own.node === edge.node));
        const before = groupsOf(list).filter((group) => !group.some((ad) => web.has(ad) || touchesWeb(ad)));
        const after = groupsOf(left);
        for (const group of before) expect(after).toContainEqual(group);
        expect(after.flat().toSorted((a, b) => a - b)).toEqual(left.map((one) => one.ad));
      }),
    );
  });

  it('splits are never broken, and every group but for reviewers hangs together by paths', () => {
    fc.assert(
      fc.property(someAds, someConstraints, (list, constraints) => {
        const kept = keepKnown(list, constraints);
        for (const { ad } of list) {
          const derivation = deriveGroups(ad, evidenceOf(list), () => kept);
          for (const group of derivation.groups) {
            const broken = kept.filter(
              (one) =>
                one.kind === 'split' && one.sides.every((side) => side.some((member) => group.ads.includes(member))),
            );
            expect(broken).toEqual([]);
            expect(explainPathsFrom(derivation, group.ads[0]!)(group.ads.at(-1)!)).not.toBeNull();
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
