import writeXlsxFile from 'write-excel-file/node';
import type { Cell, Row } from 'write-excel-file/node';
import { columns } from '../columns.ts';
import { amsterdamDay } from '../../lib/amsterdam-day.ts';
import type { RiskList } from '../risk-list.ts';
import { classification, notices, purpose } from '../wording.ts';

/** Excel takes no more in one cell; a longer text is in the CSV in full. */
export const cellMaxLength = 32_767;
const cutMark = '… [ingekort; de hele tekst staat in het CSV-bestand]';

/** A risk list as a workbook: the sheet "Toelichting" first, then "Advertenties". Every cell is text, so that nothing runs. */
export async function toXlsx(list: RiskList): Promise<Uint8Array> {
  return writeXlsxFile([
    { sheet: 'Toelichting', data: coverRows(list), columns: [{ width: 28 }, { width: 100 }] },
    {
      sheet: 'Advertenties',
      data: [
        columns.map((column) => cell(column.header, 'bold')),
        ...list.items.map((item) => columns.map((column) => cell(column.text(item)))),
      ],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape',
    },
  ]).toBuffer();
}

function coverRows(list: RiskList): Row[] {
  const line = (label: string, text: string): Row => [cell(label, 'bold'), cell(text)];
  return [
    line('Risicolijst', `${list.number}, gemeente ${list.municipality.name}`),
    line('Let op', classification(list.municipality.name)),
    line('Eerst', notices.care),
    line('Signaal', notices.signal),
    line('Doel', purpose),
    ...list.basis.map((basis) => line('Grondslag', basis)),
    line('Vrijgegeven', `${amsterdamDay(list.madeAt)} door ${list.actor}`),
    line('Aantal advertenties', String(list.items.length)),
    line('Naleving', notices.compliance),
    [cell('')],
    [cell('Kolom', 'bold'), cell('Waarom die erbij staat', 'bold')],
    ...columns.map(({ header, why }) => [cell(header), cell(why)]),
  ];
}

function cell(text: string, weight?: 'bold'): Cell {
  return {
    type: String,
    value: safeText(text),
    wrap: true,
    alignVertical: 'top',
    ...(weight === undefined ? {} : { fontWeight: weight }),
  };
}

/** The text such that a reader of the workbook gets these characters back. */
function safeText(text: string): string {
  const cut = text.length > cellMaxLength ? text.slice(0, cellMaxLength - cutMark.length) + cutMark : text;
  // `_x0041_` in a workbook is read as "A" (ECMA-376 part 1, ST_Xstring); the underscore itself is escaped the same way.
  const escaped = cut.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_');
  // The library looks equal texts up in a plain object, where a text such as "constructor" is always there already.
  return escaped in {} ? `${escaped} ` : escaped;
}
