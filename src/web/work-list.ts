import { cutOffOf } from '../screen/work-list.ts';
import type { StandingFilter } from '../store/reviews.ts';
import type { ListFilter } from './list-filter.ts';
import type { WebDeps } from './web-context.ts';

/** Nothing lighter than this: when there is no room below it, only possible minors are listed. */
const onlyDirect = { level: 'direct', points: 0 } as const;

/**
 * What a list stands for in the store: open work down to the cut-off of the whole region, unless all of it is asked for.
 * Reads as many rows as the reviewers' week has places, however many ads wait.
 */
export function narrowToWorkList(
  { store, region }: Pick<WebDeps, 'store' | 'region'>,
  { isWhole, ...filter }: ListFilter,
): Omit<StandingFilter, 'limit' | 'offset'> {
  if (isWhole || filter.state !== 'open') return filter;
  const places = region.review.capacityPerWeek;
  // One more than fits, so that it shows whether the last place is shared; nothing lighter can move the cut-off.
  return { ...filter, downTo: cutOffOf(store.reviews.heaviest('open', places + 1), places) ?? onlyDirect };
}
