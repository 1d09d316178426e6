import { skipReason } from '../../model/run.ts';
import type { CrawlRun, RunCounts } from '../../model/run.ts';
import type { RunReport } from '../../report/run-report.ts';
import { showBytes, showDuration, showMoment, showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { DataTable } from './data-table.tsx';
import { HeldRun } from './held-run.tsx';
import type { HeldRunShown, RefusedDecision } from './held-run.tsx';

type RunShown = CrawlRun & { counts: RunCounts; report: RunReport };

/** A site with its last run, or null when it was never visited. */
type Source = {
  id: string;
  title: string;
  run: RunShown | null;
  /** Its runs that wait for a decision, newest first. */
  held: readonly HeldRunShown[];
};

export function SourcesPage(props: {
  sources: readonly Source[];
  mayDecide: boolean;
  refused: RefusedDecision | null;
}) {
  const { sources, mayDecide, refused } = props;
  return (
    <>
      <h1>{words.sources.title}</h1>
      <p class="vindplaats-lead">{sources.length === 0 ? words.sources.none : words.sources.intro}</p>
      {sources.map(({ id, title, run, held }) => (
        <section class="vindplaats-panel" aria-labelledby={`site-${id}`}>
          <h2 id={`site-${id}`}>{title}</h2>
          {held.map((one) => (
            <HeldRun held={one} mayDecide={mayDecide} refused={refused} />
          ))}
          {run ? <LastRun run={run} /> : <p>{words.sources.never}</p>}
        </section>
      ))}
    </>
  );
}

function LastRun({ run }: { run: RunShown }) {
  const { counts, report } = run;
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
      <p>
        {words.sources.took(
          showDuration(report.durationSeconds),
          showNumber(report.requests),
          showBytes(report.wireBytes),
        )}
      </p>
      <p class="vindplaats-quiet">
        {words.sources.sum(showNumber(report.discovered), sumOf(report))}{' '}
        {run.finishedAt !== null && report.isComplete && words.sources.complete}
      </p>
      {run.finishedAt !== null && !report.isComplete && (
        <p>
          <strong>{words.sources.incomplete}</strong>
        </p>
      )}
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

function sumOf({ outcomes, open }: RunReport): string {
  const parts = [...Object.entries(words.sources.outcomes), ['open', words.sources.open] as const];
  const counts: Record<string, number> = { ...outcomes, open };
  return parts
    .map(([outcome, word]) => {
      const count = counts[outcome] ?? 0;
      return `${showNumber(count)} ${outcome === 'listed' && count === 1 ? words.sources.oneListed : word}`;
    })
    .join(' + ');
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
