import { showMoment, showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { DataTable } from './data-table.tsx';
import { LevelMark } from './level-mark.tsx';
import { Message } from './message.tsx';
import { columns as listColumns } from '../../handover/columns.ts';
import type { HandoverItem } from '../../handover/handover-item.ts';
import type { HandoverRecord } from '../../store/handovers.ts';

type MadeList = HandoverRecord & { municipalityName: string; answered: number };

export const formats = ['xlsx', 'csv', 'manifest'] as const;

/** What waits per municipality, and the lists that were made. @param released number of the list that was made just now. */
export function HandoverPage(props: {
  waiting: readonly { code: string; name: string; ads: number }[];
  made: readonly MadeList[];
  released: string | null;
}) {
  const ready = words.handover.columns;
  const made = words.handover.madeColumns;
  return (
    <>
      <h1>{words.handover.title}</h1>
      <p class="vindplaats-lead">{words.handover.intro}</p>
      {props.released !== null && <Message kind="info">{words.flash.released(props.released)}</Message>}
      <section class="vindplaats-panel" aria-labelledby="klaar">
        <h2 id="klaar">{words.handover.ready}</h2>
        <DataTable
          caption={words.handover.ready}
          isCaptionHidden
          columns={[{ label: ready.municipality }, { label: ready.ads, isNumber: true }, { label: ready.action }]}
          rows={props.waiting.map(({ code, name, ads }) => [
            name,
            showNumber(ads),
            ads === 0 ? (
              <span class="vindplaats-quiet">{words.handover.nothingReady}</span>
            ) : (
              <a class="utrecht-link vindplaats-target" href={`/risicolijsten/gemeente/${code}`}>
                {words.handover.preview} <span class="vindplaats-hidden">{words.handover.previewOf(name)}</span>
              </a>
            ),
          ])}
        />
      </section>
      <section class="vindplaats-panel" aria-labelledby="gemaakt">
        <h2 id="gemaakt">{words.handover.made}</h2>
        {props.made.length === 0 ? (
          <p>{words.handover.madeNothing}</p>
        ) : (
          <DataTable
            caption={words.handover.made}
            isCaptionHidden
            columns={[
              { label: made.number, className: 'vindplaats-column-tight' },
              { label: made.municipality },
              { label: made.made, className: 'vindplaats-column-tight' },
              { label: made.ads, isNumber: true },
              { label: words.feedback.column },
              { label: made.files },
              { label: made.hash },
            ]}
            rows={props.made.map((list) => [
              list.number,
              list.municipalityName,
              <>
                {showMoment(list.madeAt)}
                <span class="vindplaats-second">{list.actor}</span>
              </>,
              showNumber(list.items),
              <a class="utrecht-link vindplaats-target" href={`/risicolijsten/${list.number}/terugkoppeling`}>
                {words.feedback.link(list.answered, list.items)}
                <span class="vindplaats-hidden"> {list.number}</span>
              </a>,
              <Downloads number={list.number} />,
              <code class="vindplaats-hash">{list.manifestSha256}</code>,
            ])}
          />
        )}
      </section>
    </>
  );
}

function Downloads({ number }: { number: string }) {
  return (
    <ul class="vindplaats-downloads">
      {formats.map((format) => (
        <li>
          <a class="utrecht-link vindplaats-target" href={`/risicolijsten/${number}/${format}`} download>
            {words.handover.formats[format]}
            <span class="vindplaats-hidden"> {number}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What would go to one municipality, with the reason for every field, and the step that releases it. */
export function HandoverPreviewPage(props: {
  municipality: { code: string; name: string };
  items: readonly HandoverItem[];
  seen: string;
  problem: string | null;
}) {
  const { municipality, items, problem } = props;
  return (
    <>
      <p class="vindplaats-back">
        <a class="utrecht-link vindplaats-target" href="/risicolijsten">
          {words.handover.back}
        </a>
      </p>
      <h1>{words.handover.previewTitle(municipality.name)}</h1>
      {problem !== null && (
        <Message kind="error" title={words.handover.notReleased}>
          {problem}
        </Message>
      )}
      {items.length === 0 ? (
        <p class="vindplaats-lead">{words.handover.previewNothing}</p>
      ) : (
        <>
          <p class="vindplaats-lead">
            {words.handover.previewIntro(items.length)} {words.notAFinding}
          </p>
          <Items items={items} />
          <Fields />
          <ReleaseForm code={municipality.code} seen={props.seen} />
        </>
      )}
    </>
  );
}

function Items({ items }: { items: readonly HandoverItem[] }) {
  const columns = words.handover.itemColumns;
  return (
    <section class="vindplaats-panel" aria-labelledby="inhoud-lijst">
      <h2 id="inhoud-lijst">{words.handover.items}</h2>
      <DataTable
        caption={words.handover.items}
        isCaptionHidden
        columns={[columns.ad, columns.level, columns.reason, columns.place].map((label) => ({ label }))}
        rows={items.map((item) => [
          <a class="utrecht-link vindplaats-target" href={`/advertentie/${item.adId}?stand=confirmed`}>
            {words.ad(item.adId)}
          </a>,
          <LevelMark level={item.level} />,
          words.reason[item.decisionReason],
          <bdi>{item.place ?? item.municipality.name}</bdi>,
        ])}
      />
      <h3>{words.handover.everything}</h3>
      {items.map((item) => (
        <details class="vindplaats-disclosure">
          <summary>{words.ad(item.adId)}</summary>
          <dl class="vindplaats-whole">
            {listColumns.map((column) => (
              <div>
                <dt>{column.header}</dt>
                <dd>
                  <bdi class="vindplaats-raw">{column.text(item) || words.nothing}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}

function Fields() {
  const columns = words.handover.fieldColumns;
  return (
    <section class="vindplaats-panel" aria-labelledby="velden">
      <h2 id="velden">{words.handover.fields}</h2>
      <DataTable
        caption={words.handover.fields}
        isCaptionHidden
        columns={[{ label: columns.field }, { label: columns.why }]}
        rows={listColumns.map((column) => [column.header, column.why])}
      />
      <p class="vindplaats-hint">{words.handover.noteStays}</p>
    </section>
  );
}

function ReleaseForm({ code, seen }: { code: string; seen: string }) {
  return (
    <section class="vindplaats-panel" aria-labelledby="vrijgeven">
      <h2 id="vrijgeven">{words.handover.release}</h2>
      <p>{words.handover.releaseHint}</p>
      <form method="post" action={`/risicolijsten/gemeente/${code}`} class="vindplaats-stack">
        <input type="hidden" name="gezien" value={seen} />
        <label class="vindplaats-check">
          <input type="checkbox" name="gecontroleerd" value="ja" required /> {words.handover.releaseCheck}
        </label>
        <button class="utrecht-button utrecht-button--primary-action">{words.handover.releaseButton}</button>
      </form>
    </section>
  );
}
