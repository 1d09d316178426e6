import { regionSchema } from '../../src/model/region.ts';
import type { FigureRow } from '../../src/store/figures.ts';

export const region = regionSchema.parse({
  name: 'Proefregio',
  operator: { name: 'Proefregio', contact: 'proef@example.test' },
  municipalities: [
    { code: 'GM0402', name: 'Hilversum' },
    { code: 'GM0406', name: 'Huizen' },
    { code: 'GM0417', name: 'Laren' },
    { code: 'GM0457', name: 'Weesp', validTo: '2022-03-24' },
  ],
  places: [{ name: 'Hilversum', municipality: 'GM0402' }],
  review: { capacityPerWeek: 40 },
  retention: { undecidedDays: 30, dismissedDays: 60, confirmedDays: 365 },
});

export function figureRow(fields: Partial<FigureRow>): FigureRow {
  return {
    municipality: 'GM0402',
    site: 'prikbord',
    month: '2019-01',
    ageBand: '26-30',
    level: 'laag',
    state: 'open',
    ads: 10,
    ...fields,
  };
}

/** A year in the form of the report of 2020: 433 ads on 2 sites, a quarter of them aged 21 to 25, over 40 % risky. */
export function rowsOf2019(): FigureRow[] {
  const rows: FigureRow[] = [];
  for (let index = 0; index < 433; index += 1) {
    const isRisky = index % 12 < 5;
    rows.push(
      figureRow({
        municipality: ['GM0402', 'GM0402', 'GM0406', 'GM0417', 'GM0457'][index % 5] ?? 'GM0402',
        site: index % 3 === 0 ? 'marktplein' : 'prikbord',
        month: `2019-${String((index % 12) + 1).padStart(2, '0')}`,
        ageBand: index % 4 === 0 ? '21-25' : index % 4 === 1 ? '31-40' : '26-30',
        level: isRisky ? 'hoog' : 'laag',
        state: isRisky ? (index % 2 === 0 ? 'handed-over' : 'dismissed') : 'open',
        ads: 1,
      }),
    );
  }
  return rows;
}
