import type { ReviewEvent } from '../../model/review.ts';
import type { AdView } from '../ad-view.ts';
import { showDay, showMoment } from '../show-time.ts';
import { words } from '../words.ts';

/** What people did with the ad, newest first, and the versions in which it was seen. */
export function AdHistory({ view }: { view: AdView }) {
  return (
    <section class="vindplaats-panel" aria-labelledby="geschiedenis">
      <h2 id="geschiedenis">{words.adPage.history}</h2>
      {view.events.length === 0 ? (
        <p>{words.adPage.historyNothing}</p>
      ) : (
        <ol class="vindplaats-history">
          {view.events.toReversed().map((event) => (
            <li>
              {sentenceOf(event)}
              {event.kind === 'decided' && event.decision.note !== '' && (
                <blockquote class="vindplaats-note">{event.decision.note}</blockquote>
              )}
              <span class="vindplaats-second">{words.event.by(event.actor, showMoment(event.at))}</span>
            </li>
          ))}
        </ol>
      )}
      <h3>{words.adPage.versions}</h3>
      <ul class="vindplaats-history">
        {view.versions.toReversed().map(({ version, seenAt }) => (
          <li>{words.adPage.version(version, showDay(seenAt))}</li>
        ))}
      </ul>
      {view.assessment && (
        <p class="vindplaats-hint">
          {words.adPage.screenedWith(view.assessment.rulesetHash.slice(0, 12), showMoment(view.assessment.madeAt))}
        </p>
      )}
    </section>
  );
}

function sentenceOf(event: ReviewEvent): string {
  switch (event.kind) {
    case 'decided':
      return words.event.decided(words.state[event.decision.verdict], words.reason[event.decision.reason]);
    case 'undone':
      return words.event.undone;
    case 'reopened':
      return words.event.reopened;
    case 'handed-over':
      return words.event.handedOver(event.handoverNumber);
  }
}
