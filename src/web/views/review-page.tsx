import { levels } from '../../model/assessment.ts';
import type { Level } from '../../model/assessment.ts';
import { reviewStateSchema } from '../../model/review.ts';
import type { StandingRow } from '../../store/reviews.ts';
import { linkWords } from '../link-words.ts';
import { pageSize, writeListFilter } from '../list-filter.ts';
import type { ListFilter } from '../list-filter.ts';
import { showDay, showNumber } from '../show-time.ts';
import { words } from '../words.ts';
import { DataTable } from './data-table.tsx';
import { LevelMark } from './level-mark.tsx';

const shownReasons = 3;
const tight = 'vindplaats-column-tight';
const heaviestFirst = levels.toReversed();

export type Choice = { value: string; label: string };

/** One line: where the ad stands, how large its group is, and the titles of its reasons, heaviest first. */
export type ReviewLine = {
  standing: StandingRow;
  groupSize: number;
  municipality: string;
  site: string;
  reasonTitles: readonly string[];
};

export function ReviewPage(props: {
  filter: ListFilter;
  page: number;
  lines: readonly ReviewLine[];
  /** Of this list, and of everything that the filter leaves, below the cut-off too. */
  counts: Record<Level, number>;
  wholeCounts: Record<Level, number>;
  capacityPerWeek: number;
  municipalities: readonly Choice[];
  sites: readonly Choice[];
  /** Whether whoever looks may add an ad by hand. */
  mayAdd: boolean;
}) {
  const { filter, page, lines, counts } = props;
  const total = totalOf(counts, filter.level);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = (page - 1) * pageSize + 1;
  return (
    <>
      <h1>{words.review.title}</h1>
      <p class="vindplaats-lead">
        {words.notAFinding} {words.youDecide}
      </p>
      {props.mayAdd && (
        <p>
          <a class="utrecht-link vindplaats-target" href="/zelf-toevoegen">
            {words.byHand.link}
          </a>
        </p>
      )}
      <FilterForm filter={filter} municipalities={props.municipalities} sites={props.sites} />
      <LevelCounts filter={filter} counts={counts} />
      {filter.state === 'open' && (
        <CutOffLine
          filter={filter}
          below={totalOf(props.wholeCounts, filter.level) - total}
          capacityPerWeek={props.capacityPerWeek}
        />
      )}
      {lines.length === 0 ? (
        <div class="vindplaats-empty">
          <p>
            <strong>{words.review.empty}</strong>
          </p>
          <p>{words.review.emptyHint}</p>
        </div>
      ) : (
        <div class="vindplaats-panel">
          <DataTable
            caption={words.review.caption(
              total,
              pages === 1 ? '' : `${showNumber(first)}-${showNumber(first + lines.length - 1)}`,
            )}
            columns={[
              { label: words.review.columns.ad, className: tight },
              { label: words.review.columns.level },
              { label: words.review.columns.reasons },
              { label: words.review.columns.where, className: tight },
              { label: words.review.columns.seen },
            ]}
            rows={lines.map((line) => [
              <>
                <a
                  class="utrecht-link vindplaats-target"
                  href={`/advertentie/${line.standing.adId}${writeListFilter(filter)}`}
                >
                  {words.ad(line.standing.adId)}
                </a>
                {line.groupSize > 1 && (
                  <a class="utrecht-link vindplaats-second vindplaats-group-link" href={`/groep/${line.standing.adId}`}>
                    {linkWords.inGroup(line.groupSize)}
                  </a>
                )}
              </>,
              <LevelMark level={line.standing.level} />,
              <Reasons titles={line.reasonTitles} />,
              <>
                {line.municipality}
                <span class="vindplaats-second">{line.site}</span>
              </>,
              <Seen standing={line.standing} />,
            ])}
          />
        </div>
      )}
      {pages > 1 && <Pages filter={filter} page={page} pages={pages} />}
    </>
  );
}

function totalOf(counts: Record<Level, number>, level: Level | undefined): number {
  return level === undefined ? levels.reduce((sum, one) => sum + counts[one], 0) : counts[level];
}

