import { VindplaatsError } from '../lib/errors.ts';
import { ageBand } from '../model/ad.ts';
import type { AgeBand } from '../model/ad.ts';
import { levels } from '../model/assessment.ts';
import type { Level } from '../model/assessment.ts';
import type { Region } from '../model/region.ts';
import { isoDate } from '../model/scalars.ts';
import type { FigureRow } from '../store/figures.ts';
import { countCells } from './count-cells.ts';
import type { Measure } from './count-cells.ts';
import { hideSmallCells } from './hide-small-cells.ts';
import type { Mask } from './readable-cells.ts';

/** A count as it may be shown: itself, "less than 5", or withheld because it would give away a count less than 5. */
export type Cell = { count: number; mask: null } | { count: null; mask: Mask };

/** Part of the ads of the same line, 0 to 1; null where a count is not shown or there are no ads. */
export type Share = number | null;

export type Figures = {
  ads: Cell;
  aged21to25: Cell;
  aged21to25Share: Share;
  /** Put on verhoogd, hoog or direct by the rules. */
  risky: Cell;
  riskyShare: Share;
  /** Confirmed by a person, those handed over since included. */
  confirmed: Cell;
  dismissed: Cell;
  handedOver: Cell;
};

/** Nature and extent over a period, small cells hidden; safe to publish as it is, as pages and as JSON. */
export type Report = {
  region: string;
  /** First and last day, both included. */
  period: { from: string; to: string };
  /** What the levels were made with, for whoever wants to reproduce them. */
  rulesetHashes: readonly string[];
  total: Figures;
  perAge: { band: AgeBand; ads: Cell; share: Share }[];
  perLevel: { level: Level; ads: Cell; share: Share }[];
  perMunicipality: (Figures & { code: string; name: string })[];
  perSite: (Figures & { site: string })[];
  perMonth: (Figures & { month: string })[];
};

/** A table of months stays readable, and the reckoning short. */
const maxMonths = 120;

/**
 * Counts assessed ads the way the report of 2020 did, and hides what could point at a person (guard-rail G15).
 * @param rows of the store's figures over the same period.
 * @throws VindplaatsError `INPUT_INVALID` for a period that ends before it begins, is no period, or is longer than ten years.
 */
export function natureAndExtent(
  rows: readonly FigureRow[],
  region: Region,
  period: { from: string; to: string },
  source: { rulesetHashes: readonly string[] },
): Report {
  const names = new Map(region.municipalities.map(({ code, name }) => [code, name]));
  const groups = {
    municipality: unique([...codesDuring(region, period), ...rows.map((row) => row.municipality)]),
    site: unique(rows.map((row) => row.site)).toSorted(),
    month: unique([...monthsOf(period), ...rows.map((row) => row.month)]).toSorted(),
  };
  const table = countCells(rows, groups);
  const masks = hideSmallCells(table);

  return {
    region: region.name,
    period: { from: period.from, to: period.to },
    rulesetHashes: source.rulesetHashes,
    total: figures('all'),
    perAge: ageBand.options.map((band) => ({ band, ...part(`all/age:${band}`) })),
    perLevel: levels.map((level) => ({ level, ...part(`all/level:${level}`) })),
    perMunicipality: groups.municipality.map((code) => ({
      code,
      name: names.get(code) ?? code,
      ...figures(`municipality:${code}`),
    })),
    perSite: groups.site.map((site) => ({ site, ...figures(`site:${site}`) })),
    perMonth: groups.month.map((month) => ({ month, ...figures(`month:${month}`) })),
  };

  function cell(name: string): Cell {
    const mask = masks.get(name);
    return mask === undefined ? { count: table.counts.get(name) ?? 0, mask: null } : { count: null, mask };
  }
  function part(name: string): { ads: Cell; share: Share } {
    const ads = cell(name);
    return { ads, share: shareOf(ads, cell('all/ads')) };
  }
  function figures(group: string): Figures {
    const of = (measure: Measure) => cell(`${group}/${measure}`);
    const ads = of('ads');
    const aged21to25 = of('aged21to25');
    const risky = of('risky');
    return {
      ads,
      aged21to25,
      aged21to25Share: shareOf(aged21to25, ads),
      risky,
      riskyShare: shareOf(risky, ads),
      confirmed: of('confirmed'),
      dismissed: of('dismissed'),
      handedOver: of('handedOver'),
    };
  }
}

function shareOf(part: Cell, whole: Cell): Share {
  return part.count === null || whole.count === null || whole.count === 0 ? null : part.count / whole.count;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Municipalities that were the region's on any day of the period, in the order of the region file. */
function codesDuring(region: Region, { from, to }: { from: string; to: string }): string[] {
  return region.municipalities
    .filter(({ validFrom, validTo }) => (validFrom ?? from) <= to && (validTo === undefined || from < validTo))
    .map(({ code }) => code);
}

function monthsOf({ from, to }: { from: string; to: string }): string[] {
  const isPeriod = isoDate.safeParse(from).success && isoDate.safeParse(to).success && from <= to;
  const first = isPeriod ? monthNumber(from) : 0;
  const count = isPeriod ? monthNumber(to) - first + 1 : 0;
  if (count < 1 || count > maxMonths) {
    throw new VindplaatsError(
      'INPUT_INVALID',
      `"${from}" tot en met "${to}" is geen periode voor een rapport; kies een begin en een eind, hoogstens tien jaar uit elkaar.`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const month = first + index;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
