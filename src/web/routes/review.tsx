import { Hono } from 'hono';
import { manualSource } from '../../model/by-hand.ts';
import { heldSites } from '../held-sites.ts';
import { readListFilter, pageSize } from '../list-filter.ts';
import { readLastAct } from '../last-act.ts';
import { municipalityName, siteTitle } from '../place-names.ts';
import type { RenderPage } from '../render-page.tsx';
import { HeldNotice } from '../views/held-notice.tsx';
import { Flash } from '../views/flash.tsx';
import { ReviewPage } from '../views/review-page.tsx';
import type { Choice, ReviewLine } from '../views/review-page.tsx';
import { mayEnter } from '../session.ts';
import type { WebDeps, WebEnv } from '../web-context.ts';
import { narrowToWorkList } from '../work-list.ts';
import { words } from '../words.ts';

/** The list of screened ads, heaviest level first. */
export function createReviewRoutes(deps: WebDeps, render: RenderPage) {
  const { store, region, sites } = deps;
  const municipalities = distinctChoices(region.municipalities.map(({ code, name }) => ({ value: code, label: name })));
  const siteChoices = [
    ...sites.map(({ id, title }) => ({ value: id, label: title })),
    { value: manualSource, label: siteTitle(sites, manualSource) },
  ];

  return new Hono<WebEnv>().get('/', (c) => {
    const query = new URL(c.req.url).searchParams;
    const { filter, page } = readListFilter(query);
    const listed = narrowToWorkList(deps, filter);
    const { level: _level, ...everyLevel } = listed;
    const lines = store.reviews
      .list({ ...listed, limit: pageSize, offset: (page - 1) * pageSize })
      .map((standing): ReviewLine => ({
        standing,
        groupSize: store.groups.sizeOf(standing.adId),
        municipality: municipalityName(region, standing.municipality),
        site: siteTitle(sites, standing.site),
        reasonTitles: (store.assessments.current(standing.adId)?.reasons ?? []).map((reason) => reason.title),
      }));
    return render(
      c,
      { title: words.review.title, place: 'review' },
      <>
        <HeldNotice sites={heldSites(deps)} />
        <Flash lastAct={readLastAct(deps, query)} filter={filter} />
        <ReviewPage
          filter={filter}
          page={page}
          lines={lines}
          counts={store.reviews.countPerLevel(everyLevel)}
          wholeCounts={store.reviews.countPerLevel({ ...everyLevel, downTo: undefined })}
          capacityPerWeek={region.review.capacityPerWeek}
          municipalities={municipalities}
          sites={siteChoices}
          mayAdd={mayEnter('addByHand', c.get('account')?.role)}
        />
      </>,
    );
  });
}

/** A municipality whose rules changed with the years stands in the region file more than once. */
function distinctChoices(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}
