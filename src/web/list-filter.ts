import { z } from 'zod';
import { levelSchema } from '../model/assessment.ts';
import { reviewStateSchema } from '../model/review.ts';
import { cbsCode, slug } from '../model/scalars.ts';
import type { StandingFilter } from '../store/reviews.ts';

export const pageSize = 50;

/** What part of the list a reviewer works through; it travels in the address, from page to page. */
export type ListFilter = Omit<StandingFilter, 'limit' | 'offset' | 'downTo'> & {
  /** Also what lies below the cut-off of the work list. */
  isWhole: boolean;
};

// An empty choice of a form arrives as '', and a made-up value must not break the page: both mean "all".
const filterSchema = z.object({
  gemeente: cbsCode.optional().catch(undefined),
  site: slug.optional().catch(undefined),
  niveau: levelSchema.optional().catch(undefined),
  stand: reviewStateSchema.catch('open'),
  toon: z.literal('alles').optional().catch(undefined),
  pagina: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** @param query the query part of an address, or of a hidden field that repeats it. */
export function readListFilter(query: URLSearchParams): { filter: ListFilter; page: number } {
  const given = filterSchema.parse(Object.fromEntries(query));
  return {
    filter: {
      state: given.stand,
      municipality: given.gemeente,
      site: given.site,
      level: given.niveau,
      isWhole: given.toon === 'alles',
    },
    page: given.pagina,
  };
}

/** The same choice as the query part of an address, `?` included; empty for the plain list. */
export function writeListFilter(filter: ListFilter, more: Record<string, string | number> = {}): string {
  const query = new URLSearchParams();
  if (filter.municipality !== undefined) query.set('gemeente', filter.municipality);
  if (filter.site !== undefined) query.set('site', filter.site);
  if (filter.level !== undefined) query.set('niveau', filter.level);
  if (filter.state !== 'open') query.set('stand', filter.state);
  if (filter.isWhole) query.set('toon', 'alles');
  for (const [name, value] of Object.entries(more)) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
