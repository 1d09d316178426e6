import type { FeedbackItem } from '../../handover/feedback-desk.ts';
import { feedbackSchema } from '../../model/feedback.ts';
import { showMoment } from '../show-time.ts';
import { words } from '../words.ts';
import { Fact } from './fact.tsx';
import { Message } from './message.tsx';

const { known, action, judgement } = feedbackSchema.shape;

/** What was filled in for one ad when it was refused. */
export type TypedFeedback = {
  adId: number;
  known: string;
  action: string;
  judgement: string;
  rule: string;
  note: string;
};

/** The ads of a list that was handed over, each with the municipality's answer and the form to enter it. */
export function FeedbackPage(props: {
  number: string;
  items: readonly FeedbackItem[];
  savedAd: number | null;
  refused: (TypedFeedback & { problem: string }) | null;
}) {
  const { number, items, savedAd, refused } = props;
  return (
    <>
      <p class="vindplaats-back">
        <a class="utrecht-link vindplaats-target" href="/risicolijsten">
          {words.feedback.back}
        </a>
      </p>
      <h1>{words.feedback.title(number)}</h1>
      <p class="vindplaats-lead">
        {words.feedback.lead} {words.feedback.why}
      </p>
      {savedAd !== null && <Message kind="info">{words.feedback.saved(savedAd)}</Message>}
      {items.map((item) => (
        <Item number={number} item={item} refused={refused?.adId === item.adId ? refused : null} />
      ))}
    </>
  );
}

function Item(props: { number: string; item: FeedbackItem; refused: (TypedFeedback & { problem: string }) | null }) {
  const { number, item, refused } = props;
  const { adId, feedback } = item;
  const { actionOf, judgementOf, knownOf } = words.feedback;
  return (
    <section class="vindplaats-panel" aria-labelledby={`advertentie-${adId}`}>
      <h2 id={`advertentie-${adId}`}>
        <a class="utrecht-link" href={`/advertentie/${adId}?stand=handed-over`}>
          {words.ad(adId)}
        </a>
      </h2>
      {feedback === null ? (
        <p>{words.feedback.notGiven}</p>
      ) : (
        <>
          <dl class="vindplaats-facts">
            <Fact label={words.feedback.judgement}>{judgementOf[feedback.judgement]}</Fact>
            <Fact label={words.feedback.action}>{actionOf[feedback.action]}</Fact>
            <Fact label={words.feedback.known}>{knownOf[feedback.known]}</Fact>
            <Fact label={words.feedback.rule}>
              {item.signals.find(({ rule }) => rule === feedback.rule)?.title ?? words.feedback.noRule}
            </Fact>
          </dl>
          {feedback.note !== '' && <p class="vindplaats-note">{feedback.note}</p>}
          <p class="vindplaats-hint">{words.feedback.given(feedback.actor, showMoment(feedback.at))}</p>
        </>
      )}
      <details class="vindplaats-disclosure" open={refused !== null}>
        <summary>{words.feedback.edit}</summary>
        <AnswerForm number={number} item={item} refused={refused} />
      </details>
    </section>
  );
}

function AnswerForm(props: {
  number: string;
  item: FeedbackItem;
  refused: (TypedFeedback & { problem: string }) | null;
}) {
  const { number, item, refused } = props;
  const { adId, feedback, signals } = item;
  const shown = refused ?? feedback;
  return (
    <form method="post" action={`/risicolijsten/${number}/terugkoppeling/${adId}`} class="vindplaats-stack">
      {refused !== null && (
        <Message kind="error" title={words.feedback.notSaved}>
          {refused.problem}
        </Message>
      )}
      <div class="vindplaats-form-grid">
        <Choices
          name="judgement"
          label={words.feedback.judgement}
          chosen={shown?.judgement}
          choices={judgement.options.map((value) => [value, words.feedback.judgementOf[value]])}
        />
        <Choices
          name="action"
          label={words.feedback.action}
          chosen={shown?.action}
          choices={action.options.map((value) => [value, words.feedback.actionOf[value]])}
        />
        <Choices
          name="known"
          label={words.feedback.known}
          chosen={shown?.known}
          choices={known.options.map((value) => [value, words.feedback.knownOf[value]])}
        />
        <Choices
          name="rule"
          label={words.feedback.rule}
          chosen={shown?.rule ?? ''}
          choices={[['', words.feedback.noRule], ...signals.map(({ rule, title }): [string, string] => [rule, title])]}
        />
      </div>
      <div class="utrecht-form-field">
        <label class="utrecht-form-label" for={`toelichting-${adId}`}>
          {words.feedback.note}
        </label>
        <p class="vindplaats-hint">{words.feedback.noteHint}</p>
        <textarea class="utrecht-textarea" id={`toelichting-${adId}`} name="note" rows={2} maxlength={2000}>
          {shown?.note ?? ''}
        </textarea>
      </div>
      <p>
        <button class="utrecht-button utrecht-button--primary-action">{words.feedback.save}</button>
      </p>
    </form>
  );
}

function Choices(props: { name: string; label: string; chosen: string | undefined; choices: [string, string][] }) {
  return (
    <fieldset class="vindplaats-fieldset">
      <legend class="utrecht-form-label">{props.label}</legend>
      {props.choices.map(([value, label]) => (
        <label class="vindplaats-check">
          <input type="radio" name={props.name} value={value} required checked={value === props.chosen} /> {label}
        </label>
      ))}
    </fieldset>
  );
}