/** Says where the work list ends and why, and lets whoever wants see the rest. */
function CutOffLine({
  filter,
  below,
  capacityPerWeek,
}: {
  filter: ListFilter;
  below: number;
  capacityPerWeek: number;
}) {
  const { cutOff } = words.review;
  return (
    <p class="vindplaats-cut-off">
      {filter.isWhole ? cutOff.whole : `${cutOff.why(capacityPerWeek)} ${cutOff.below(below)}`}{' '}
      {(filter.isWhole || below > 0) && (
        <a
          class="utrecht-link vindplaats-target"
          href={`/beoordelen${writeListFilter({ ...filter, isWhole: !filter.isWhole })}`}
        >
          {filter.isWhole ? cutOff.showWorkList : cutOff.showAll}
        </a>
      )}
    </p>
  );
}

function FilterForm({
  filter,
  municipalities,
  sites,
}: {
  filter: ListFilter;
  municipalities: readonly Choice[];
  sites: readonly Choice[];
}) {
  return (
    <form method="get" action="/beoordelen" class="vindplaats-filters" aria-label={words.review.filters}>
      <Select
        name="gemeente"
        label={words.review.municipality}
        chosen={filter.municipality}
        choices={[all, ...municipalities]}
      />
      <Select name="site" label={words.review.site} chosen={filter.site} choices={[all, ...sites]} />
      <Select
        name="niveau"
        label={words.review.level}
        chosen={filter.level}
        choices={[all, ...heaviestFirst.map((level) => ({ value: level, label: words.level[level] }))]}
      />
      <Select
        name="stand"
        label={words.review.state}
        chosen={filter.state}
        choices={reviewStateSchema.options.map((state) => ({ value: state, label: words.state[state] }))}
      />
      {filter.isWhole && <input type="hidden" name="toon" value="alles" />}
      <button class="utrecht-button utrecht-button--secondary-action">{words.review.apply}</button>
    </form>
  );
}

const all: Choice = { value: '', label: words.review.all };

function Select(props: { name: string; label: string; chosen: string | undefined; choices: readonly Choice[] }) {
  return (
    <div class="utrecht-form-field">
      <label class="utrecht-form-label" for={props.name}>
        {props.label}
      </label>
      <select class="utrecht-select" id={props.name} name={props.name}>
        {props.choices.map(({ value, label }) => (
          <option value={value} selected={value === (props.chosen ?? '')}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function LevelCounts({ filter, counts }: { filter: ListFilter; counts: Record<Level, number> }) {
  return (
    <ul class="vindplaats-counts" aria-label={words.review.counts}>
      {heaviestFirst.map((level) => (
        <li>
          <a
            href={`/beoordelen${writeListFilter({ ...filter, level: filter.level === level ? undefined : level })}`}
            aria-current={filter.level === level ? 'true' : undefined}
          >
            <LevelMark level={level} /> <strong>{showNumber(counts[level])}</strong>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Reasons({ titles }: { titles: readonly string[] }) {
  if (titles.length === 0) return <span class="vindplaats-second">{words.review.noReasons}</span>;
  const rest = titles.length - shownReasons;
  return (
    <>
      {titles.slice(0, shownReasons).join(' · ')}
      {rest > 0 && <span class="vindplaats-second">{words.review.more(rest)}</span>}
    </>
  );
}

function Seen({ standing }: { standing: StandingRow }) {
  return (
    <span class="vindplaats-seen">
      {`${words.review.firstSeen.toLowerCase()} ${showDay(standing.firstSeenAt)}`}
      <span class="vindplaats-second">
        {standing.goneAt === null
          ? `${words.review.lastSeen.toLowerCase()} ${showDay(standing.lastSeenAt)}`
          : `${words.review.gone.toLowerCase()} ${showDay(standing.goneAt)}`}
      </span>
    </span>
  );
}

function Pages({ filter, page, pages }: { filter: ListFilter; page: number; pages: number }) {
  return (
    <nav class="vindplaats-pages" aria-label={words.review.pages}>
      {page > 1 && (
        <a
          class="utrecht-link vindplaats-target"
          rel="prev"
          href={`/beoordelen${writeListFilter(filter, { pagina: page - 1 })}`}
        >
          {words.review.previousPage}
        </a>
      )}
      <span>{words.review.page(page, pages)}</span>
      {page < pages && (
        <a
          class="utrecht-link vindplaats-target"
          rel="next"
          href={`/beoordelen${writeListFilter(filter, { pagina: page + 1 })}`}
        >
          {words.review.nextPage}
        </a>
      )}
    </nav>
  );
}
