import type { CrawlRun, RunCounts } from '../../model/run.ts';
import type { Finding } from '../../model/site-profile.ts';
import { runReason } from '../decide-words.ts';
import type { RunChoice } from '../decide-words.ts';
import { showDay, showMoment } from '../show-time.ts';
import { words } from '../words.ts';
import { Message } from './message.tsx';

/** A crawl whose results wait for a decision. */
export type HeldRunShown = {
  run: CrawlRun;
  counts: RunCounts;
  findings: readonly Finding[];
  /** Ads among them that state an age under 18. */
  minors: number;
  /** When the crawl began whose data is in use; null without one. */
  goodAt: string | null;
};

/** A decision that was sent and refused: what was typed comes back. */
export type RefusedDecision = { runId: string; choice: RunChoice; typed: string; problem: string };

/** What is unusual about a held crawl and, for who may decide, two forms of equal weight. */
export function HeldRun(props: { held: HeldRunShown; mayDecide: boolean; refused: RefusedDecision | null }) {
  const { run, counts, findings, minors, goodAt } = props.held;
  const { decide } = words.held;
  const read = counts.newAds + counts.changedAds + counts.unchangedAds;
  return (
    <div class="vindplaats-held">
      <Message kind="warning" title={decide.round(showMoment(run.startedAt))}>
        <ul class="vindplaats-held__findings" aria-label={words.held.why}>
          {findings.map((finding) => (
            <li>{words.held.finding(finding)}</li>
          ))}
        </ul>
        {minors > 0 && (
          <p>
            <strong>{words.held.minors(minors, props.mayDecide)}</strong>
          </p>
        )}
        <p>
          {decide.found(read, counts.newAds, counts.changedAds)} {decide.kept(goodAt === null ? null : showDay(goodAt))}
        </p>
        {!props.mayDecide && <p>{decide.othersDecide}</p>}
      </Message>
      {props.mayDecide && (
        <>
          <h3>{decide.title}</h3>
          <div class="vindplaats-held__choices">
            <DecisionForm run={run} choice="accept" refused={props.refused} />
            <DecisionForm run={run} choice="rollBack" refused={props.refused} />
          </div>
        </>
      )}
    </div>
  );
}

function DecisionForm(props: { run: CrawlRun; choice: RunChoice; refused: RefusedDecision | null }) {
  const { run, choice } = props;
  const { path, title, hint, reason, button } = words.held.decide.choices[choice];
  const refused = props.refused?.runId === run.id && props.refused.choice === choice ? props.refused : null;
  const id = `${path}-${run.id}`;
  return (
    <form method="post" action={`/bronnen/ronde/${encodeURIComponent(run.id)}/${path}`} class="vindplaats-held__choice">
      <h4>{title}</h4>
      <p class="vindplaats-held__hint">{hint}</p>
      {refused && (
        <Message kind="error" id={`${id}-fout`} title={words.held.decide.notSaved}>
          {refused.problem}
        </Message>
      )}
      <div class="utrecht-form-field">
        <label class="utrecht-form-label" for={id}>
          {reason}
        </label>
        <p class="vindplaats-hint" id={`${id}-uitleg`}>
          {words.held.decide.reasonHint}
        </p>
        <textarea
          class="utrecht-textarea"
          id={id}
          name="reden"
          rows={3}
          required
          maxlength={runReason.max}
          aria-describedby={refused ? `${id}-fout ${id}-uitleg` : `${id}-uitleg`}
          aria-invalid={refused ? 'true' : undefined}
        >
          {refused?.typed ?? ''}
        </textarea>
      </div>
      <button class="utrecht-button utrecht-button--secondary-action">{button}</button>
    </form>
  );
}
