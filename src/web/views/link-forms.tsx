import type { Child } from 'hono/jsx';
import { linkReasons } from '../../model/link.ts';
import type { GroupLink, GroupView } from '../group-view.ts';
import { linkWords } from '../link-words.ts';
import { showMoment } from '../show-time.ts';
import { words } from '../words.ts';
import { reasonWord } from './group-history.tsx';

/** What a reviewer had filled in when it was refused, to be shown again: the last part of the form's path, and its fields. */
export type RefusedForm = { action: string; fields: Readonly<Record<string, string>> };

/** Takes chosen ads out of the group. */
export function SplitForm({ view, refused }: { view: GroupView; refused: RefusedForm | null }) {
  const { split } = linkWords;
  const typed = refused?.action === 'splitsen' ? refused.fields : null;
  return (
    <section class="vindplaats-panel" aria-labelledby="splitsen">
      <h2 id="splitsen">{split.title}</h2>
      <p class="vindplaats-hint">{split.hint}</p>
      <details class="vindplaats-disclosure" open={typed !== null}>
        <summary>{split.open}</summary>
        <form method="post" action={`/groep/${view.id}/splitsen`} class="vindplaats-link-form">
          <fieldset class="vindplaats-reasons">
            <legend>{split.choose}</legend>
            {view.ads.length < view.size && <p class="vindplaats-hint">{split.onlyFirst(view.ads.length)}</p>}
            {view.ads.map((ad) => (
              <label class="vindplaats-check">
                <input
                  type="checkbox"
                  name={`advertentie-${ad.id}`}
                  value="ja"
                  checked={typed?.[`advertentie-${ad.id}`] !== undefined}
                />
                <span>
                  {ad.id}
                  {ad.name !== null && (
                    <>
                      {', '}
                      <bdi>{ad.name}</bdi>
                    </>
                  )}
                  {ad.age !== null && `, ${ad.age}`}, {ad.municipality}
                </span>
              </label>
            ))}
          </fieldset>
          <Why
            id="splitsen"
            reasons={linkReasons.split.options.map((code) => [code, split.reasons[code]])}
            typed={typed}
          />
          <button class="utrecht-button utrecht-button--primary-action">{split.button}</button>
        </form>
      </details>
    </section>
  );
}

/** Brings another ad, and its group, into this one. @param merging the ad a suggestion offers. */
export function MergeForm(props: { view: GroupView; merging: number | null; refused: RefusedForm | null }) {
  const { view, merging, refused } = props;
  const { merge } = linkWords;
  const typed = refused?.action === 'samenvoegen' ? refused.fields : null;
  return (
    <section class="vindplaats-panel" aria-labelledby="samenvoegen">
      <h2 id="samenvoegen">{merge.title}</h2>
      <p class="vindplaats-hint">{merge.hint}</p>
      <details class="vindplaats-disclosure" open={merging !== null || typed !== null}>
        <summary>{merge.open}</summary>
        <form method="post" action={`/groep/${view.id}/samenvoegen`} class="vindplaats-link-form">
          <div class="utrecht-form-field">
            <label class="utrecht-form-label" for="andere">
              {merge.number}
            </label>
            <input
              class="utrecht-textbox"
              id="andere"
              name="andere"
              inputmode="numeric"
              required
              pattern="[1-9][0-9]{0,14}"
              value={typed?.['andere'] ?? merging ?? ''}
            />
          </div>
          <Why
            id="samenvoegen"
            reasons={linkReasons.merge.options.map((code) => [code, merge.reasons[code]])}
            typed={typed}
          />
          <button class="utrecht-button utrecht-button--primary-action">{merge.button}</button>
        </form>
      </details>
    </section>
  );
}

/** Marks a shared thing as everyone's, or takes that back. An agency is that already, until a person says it is more. */
export function GenericForm(props: { link: GroupLink; groupId: number; refused: RefusedForm | null }) {
  const { link, groupId, refused } = props;
  const { generic } = linkWords;
  const typed = refused?.action === 'algemeen' && refused.fields['knoop'] === link.node ? refused.fields : null;
  if (link.mark !== null) {
    const { reason, note, actor, madeAt } = link.mark;
    return (
      <form method="post" action={`/groep/${groupId}/algemeen-ongedaan`}>
        <p>{generic.marked(reasonWord(generic.reasons, reason), actor, showMoment(madeAt))}</p>
        {note !== '' && <blockquote class="vindplaats-note">{note}</blockquote>}
        <input type="hidden" name="knoop" value={link.node} />
        <button class="utrecht-button utrecht-button--secondary-action">{generic.undo}</button>
      </form>
    );
  }
  const id = `algemeen-${link.node.replaceAll(/[^\w-]/g, '-')}`;
  return (
    <details class="vindplaats-disclosure" open={typed !== null}>
      <summary>{generic.open}</summary>
      <form method="post" action={`/groep/${groupId}/algemeen`} class="vindplaats-link-form">
        <p class="vindplaats-hint">{generic.hint}</p>
        <input type="hidden" name="knoop" value={link.node} />
        <Why id={id} reasons={linkReasons.generic.options.map((code) => [code, generic.reasons[code]])} typed={typed} />
        <button class="utrecht-button utrecht-button--primary-action">{generic.button}</button>
      </form>
    </details>
  );
}

function Why(props: {
  id: string;
  reasons: readonly (readonly [string, Child])[];
  typed: RefusedForm['fields'] | null;
}) {
  const { id, reasons, typed } = props;
  return (
    <>
      <div class="utrecht-form-field">
        <label class="utrecht-form-label" for={`${id}-reden`}>
          {linkWords.reason}
        </label>
        <select class="utrecht-select" id={`${id}-reden`} name="reden" required>
          <option value="">{words.problem.chooseReason}</option>
          {reasons.map(([code, word]) => (
            <option value={code} selected={typed?.['reden'] === code}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <div class="utrecht-form-field">
        <label class="utrecht-form-label" for={`${id}-toelichting`}>
          {linkWords.note}
        </label>
        <p class="vindplaats-hint" id={`${id}-uitleg`}>
          {linkWords.noteHint}
        </p>
        <textarea
          class="utrecht-textarea"
          id={`${id}-toelichting`}
          name="toelichting"
          rows={2}
          maxlength={2000}
          aria-describedby={`${id}-uitleg`}
        >
          {typed?.['toelichting'] ?? ''}
        </textarea>
      </div>
    </>
  );
}
