import { expect, it } from 'vitest';
import { derivedFactsOf } from '../../src/link/derived-facts.ts';
import { evidenceOf } from './some-evidence.ts';
import type { SomeAd } from './some-evidence.ts';

const factsOf = (ads: readonly SomeAd[]) => derivedFactsOf(1, evidenceOf(ads));

it('counts the ads and the contacts of a template', () => {
  const ads = [
    { ad: 1, nodes: ['text:1', 'phone:a'] },
    { ad: 2, nodes: ['text:1', 'phone:b'] },
    { ad: 3, nodes: ['text:1', 'phone:b'] },
  ];
  expect(factsOf(ads)).toMatchObject({ templateAds: 3, templateContacts: 2 });
});

it('counts the personas of a photo', () => {
  const ads = ['p', 'q', 'q'].map((persona, at) => ({ ad: at + 1, nodes: ['photo:1'], persona }));
  expect(factsOf(ads).photoPersonas).toBe(2);
});

it('sees an age that falls for one persona, and not two people of two ages', () => {
  const ages = (personas: string[]) =>
    [27, 25, 23].map((age, at) => ({
      ad: at + 1,
      nodes: ['phone:a'],
      persona: personas[at]!,
      age,
      day: `2026-0${at + 1}-01`,
    }));
  expect(factsOf(ages(['p', 'p', 'p'])).agesFalling).toBe(true);
  expect(factsOf(ages(['p', 'q', 'r'])).agesFalling).toBe(false);
  expect(factsOf(ages(['p', 'q', 'r']).map((one) => ({ ...one, isNamed: false }))).agesFalling).toBe(true);
  expect(factsOf(ages(['p', 'p', 'p']).map((one, at) => ({ ...one, age: 23 + at }))).agesFalling).toBe(false);
});

it('sees a name given up for a new one, and not two people side by side', () => {
  const named = (personas: string[]) =>
    personas.map((persona, at) => ({ ad: at + 1, nodes: ['phone:a'], persona, day: `2026-0${at + 1}-01` }));
  expect(factsOf(named(['p', 'p', 'q', 'r'])).nameChanged).toBe(true);
  expect(factsOf(named(['p', 'q', 'p', 'q'])).nameChanged).toBe(false);
  const still = named(['p', 'q']).map((one) => ({ ...one, lastSeenAt: '2026-06-01T00:00:00.000Z' }));
  expect(factsOf(still).nameChanged).toBe(false);
  expect(factsOf(named(['p', 'q']).map((one) => ({ ...one, isNamed: false }))).nameChanged).toBe(false);
});

it('counts a burst of posts and its personas, and places in a fortnight', () => {
  const days = ['2026-01-01', '2026-01-10', '2026-01-10', '2026-01-10', '2026-01-11', '2026-02-20'];
  const ads = days.map((day, at) => ({
    ad: at + 1,
    nodes: ['phone:a'],
    persona: `p${at % 3}`,
    day,
    municipality: `GM040${at}`,
  }));
  expect(factsOf(ads)).toMatchObject({ postsInBurst: 3, burstPersonas: 3, municipalitiesInWindow: 5, daysKnown: 50 });
});

it('takes nothing from the order or the crowd of one crawl when the site gives no days', () => {
  const found = [
    { age: 27, firstSeenAt: '2026-01-05T01:00:00.000Z' },
    { age: 23, firstSeenAt: '2026-01-05T01:01:00.000Z' },
    { age: 25, firstSeenAt: '2026-01-05T01:02:00.000Z' },
  ].map((one, at) => ({ ...one, ad: at + 1, nodes: ['phone:a'], persona: 'p', postedAt: null }));
  expect(factsOf(found)).toMatchObject({ agesFalling: false, nameChanged: false, postsInBurst: 0 });
  const later = { ...found[0]!, ad: 4, age: 22, firstSeenAt: '2026-01-07T01:00:00.000Z' };
  expect(factsOf([...found, later])).toMatchObject({ agesFalling: true, daysKnown: 2 });
});

it('goes by the day the site gives, and counts the days known by what was seen', () => {
  const seen = { nodes: ['phone:a'], persona: 'p', firstSeenAt: '2026-01-05T01:00:00.000Z' };
  const ads = [
    { ...seen, ad: 1, age: 22, postedAt: '2025-12-01T00:00:00.000Z' },
    { ...seen, ad: 2, age: 27, postedAt: '2025-06-01T00:00:00.000Z' },
  ];
  expect(factsOf(ads)).toMatchObject({ agesFalling: true, daysKnown: 0, postsInBurst: 1 });
  expect(factsOf(ads.map((one) => ({ ...one, age: 49 - one.age }))).agesFalling).toBe(false);
});

it('says nothing of an ad without links, or whose text and number nobody shares', () => {
  expect(Object.values(factsOf([{ ad: 1, nodes: [] }])).some(Boolean)).toBe(false);
  expect(factsOf([{ ad: 1, nodes: ['text:1', 'phone:a'] }])).toMatchObject({
    templateAds: 0,
    templateContacts: 0,
    postsInBurst: 1,
  });
});
