import type { TipRecord } from '../../store/tips.ts';
import { tipSource, tipSourceNames, tipSubjectKind } from '../../model/tip.ts';
import type { MatchingTip, TipSubjectKind } from '../../model/tip.ts';
import { showDay, showMoment } from '../show-time.ts';
import { words } from '../words.ts';
import { DataTable } from './data-table.tsx';
import { Message } from './message.tsx';

const shownAds = 5;

/** What was typed, to be shown again when it is refused. */
export type TypedTip = { source: string; receivedOn: string; about: Record<TipSubjectKind, string>; note: string };

/** Tips that people entered, and the form for another. */
export function TipsPage(props: {
  tips: readonly (TipRecord & { ads: readonly number[] })[];
  typed: TypedTip;
  today: string;
  problem: string | null;
  notice: string | null;
}) {
  const { tips, problem, notice } = props;
  const { columns } = words.tips;
  return (
    <>
      <h1>{words.tips.title}</h1>
      <p class="vindplaats-lead">
        {words.tips.lead} {words.tips.notProof}
      </p>
      {notice !== null && <Message kind="info">{notice}</Message>}
      {problem !== null && (
        <Message kind="error" title={words.tips.notSaved}>
          {problem}
        </Message>
      )}
      <TipForm typed={props.typed} today={props.today} />
      <section class="vindplaats-panel" aria-labelledby="tips">
        <h2 id="tips">{words.tips.list}</h2>
        {tips.length === 0 ? (
          <p>{words.tips.none}</p>
        ) : (
          <DataTable
            caption={words.tips.list}
            isCaptionHidden
            columns={[columns.tip, columns.about, columns.ads, columns.note, columns.act].map((label) => ({ label }))}
            rows={tips.map((tip) => [
              <>
                {words.tips.tip(tip.id)}
                <span class="vindplaats-second">
                  {words.tips.received(tipSourceNames[tip.source], showDay(tip.receivedOn))}
                </span>
                <span class="vindplaats-second">{words.tips.by(tip.actor, showMoment(tip.enteredAt))}</span>
              </>,
              tip.about.map((kind) => words.tips.kindShort[kind]).join(', '),
              <Ads ads={tip.ads} />,
              <bdi class="vindplaats-raw">{tip.note}</bdi>,
              tip.undoneAt === null ? <UndoTip id={tip.id} /> : words.tips.isUndone(showDay(tip.undoneAt)),
            ])}
          />
        )}
      </section>
    </>
  );
}

/** The tips that stand on one ad, beside it; nothing without one. */
export function TipsOnAd({ tips }: { tips: readonly MatchingTip[] }) {
  if (tips.length === 0) return null;
  return (
    <section class="vindplaats-panel" aria-labelledby="tips">
      <h2 id="tips">{words.tips.onAd}</h2>
      <ul class="vindplaats-history">
        {tips.map((tip) => (
          <li>
            <strong>{words.tips.received(tipSourceNames[tip.source], showDay(tip.receivedOn))}</strong>
            {tip.note !== '' && <p class="vindplaats-note">{tip.note}</p>}
          </li>
        ))}
      </ul>
      <p class="vindplaats-hint">{words.tips.notProof}</p>
    </section>
  );
}

function TipForm({ typed, today }: { typed: TypedTip; today: string }) {
  return (
    <form method="post" action="/tips" class="vindplaats-panel" aria-labelledby="invoeren">
      <h2 id="invoeren">{words.tips.add}</h2>
      <div class="vindplaats-form-grid">
        <div class="utrecht-form-field">
          <label class="utrecht-form-label" for="bron">
            {words.tips.source}
          </label>
          <select class="utrecht-select" id="bron" name="bron">
            {tipSource.options.map((source) => (
              <option value={source} selected={source === typed.source}>
                {tipSourceNames[source]}
              </option>
            ))}
          </select>
        </div>
        <div class="utrecht-form-field">
          <label class="utrecht-form-label" for="ontvangen">
            {words.tips.receivedOn}
          </label>
          <input
            class="utrecht-textbox"
            type="date"
            id="ontvangen"
            name="ontvangen"
            value={typed.receivedOn}
            max={today}
            required
          />
        </div>
      </div>
      <fieldset class="vindplaats-fieldset" aria-describedby="waarover">
        <legend class="utrecht-form-label">{words.tips.about}</legend>
        <p class="vindplaats-hint" id="waarover">
          {words.tips.aboutHint}
        </p>
        <div class="vindplaats-form-grid">
          {tipSubjectKind.options.map((kind) => (
            <div class="utrecht-form-field">
              <label class="utrecht-form-label" for={kind}>
                {words.tips.kind[kind]}
              </label>
              <input
                class="utrecht-textbox"
                id={kind}
                name={kind}
                value={typed.about[kind]}
                maxlength={500}
                autocomplete="off"
              />
            </div>
          ))}
        </div>
      </fieldset>
      <div class="utrecht-form-field">
        <label class="utrecht-form-label" for="tekst">
          {words.tips.note}
        </label>
        <p class="vindplaats-hint" id="tekst-uitleg">
          {words.tips.noteHint}
        </p>
        <textarea
          class="utrecht-textarea"
          id="tekst"
          name="tekst"
          rows={3}
          maxlength={4000}
          aria-describedby="tekst-uitleg"
        >
          {typed.note}
        </textarea>
      </div>
      <p>
        <button class="utrecht-button utrecht-button--primary-action">{words.tips.save}</button>
      </p>
    </form>
  );
}

function Ads({ ads }: { ads: readonly number[] }) {
  if (ads.length === 0) return <span class="vindplaats-quiet">{words.tips.noAds}</span>;
  return (
    <>
      {ads.slice(0, shownAds).map((id) => (
        <>
          <a class="utrecht-link vindplaats-target" href={`/advertentie/${id}?toon=alles`}>
            {id}
          </a>{' '}
        </>
      ))}
      {ads.length > shownAds && words.tips.moreAds(ads.length - shownAds)}
    </>
  );
}

function UndoTip({ id }: { id: number }) {
  return (
    <form method="post" action={`/tips/${id}/intrekken`}>
      <button class="utrecht-button utrecht-button--secondary-action">
        {words.tips.undo}
        <span class="vindplaats-hidden"> {words.tips.undoOf(id)}</span>
      </button>
    </form>
  );
}
