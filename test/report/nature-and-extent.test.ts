import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageBand } from '../../src/model/ad.ts';
import { levels } from '../../src/model/assessment.ts';
import { reviewStateSchema } from '../../src/model/review.ts';
import { natureAndExtent } from '../../src/report/nature-and-extent.ts';
import type { Cell, Report } from '../../src/report/nature-and-extent.ts';
import { cellText, inShort, shareText } from '../../src/report/report-text.ts';
import { figureRow, region, rowsOf2019 } from './figure-rows.ts';

const year2019 = { from: '2019-01-01', to: '2019-12-31' };
const source = { rulesetHashes: ['r1'] };
const printed = ['ads', 'aged21to25', 'risky', 'confirmed', 'dismissed', 'handedOver'] as const;

describe('the year 2019 in the form of the report of 2020', () => {
  const report = natureAndExtent(rowsOf2019(), region, year2019, source);

  it('states the same three things: how many on how many sites, a quarter aged 21 to 25, over 40 % risky', () => {
    expect(inShort(report)).toEqual([
      'Van 1 januari 2019 tot en met 31 december 2019 zijn 433 advertenties op 2 sites beoordeeld.',
      'Een kwart (25%, 109 advertenties) noemt een leeftijd van 21 tot en met 25 jaar.',
      'De regels zetten 181 advertenties (42%) op verhoogd of hoger; mensen bevestigden er 109 en wezen er 72 af; 109 zijn overgedragen aan een gemeente.',
    ]);
  });

  it('breaks them down by municipality under its name, by site and by month', () => {
    expect(report.perMunicipality.map(({ name, ads }) => [name, ads.count])).toEqual([
      ['Hilversum', 174],
      ['Huizen', 87],
      ['Laren', 86],
      ['Weesp', 86],
    ]);
    expect(report.perSite.map(({ site, ads }) => [site, ads.count])).toEqual([
      ['marktplein', 145],
      ['prikbord', 288],
    ]);
    expect(report.perMonth).toHaveLength(12);
    expect(report.perMonth[0]).toMatchObject({ month: '2019-01', ads: { count: 37, mask: null }, riskyShare: 1 });
    expect(report.perAge.find(({ band }) => band === '21-25')).toMatchObject({ ads: { count: 109 }, share: 109 / 433 });
    expect(report.perLevel.find(({ level }) => level === 'hoog')?.ads.count).toBe(181);
  });

  it('hides other cells before the figures a report is made for', () => {
    const withMinors = [...rowsOf2019(), figureRow({ ageBand: 'under-18', level: 'direct', ads: 3 })];
    const { total, perAge } = natureAndExtent(withMinors, region, year2019, source);
    expect(perAge.find(({ band }) => band === 'under-18')?.ads.mask).toBe('under-5');
    expect(perAge.filter(({ ads }) => ads.mask === 'withheld')).toHaveLength(1);
    expect([total.ads, total.aged21to25, total.risky].map((cell) => cell.mask)).toEqual([null, null, null]);
  });

  it('keeps with which rules it was counted', () => {
    expect(report.rulesetHashes).toEqual(['r1']);
  });
});

