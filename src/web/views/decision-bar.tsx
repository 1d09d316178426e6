import { confirmReasons, dismissReasons } from '../../model/review.ts';
import type { ReviewReason, Verdict } from '../../model/review.ts';
import { standingDecision } from '../../review/decide.ts';
import type { AdView } from '../ad-view.ts';
import { writeListFilter } from '../list-filter.ts';
import { showMoment } from '../show-time.ts';
import { words } from '../words.ts';
import { Message } from './message.tsx';

/** What a reviewer had filled in when it was refused, to be shown again; `problem` when the form itself must be mended. */
export type RefusedDecision = { verdict: Verdict; reason: string; note: string; problem: string | null };

/** The decision, always in reach: two buttons of equal weight, or what was decided and the way back. */
export function DecisionBar({ view, refused }: { view: AdView; refused: RefusedDecision | null }) {
  return (
    <section class="vindplaats-decision" aria-labelledby="besluit">
      <h2 id="besluit" class="vindplaats-hidden">
        {words.decision.title}
      </h2>
      <Standing view={view} refused={refused} />
      <button type="button" class="utrecht-button utrecht-button--subtle" data-open="keys" hidden>
        {words.keys.button}
      </button>
    </section>
  );
}

function Standing({ view, refused }: { view: AdView; refused: RefusedDecision | null }) {
  const standing = standingDecision(view.events);
  if (view.state === 'handed-over') return <p>{words.decision.handedOver}</p>;
  if (standing) {
    return (
      <div class="vindplaats-decision__standing">
        <p>
          {words.decision.standing(words.verdict[standing.decision.verdict], standing.actor, showMoment(standing.at))}
        </p>
        <UndoForm adId={view.record.id} decisionId={standing.id} list={writeListFilter(view.filter)} />
      </div>
    );
  }
  if (!view.assessment) return <p>{words.adPage.notScreened}</p>;
  const common = { view, assessmentId: view.assessment.id };
  return (
    <div class="vindplaats-decision__choices">
      <Choice {...common} verdict="confirmed" reasons={confirmReasons.options} refused={refused} />
      <Choice {...common} verdict="dismissed" reasons={dismissReasons.options} refused={refused} />
    </div>
  );
}

/** A native disclosure, so that it opens without the script too; one `name` keeps only one of the two open. */
function Choice(props: {
  view: AdView;
  assessmentId: number;
  verdict: Verdict;
  reasons: readonly ReviewReason[];
  refused: RefusedDecision | null;
}) {
  const { view, verdict } = props;
  const refused = props.refused?.verdict === verdict ? props.refused : null;
  const isConfirm = verdict === 'confirmed';
  const problemId = `${verdict}-fout`;
  return (
    <details class="vindplaats-choice" name="besluit" data-verdict={verdict} open={refused !== null}>
      <summary class="utrecht-button utrecht-button--secondary-action">
        {isConfirm ? words.decision.confirm : words.decision.dismiss}
      </summary>
      <form method="post" action={`/advertentie/${view.record.id}/besluit`}>
        <input type="hidden" name="verdict" value={verdict} />
        <input type="hidden" name="assessmentId" value={props.assessmentId} />
        <input type="hidden" name="lijst" value={writeListFilter(view.filter)} />
        {refused?.problem && (
          <Message kind="error" title={words.problem.summary} id={problemId}>
            {refused.problem}
          </Message>
        )}
        <fieldset class="vindplaats-reasons" aria-describedby={refused?.problem ? problemId : undefined}>
          <legend>{isConfirm ? words.decision.confirmReasons : words.decision.dismissReasons}</legend>
          {props.reasons.map((reason) => (
            <label class="vindplaats-check">
              <input type="radio" name="reason" value={reason} required checked={refused?.reason === reason} />{' '}
              {words.reason[reason]}
            </label>
          ))}
        </fieldset>
        <div class="vindplaats-choice__note">
          <div class="utrecht-form-field">
            <label class="utrecht-form-label" for={`${verdict}-toelichting`}>
              {words.decision.note}
            </label>
            <p class="vindplaats-hint" id={`${verdict}-uitleg`}>
              {words.decision.noteHint}
            </p>
            <textarea
              class="utrecht-textarea"
              id={`${verdict}-toelichting`}
              name="note"
              rows={2}
              maxlength={2000}
              aria-describedby={`${verdict}-uitleg`}
            >
              {refused?.note ?? ''}
            </textarea>
          </div>
          <button class="utrecht-button utrecht-button--primary-action">
            {isConfirm ? words.decision.saveConfirm : words.decision.saveDismiss}
          </button>
        </div>
      </form>
    </details>
  );
}

/**
 * @param decisionId the one in view: what another reviewer decided since stays.
 * @param list the query part of the list that the reviewer works through.
 */
export function UndoForm({ adId, decisionId, list }: { adId: number; decisionId: number; list: string }) {
  return (
    <form method="post" action={`/advertentie/${adId}/ongedaan`} data-undo>
      <input type="hidden" name="besluit" value={decisionId} />
      <input type="hidden" name="lijst" value={list} />
      <button class="utrecht-button utrecht-button--secondary-action">{words.decision.undo}</button>
    </form>
  );
}
