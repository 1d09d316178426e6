import { ageBand } from '../model/ad.ts';
import { levels } from '../model/assessment.ts';
import type { FigureRow } from '../store/figures.ts';
import type { Table } from './hide-small-cells.ts';
import type { Sum } from './readable-cells.ts';

/** What is counted in every line of a report. */
const printed = ['ads', 'aged21to25', 'risky', 'confirmed', 'dismissed', 'handedOver'] as const;
/** What a reader gets by subtracting: guarded like the rest, though it stands nowhere. */
const subtracted = ['otherAge', 'notRisky', 'open', 'waiting'] as const;
/** Small counts of these tell how far the reviewers are, not who anyone is. */
const ofTheWork = ['open', 'waiting'] as const satisfies readonly (typeof subtracted)[number][];

export type Measure = (typeof printed)[number];
type AnyMeasure = Measure | (typeof subtracted)[number];

/** How the measures of one line add up. */
const lineSums: readonly { total: AnyMeasure; parts: readonly AnyMeasure[] }[] = [
  { total: 'ads', parts: ['aged21to25', 'otherAge'] },
  { total: 'ads', parts: ['risky', 'notRisky'] },
  { total: 'ads', parts: ['open', 'confirmed', 'dismissed'] },
  { total: 'confirmed', parts: ['waiting', 'handedOver'] },
];

type Groups = { municipality: readonly string[]; site: readonly string[]; month: readonly string[] };

/**
 * Counts every cell of a report, and says how the cells add up. Cells are named `<line>/<measure>`, for example
 * `municipality:GM0402/risky` or `all/ads`; the whole is also laid out as `all/age:<band>` and `all/level:<level>`.
 */
export function countCells(rows: readonly FigureRow[], groups: Groups): Table {
  const lines = {
    municipality: groups.municipality.map((code) => `municipality:${code}`),
    site: groups.site.map((site) => `site:${site}`),
    month: groups.month.map((month) => `month:${month}`),
  };
  const every = ['all', ...lines.municipality, ...lines.site, ...lines.month];
  const counts = new Map<string, number>();
  const named = (names: readonly AnyMeasure[]) => every.flatMap((line) => names.map((name) => `${line}/${name}`));
  for (const cell of [...named([...printed, ...subtracted]), ...ageCells, ...levelCells]) counts.set(cell, 0);
  for (const row of rows) {
    for (const line of ['all', `municipality:${row.municipality}`, `site:${row.site}`, `month:${row.month}`]) {
      for (const measure of measuresOf(row)) add(`${line}/${measure}`, row.ads);
    }
    add(`all/age:${row.ageBand}`, row.ads);
    add(`all/level:${row.level}`, row.ads);
  }
  const sums: Sum[] = [
    ...every.flatMap((line) =>
      lineSums.map(({ total, parts }) => ({
        total: `${line}/${total}`,
        parts: parts.map((part) => `${line}/${part}`),
      })),
    ),
    ...Object.values(lines).flatMap((members) =>
      [...printed, ...subtracted].map((measure) => ({
        total: `all/${measure}`,
        parts: members.map((line) => `${line}/${measure}`),
      })),
    ),
    { total: 'all/aged21to25', parts: ['all/age:21-25'] },
    { total: 'all/otherAge', parts: ageCells.filter((cell) => cell !== 'all/age:21-25') },
    { total: 'all/notRisky', parts: ['all/level:laag'] },
    { total: 'all/risky', parts: levelCells.filter((cell) => cell !== 'all/level:laag') },
  ];
  return {
    counts,
    sums,
    unprinted: new Set(named(subtracted)),
    harmless: new Set(named(ofTheWork)),
    // With a rest hidden, its key figure would have to follow: so the rests count as key figures too.
    keyFigures: new Set([
      ...[...printed, ...subtracted].map((measure) => `all/${measure}`),
      'all/age:21-25',
      'all/level:laag',
    ]),
  };

  function add(cell: string, ads: number): void {
    counts.set(cell, (counts.get(cell) ?? 0) + ads);
  }
}

const ageCells = ageBand.options.map((band) => `all/age:${band}`);
const levelCells = levels.map((level) => `all/level:${level}`);

function measuresOf(row: FigureRow): AnyMeasure[] {
  return [
    'ads',
    row.ageBand === '21-25' ? 'aged21to25' : 'otherAge',
    row.level === 'laag' ? 'notRisky' : 'risky',
    ...measuresOfState(row),
  ];
}

function measuresOfState({ state }: FigureRow): AnyMeasure[] {
  switch (state) {
    case 'open':
      return ['open'];
    case 'dismissed':
      return ['dismissed'];
    case 'confirmed':
      return ['confirmed', 'waiting'];
    case 'handed-over':
      return ['confirmed', 'handedOver'];
  }
}
