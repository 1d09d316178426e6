import { levels } from '../model/assessment.ts';
import type { Assessment } from '../model/assessment.ts';

/** As much of an assessment as says where it stands in the order. */
export type Ranked = Pick<Assessment, 'level' | 'points'>;

/** The lightest ad that still stands on the work list. It orders work; it never changes a level. */
export type CutOff = Ranked;

/**
 * As many ads as people can look at, the heaviest first (DOMAIN section 3: the cut-off follows the reviewers' capacity).
 * `direct` is always on the list, and takes places. Ads that weigh the same stay together: when they do not all fit they all stay off,
 * unless they are the heaviest there are. What weighs nothing is never on the list, however much room is left.
 * @param open the ads nobody has decided on yet.
 * @param places for example `review.capacityPerWeek`, or `placesOf(share, ads)`.
 * @returns null when nothing below `direct` belongs on the list.
 */
export function cutOffOf(open: readonly Ranked[], places: number): CutOff | null {
  const waiting = open
    .filter(({ level, points }) => level !== 'direct' && points > 0)
    .toSorted((a, b) => compareRank(b, a));
  const room = places - open.filter(({ level }) => level === 'direct').length;
  const [heaviest] = waiting;
  if (heaviest === undefined || room < 1) return null;
  const last = waiting[room - 1];
  const next = waiting[room];
  if (last === undefined || next === undefined) return toCutOff(waiting.at(-1) ?? heaviest);
  if (compareRank(last, next) !== 0) return toCutOff(last);
  return toCutOff(waiting.findLast((ad) => compareRank(ad, last) > 0) ?? heaviest);
}

export function isOnWorkList(ad: Ranked, cutOff: CutOff | null): boolean {
  return ad.level === 'direct' || (cutOff !== null && ad.points > 0 && compareRank(ad, cutOff) >= 0);
}

/** @param share 0 to 1. */
export function placesOf(share: number, ads: number): number {
  return Math.floor(share * ads);
}

function toCutOff({ level, points }: Ranked): CutOff {
  return { level, points };
}

/** Above 0 when `a` is the heavier one: by level, then by points. */
export function compareRank(a: Ranked, b: Ranked): number {
  return levels.indexOf(a.level) - levels.indexOf(b.level) || a.points - b.points;
}
