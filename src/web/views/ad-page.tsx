import type { Child } from 'hono/jsx';
import type { AdView } from '../ad-view.ts';
import { writeListFilter } from '../list-filter.ts';
import { words } from '../words.ts';
import { AdContent } from './ad-content.tsx';
import { AdEvidence } from './ad-evidence.tsx';
import { AdHistory } from './ad-history.tsx';
import { DecisionBar } from './decision-bar.tsx';
import type { RefusedDecision } from './decision-bar.tsx';
import { Findings } from './findings.tsx';
import { LinkedAds } from './linked-ads.tsx';
import { Message } from './message.tsx';
import { TipsOnAd } from './tips-page.tsx';

/** @param problem why an act on this ad was refused, when it was. */
export function AdPage(props: { view: AdView; flash: Child; refused: RefusedDecision | null; problem: string | null }) {
  const { view, flash, refused, problem } = props;
  const { record, assessment, shownVersion, ad } = view;
  return (
    <>
      <Walk view={view} />
      {flash}
      <h1>{words.ad(record.id)}</h1>
      <p class="vindplaats-lead">
        {words.notAFinding} {words.youDecide}
      </p>
      {problem !== null && (
        <Message kind="error" title={words.problem.summary}>
          {problem}
        </Message>
      )}
      {assessment?.level === 'direct' && (
        <Message kind="warning" title={words.adPage.direct}>
          {words.adPage.directText}
        </Message>
      )}
      {shownVersion < record.version && (
        <Message kind="info">{words.adPage.olderVersion(shownVersion, record.version)}</Message>
      )}
      <div class="vindplaats-columns">
        <div class="vindplaats-columns__main">
          <AdContent view={view} />
        </div>
        <div class="vindplaats-columns__side">
          {assessment ? (
            <Findings assessment={assessment} ad={ad} counterfactual={view.counterfactual} />
          ) : (
            <p class="vindplaats-panel">{words.adPage.notScreened}</p>
          )}
          <TipsOnAd tips={view.tips} />
        </div>
        <div class="vindplaats-columns__main">
          <LinkedAds view={view} />
          <AdHistory view={view} />
          <AdEvidence view={view} />
        </div>
      </div>
      <DecisionBar view={view} refused={refused} />
    </>
  );
}

/** Back to the list and along it; the keys J and K press these links. */
function Walk({ view: { beside, filter } }: { view: AdView }) {
  const query = writeListFilter(filter);
  return (
    <nav class="vindplaats-back" aria-label={words.review.pages}>
      <a class="utrecht-link vindplaats-target" href={`/beoordelen${query}`}>
        {words.adPage.back}
      </a>
      <span class="vindplaats-walk">
        {beside.previous !== null && (
          <a class="utrecht-link vindplaats-target" rel="prev" href={`/advertentie/${beside.previous}${query}`}>
            {words.decision.previous}
          </a>
        )}
        {beside.next !== null && (
          <a class="utrecht-link vindplaats-target" rel="next" href={`/advertentie/${beside.next}${query}`}>
            {words.decision.next}
          </a>
        )}
      </span>
    </nav>
  );
}