describe('a report', () => {
  it('lists the municipalities of the period, those without ads as zero', () => {
    const names = (from: string, to: string) =>
      natureAndExtent([], region, { from, to }, source).perMunicipality.map(({ name }) => name);
    expect(names('2022-01-01', '2022-12-31')).toContain('Weesp');
    expect(names('2022-03-24', '2022-12-31')).toEqual(['Hilversum', 'Huizen', 'Laren']);
    expect(natureAndExtent([], region, year2019, source).total.ads).toEqual({ count: 0, mask: null });
  });

  it('names every month of the period, also over a turn of the year', () => {
    const { perMonth } = natureAndExtent([], region, { from: '2019-11-15', to: '2020-02-01' }, source);
    expect(perMonth.map(({ month }) => month)).toEqual(['2019-11', '2019-12', '2020-01', '2020-02']);
  });

  it('counts handed over ads as confirmed too', () => {
    const rows = [figureRow({ state: 'handed-over', ads: 20 }), figureRow({ state: 'confirmed', ads: 10 })];
    const { total } = natureAndExtent(rows, region, year2019, source);
    expect(total.confirmed.count).toBe(30);
    expect(total.handedOver.count).toBe(20);
  });

  it.each([
    ['2019-12-31', '2019-01-01'],
    ['2019-02-30', '2019-12-31'],
    ['vandaag', '2019-12-31'],
    ['1019-01-01', '2019-12-31'],
  ])('refuses %s to %s as a period', (from, to) => {
    expect(() => natureAndExtent([], region, { from, to }, source)).toThrow(/geen periode/u);
  });

  it('shows a small cell as "< 5", its share not at all, and what protects it as not shown', () => {
    const rows = [
      figureRow({ level: 'hoog', ads: 3 }),
      figureRow({ ads: 40 }),
      figureRow({ municipality: 'GM0406', level: 'hoog', ads: 12 }),
      figureRow({ municipality: 'GM0406', ads: 30 }),
      figureRow({ municipality: 'GM0417', level: 'hoog', ads: 50 }),
      figureRow({ municipality: 'GM0417', ads: 60 }),
    ];
    const { perMunicipality, total } = natureAndExtent(rows, region, year2019, source);
    expect(perMunicipality.map(({ risky, riskyShare }) => [cellText(risky), shareText(riskyShare)])).toEqual([
      ['< 5', '–'],
      ['niet getoond', '–'],
      ['50', '45%'],
      ['0', '–'],
    ]);
    expect(total.risky.count).toBe(65);
  });

  it('says so in its sentences when a number is not shown', () => {
    const report = natureAndExtent([figureRow({ ads: 3 })], region, year2019, source);
    expect(inShort(report)).toEqual([
      'Van 1 januari 2019 tot en met 31 december 2019 zijn minder dan 5 advertenties op 1 site beoordeeld.',
      'Geen advertentie noemt een leeftijd van 21 tot en met 25 jaar.',
      'De regels zetten geen advertenties op verhoogd of hoger; mensen bevestigden er geen en wezen er geen af; geen zijn overgedragen aan een gemeente.',
    ]);
  });

  it('counts no site for what people added themselves', () => {
    const sentenceOf = (...sites: string[]) =>
      inShort(
        natureAndExtent(
          sites.map((site) => figureRow({ site })),
          region,
          year2019,
          source,
        ),
      )[0];
    const year = 'Van 1 januari 2019 tot en met 31 december 2019 zijn';
    expect(sentenceOf('prikbord', 'manual')).toBe(
      `${year} 20 advertenties op 1 site beoordeeld, zelf toegevoegde inbegrepen.`,
    );
    expect(sentenceOf('manual')).toBe(`${year} 10 zelf toegevoegde advertenties beoordeeld.`);
  });

  it('is reckoned in reasonable work for the longest period', () => {
    const rows = Array.from({ length: 4000 }, (_, index) =>
      figureRow({
        municipality: ['GM0402', 'GM0406', 'GM0417'][index % 3] ?? '',
        site: `site-${index % 5}`,
        month: `${2010 + (index % 10)}-${String((index % 12) + 1).padStart(2, '0')}`,
        ageBand: ageBand.options[index % 7] ?? 'unknown',
        level: levels[(index * 7) % 4] ?? 'laag',
        state: reviewStateSchema.options[(index * 5) % 4] ?? 'open',
        ads: index % 17 === 0 ? 2 : 1,
      }),
    );
    const report = natureAndExtent(rows, region, { from: '2010-01-01', to: '2019-12-31' }, source);
    expect(report.perMonth).toHaveLength(120);
    expect(foundBySubtraction(report)).toEqual([]);
  });
});

const anyRow = record({
  municipality: constantFrom('GM0402', 'GM0406', 'GM0417'),
  site: constantFrom('prikbord', 'marktplein'),
  month: constantFrom('2019-01', '2019-02', '2019-03'),
  ageBand: constantFrom(...ageBand.options),
  level: constantFrom(...levels),
  state: constantFrom(...reviewStateSchema.options),
  ads: integer({ min: 1, max: 12 }),
});

describe('what is published', () => {
  it('never lets a hidden number be found by subtraction within its rows and columns', () => {
    assert(
      property(array(anyRow, { maxLength: 40 }), (rows) => {
        const period = { from: '2019-01-01', to: '2019-03-31' };
        expect(foundBySubtraction(natureAndExtent(rows, region, period, source))).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect.hasAssertions();
  });
});

/** Reads the published report only, and knows nothing of how it was made. @returns what it could work out. */
function foundBySubtraction(report: Report): string[] {
  const riskyLevels = report.perLevel.filter(({ level }) => level !== 'laag');
  const columns: [string, Cell[]][] = [
    ['ages', [report.total.ads, ...report.perAge.map(({ ads }) => ads)]],
    ['levels', [report.total.ads, ...report.perLevel.map(({ ads }) => ads)]],
    ['risky levels', [report.total.risky, ...riskyLevels.map(({ ads }) => ads)]],
  ];
  for (const breakdown of [report.perMunicipality, report.perSite, report.perMonth]) {
    for (const measure of printed) {
      columns.push([measure, [report.total[measure], ...breakdown.map((line) => line[measure])]]);
    }
  }
  const lines = [report.total, ...report.perMunicipality, ...report.perSite, ...report.perMonth];
  return [
    ...columns
      .filter(([, cells]) => cells.filter((cell) => cell.mask !== null).length === 1)
      .map(([name]) => `the one hidden cell of ${name}`),
    ...lines
      .flatMap((line) => printed.map((measure) => line[measure].count))
      .filter(isSmall)
      .map((n) => `a shown ${n}`),
    // What is left of a line is a number of people too.
    ...lines
      .flatMap(({ ads, aged21to25, risky }) => [left(ads, aged21to25), left(ads, risky)])
      .filter(isSmall)
      .map((n) => `${n} left over`),
    ...lines
      .filter((line) => isShareTooMuch(line.riskyShare, line.risky, line.ads))
      .map(() => 'a share of hidden risky ads'),
    ...lines
      .filter((line) => isShareTooMuch(line.aged21to25Share, line.aged21to25, line.ads))
      .map(() => 'a share of hidden ages'),
  ];
}

function left(whole: Cell, part: Cell): number | null {
  return whole.count === null || part.count === null ? null : whole.count - part.count;
}

function isSmall(count: number | null): boolean {
  return count !== null && count > 0 && count < 5;
}

function isShareTooMuch(share: number | null, part: Cell, whole: Cell): boolean {
  return share !== null && (part.mask !== null || whole.mask !== null);
}
