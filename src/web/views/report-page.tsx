import type { Child } from 'hono/jsx';
import type { Cell, Figures, Report, Share } from '../../report/nature-and-extent.ts';
import { cellText, inShort, shareText } from '../../report/report-text.ts';
import { showDay, showMonth } from '../show-time.ts';
import { words } from '../words.ts';
import { BarChart } from './bar-chart.tsx';
import { DataTable } from './data-table.tsx';
import { LevelMark } from './level-mark.tsx';
import { Message } from './message.tsx';

type Period = { from: string; to: string };

/** @param report null when the period that was asked for is none. */
export function ReportPage(props: { period: Period; report: Report | null; titleOfSite: (site: string) => string }) {
  const { period, report } = props;
  return (
    <>
      <h1>{words.report.title}</h1>
      {report && (
        <p class="vindplaats-lead">
          {words.report.subtitle(report.region, showDay(report.period.from), showDay(report.period.to))}
        </p>
      )}
      <PeriodForm period={period} />
      {report ? (
        <Tables report={report} titleOfSite={props.titleOfSite} />
      ) : (
        <Message kind="error">{words.report.invalidPeriod}</Message>
      )}
    </>
  );
}

function PeriodForm({ period }: { period: Period }) {
  return (
    <form method="get" action="/rapportage" class="vindplaats-period" aria-label={words.report.period}>
      <DayField name="van" label={words.report.from} value={period.from} />
      <DayField name="tot" label={words.report.to} value={period.to} />
      <button class="utrecht-button utrecht-button--secondary-action">{words.report.apply}</button>
    </form>
  );
}

function DayField({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div class="utrecht-form-field">
      <label class="utrecht-form-label" for={name}>
        {label}
      </label>
      <input class="utrecht-textbox" type="date" id={name} name={name} value={value} required />
    </div>
  );
}

function Tables({ report, titleOfSite }: { report: Report; titleOfSite: (site: string) => string }) {
  const { total, period } = report;
  const ages = report.perAge.map((line) => ({ ...line, label: words.ageBand[line.band] }));
  return (
    <>
      <Section id="kort" title={words.report.inShort}>
        <dl class="vindplaats-figures">
          <Headline label={words.report.assessed} value={cellText(total.ads)} />
          <Headline label={words.report.aged21to25} value={shareText(total.aged21to25Share)} count={total.aged21to25} />
          <Headline label={words.report.risky} value={shareText(total.riskyShare)} count={total.risky} />
        </dl>
        <div class="vindplaats-sentences">
          {inShort(report).map((sentence) => (
            <p>{sentence}</p>
          ))}
        </div>
        <p>
          <a
            class="utrecht-link vindplaats-target"
            href={`/rapportage/cijfers.json?${new URLSearchParams({ van: period.from, tot: period.to }).toString()}`}
          >
            {words.report.json}
          </a>
        </p>
      </Section>
      <FiguresTable
        id="gemeente"
        title={words.report.perMunicipality}
        first={words.report.municipality}
        total={total}
        lines={report.perMunicipality.map((line) => ({ ...line, label: line.name }))}
      />
      <Section id="leeftijd" title={words.report.perAge}>
        <BarChart
          title={words.report.perAge}
          bars={ages.map(({ label, ads }) => ({ label, value: ads.count, shown: cellText(ads) }))}
        />
        <PartsTable
          caption={words.report.perAge}
          first={words.report.age}
          lines={ages.map(({ label, ads, share }) => [label, ads, share])}
        />
      </Section>
      <Section id="niveau" title={words.report.perLevel}>
        <PartsTable
          caption={words.report.perLevel}
          first={words.report.level}
          lines={report.perLevel.toReversed().map(({ level, ads, share }) => [<LevelMark level={level} />, ads, share])}
        />
      </Section>
      <FiguresTable
        id="site"
        title={words.report.perSite}
        first={words.report.site}
        total={total}
        lines={report.perSite.map((line) => ({ ...line, label: titleOfSite(line.site) }))}
      />
      <FiguresTable
        id="maand"
        title={words.report.perMonth}
        first={words.report.month}
        total={total}
        lines={report.perMonth.map((line) => ({ ...line, label: showMonth(line.month) }))}
      />
      <Section id="grenzen" title={words.report.limits}>
        <ul class="vindplaats-bullets">
          {words.report.limitList.map((limit) => (
            <li>{limit}</li>
          ))}
        </ul>
        {report.rulesetHashes.length > 0 && (
          <p class="vindplaats-hint">
            {words.report.rulesets(report.rulesetHashes.map((hash) => hash.slice(0, 12)).join(', '))}
          </p>
        )}
      </Section>
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: Child }) {
  return (
    <section class="vindplaats-panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Headline({ label, value, count }: { label: string; value: string; count?: Cell }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        {count && <span class="vindplaats-second">{cellText(count)}</span>}
      </dd>
    </div>
  );
}

function FiguresTable(props: {
  id: string;
  title: string;
  first: string;
  total: Figures;
  lines: readonly (Figures & { label: string })[];
}) {
  const { ads, aged21to25, risky, confirmed, dismissed, handedOver } = words.report;
  return (
    <Section id={props.id} title={props.title}>
      <DataTable
        caption={props.title}
        isCaptionHidden
        columns={[
          { label: props.first },
          ...[ads, aged21to25, risky, confirmed, dismissed, handedOver].map((label) => ({ label, isNumber: true })),
        ]}
        rows={props.lines.map((line) => [line.label, ...figureCells(line)])}
        footer={[words.report.total, ...figureCells(props.total)]}
      />
    </Section>
  );
}

function figureCells(figures: Figures): Child[] {
  return [
    cellText(figures.ads),
    <WithShare cell={figures.aged21to25} share={figures.aged21to25Share} />,
    <WithShare cell={figures.risky} share={figures.riskyShare} />,
    cellText(figures.confirmed),
    cellText(figures.dismissed),
    cellText(figures.handedOver),
  ];
}

function WithShare({ cell, share }: { cell: Cell; share: Share }) {
  return (
    <>
      {cellText(cell)}
      {share !== null && <span class="vindplaats-second">{shareText(share)}</span>}
    </>
  );
}

function PartsTable(props: { caption: string; first: string; lines: readonly [Child, Cell, Share][] }) {
  return (
    <DataTable
      caption={props.caption}
      isCaptionHidden
      columns={[
        { label: props.first },
        { label: words.report.ads, isNumber: true },
        { label: words.report.share, isNumber: true },
      ]}
      rows={props.lines.map(([label, ads, share]) => [label, cellText(ads), shareText(share)])}
    />
  );
}
