import type { Region } from '../model/region.ts';
import type { Judgement } from '../model/feedback.ts';
import type { ReviewState, Verdict } from '../model/review.ts';
import type { Store } from '../store/open-store.ts';
import type { DecidedAd } from './backtest.ts';
import type { Outcome } from './rule-tally.ts';
import { localOf } from './screen-stage.ts';

/**
 * Every stored ad that still has its content, with what is known of it now and what people decided, to screen it again.
 * @param scenarioOf ground truth of the demo, for reports only.
 */
export function* replayStored(
  store: Store,
  region: Region,
  scenarioOf: (site: string, siteAdId: string) => string | undefined = () => undefined,
): Generator<DecidedAd> {
  for (const id of store.ads.ids()) {
    const record = store.ads.find(id);
    const ad = record && store.ads.content(id, record.version);
    if (!ad) continue;
    const scenario = scenarioOf(record.site, record.siteAdId);
    yield {
      id,
      ad,
      facts: store.identifiers.facts(id),
      local: localOf(region, record.municipality, record.referenceDay),
      verdict: verdictOf(store.reviews.standing(id)?.state ?? 'open'),
      outcome: outcomeOf(store.feedback.judgement(id)),
      ...(scenario === undefined ? {} : { scenario }),
    };
  }
}

/** What could not be established says nothing about a rule. */
function outcomeOf(judgement: Judgement | null): Outcome | null {
  return judgement === 'unclear' ? null : judgement;
}

function verdictOf(state: ReviewState): Verdict | null {
  switch (state) {
    case 'open':
      return null;
    case 'dismissed':
      return 'dismissed';
    case 'confirmed':
    case 'handed-over':
      return 'confirmed';
  }
}
