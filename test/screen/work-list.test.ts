import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRank, cutOffOf, isOnWorkList, placesOf } from '../../src/screen/work-list.ts';
import type { Ranked } from '../../src/screen/work-list.ts';

const ad = (level: Ranked['level'], points: number): Ranked => ({ level, points });
const listed = (ads: Ranked[], places: number) => {
  const cutOff = cutOffOf(ads, places);
  return ads.filter((one) => isOnWorkList(one, cutOff));
};

describe('the cut-off of the work list', () => {
  it('takes as many as there are places, by level and then by points', () => {
    const ads = [ad('laag', 9), ad('verhoogd', 40), ad('hoog', 45), ad('verhoogd', 22), ad('laag', 3)];
    expect(listed(ads, 2)).toEqual([ad('verhoogd', 40), ad('hoog', 45)]);
    expect(cutOffOf(ads, 2)).toEqual(ad('verhoogd', 40));
    expect(listed(ads, 4)).toHaveLength(4);
  });

  it('always lists a possible minor, and counts it', () => {
    const ads = [ad('direct', 0), ad('direct', 0), ad('hoog', 50), ad('hoog', 60)];
    expect(listed(ads, 3)).toEqual([ad('direct', 0), ad('direct', 0), ad('hoog', 60)]);
    expect(listed(ads, 1)).toEqual([ad('direct', 0), ad('direct', 0)]);
    expect(listed(ads, 0)).toEqual([ad('direct', 0), ad('direct', 0)]);
  });

  it('keeps ads together that weigh the same', () => {
    const ads = [ad('hoog', 60), ad('hoog', 50), ad('hoog', 50), ad('hoog', 50)];
    expect(listed(ads, 2)).toEqual([ad('hoog', 60)]);
    expect(listed(ads, 4)).toHaveLength(4);
    expect(listed(ads.slice(1), 2)).toHaveLength(3);
  });

  it('never lists what weighs nothing, however much room is left', () => {
    expect(listed([ad('laag', 0), ad('laag', 1), ad('laag', 0)], 10)).toEqual([ad('laag', 1)]);
    expect(cutOffOf([ad('laag', 0)], 10)).toBeNull();
    expect(cutOffOf([], 10)).toBeNull();
  });

  it('never lists a lighter ad before a heavier one, nor more ads than fit unless the heaviest are as many', () => {
    const level = constantFrom<Ranked['level'][]>('laag', 'verhoogd', 'hoog', 'direct');
    assert(
      property(
        array(record({ level, points: integer({ min: 0, max: 6 }) })),
        integer({ min: 1, max: 20 }),
        (ads, places) => {
          const on = listed(ads, places).filter((one) => one.level !== 'direct');
          const direct = ads.filter((one) => one.level === 'direct').length;
          const distinct = new Set(on.map((one) => `${one.level} ${one.points}`)).size;
          expect(distinct <= 1 || on.length + direct <= places).toBe(true);
          expect(on.every((one) => one.points > 0)).toBe(true);
        },
      ),
    );
  });

  it('is the same from the heaviest alone, one more than there are places', () => {
    const level = constantFrom<Ranked['level'][]>('laag', 'verhoogd', 'hoog', 'direct');
    assert(
      property(
        array(record({ level, points: integer({ min: 0, max: 6 }) })),
        integer({ min: 1, max: 20 }),
        (given, places) => {
          // The engine gives no level above `laag` without points.
          const ads = given.map((one) => (one.level === 'laag' ? one : { ...one, points: one.points + 1 }));
          const heaviest = ads.toSorted((a, b) => compareRank(b, a)).slice(0, places + 1);
          expect(cutOffOf(heaviest, places)).toEqual(cutOffOf(ads, places));
        },
      ),
    );
  });

  it('turns a share into places', () => {
    expect(placesOf(0.1, 433)).toBe(43);
  });
});
