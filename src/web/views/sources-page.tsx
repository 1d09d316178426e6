import { skipReason } from '../../model/run.ts';
import type { CrawlRun, RunCounts } from '../../model/run.ts';
import type { Finding } from '../../model/site-profile.ts';
import { showMoment, showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { DataTable } from './data-table.tsx';
import { Message } from './message.tsx';

/** A site with its last run, or null when it was never visited. */
type Source = {
  id: string;
  title: string;
  run: (CrawlRun & { counts: RunCounts }) | null;
  /** Its newest finished run, when that waits for a decision. */
  held: { id: string; findings: readonly Finding[]; minors: number } | null;
};

export function SourcesPage({ sources }: { sources: readonly Source[] }) {
  return (
    <>
      <h1>{words.sources.title}</h1>
      <p class="vindplaats-lead">{sources.length === 0 ? words.sources.none : words.sources.intro}</p>
      {sources.map(({ id, title, run, held }) => (
        <section class="vindplaats-panel" aria-labelledby={`site-${id}`}>
          <h2 id={`site-${id}`}>{title}</h2>
          {held && <Held held={held} />}
          {run ? <LastRun run={run} /> : <p>{words.sources.never}</p>}
        </section>
      ))}
    </>
  );
}

function Held({ held }: { held: NonNullable<Source['held']> }) {
  return (
    <Message kind="warning" title={words.held.state.quarantined}>
      <p>{`${words.held.why}:`}</p>
      <ul class="utrecht-unordered-list">
        {held.findings.map((finding) => (
          <li>{words.held.finding(finding)}</li>
        ))}
      </ul>
      {held.minors > 0 && (
        <p>
          <strong>{words.held.minors(held.minors)}</strong>
        </p>
      )}
      <p>{words.held.what(held.id)}</p>
    </Message>
  );
}

function LastRun({ run }: { run: CrawlRun & { counts: RunCounts } }) {
  const { counts } = run;
  const leftOut = Object.entries(counts.leftOut).toSorted(([, a], [, b]) => b - a);
  return (
    <>
      <p>
        {run.finishedAt === null ? (
          <strong>{`${words.sources.running} ${showMoment(run.startedAt)}`}</strong>
        ) : (
          `${words.sources.finished} ${showMoment(run.finishedAt)}`
        )}
        <span class="vindplaats-second">{`${words.held.state[run.state]} · ${words.sources.reason}: ${run.reason}`}</span>
      </p>
      <dl class="vindplaats-facts">
        <Count label={words.sources.pages} value={counts.pages} />
        <Count label={words.sources.adsSeen} value={counts.adsSeen} />
        <Count label={words.sources.newAds} value={counts.newAds} />
        <Count label={words.sources.changedAds} value={counts.changedAds} />
        <Count label={words.sources.unchangedAds} value={counts.unchangedAds} />
        <Count label={words.sources.missedAds} value={counts.missedAds} />
        <Count label={words.sources.goneAds} value={counts.goneAds} />
        <Count label={words.sources.returnedAds} value={counts.returnedAds} />
      </dl>
      {leftOut.length === 0 ? (
        <p class="vindplaats-quiet">{words.sources.leftOutNothing}</p>
      ) : (
        <DataTable
          caption={words.sources.leftOut}
          columns={[
            { label: words.sources.leftOutColumns.why },
            { label: words.sources.leftOutColumns.count, isNumber: true },
          ]}
          rows={leftOut.map(([label, count]) => [wordsFor(label), showNumber(count)])}
        />
      )}
    </>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{showNumber(value)}</dd>
    </div>
  );
}

/** @param label as counted by the store: `skipped:<reason>` or `failed:<code>`. */
function wordsFor(label: string): string {
  const [outcome = '', detail = ''] = label.split(':');
  const reason = skipReason.safeParse(detail);
  return outcome === 'skipped' && reason.success ? words.skipped[reason.data] : words.sources.failed(detail);
}
