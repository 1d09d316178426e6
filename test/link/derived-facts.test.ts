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
  const days = ['2026-01-01', '2026-01-10', '2026-01-10', '2026-01-11', '2026-02-20'];
  const ads = days.map((day, at) => ({
    ad: at + 1,
    nodes: ['phone:a'],
    persona: `p${at % 3}`,
    day,
    municipality: `GM040${at}`,
  }));
  expect(factsOf(ads)).toMatchObject({ postsInBurst: 3, burstPersonas: 3, municipalitiesInWindow: 4, daysKnown: 50 });
});

it('says nothing of an ad without links, or whose text and number nobody shares', () => {
  expect(Object.values(factsOf([{ ad: 1, nodes: [] }])).some(Boolean)).toBe(false);
  expect(factsOf([{ ad: 1, nodes: ['text:1', 'phone:a'] }])).toMatchObject({
    templateAds: 0,
    templateContacts: 0,
    postsInBurst: 1,
  });
});
