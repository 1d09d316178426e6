import { stringify } from 'csv-stringify/sync';
import { columns } from '../columns.ts';
import type { HandoverItem } from '../handover-item.ts';

/**
 * A risk list as CSV for a Dutch Excel: UTF-8 with byte order mark, `;` between fields, every text quoted.
 * A field that a spreadsheet could take for a formula gets a `'` in front (OWASP, CSV injection), phone numbers included.
 */
export function toCsv(items: readonly HandoverItem[]): Uint8Array {
  const rows = items.map((item) => columns.map((column) => column.text(item)));
  const csv = stringify([columns.map((column) => column.header), ...rows], {
    bom: true,
    delimiter: ';',
    quoted: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    // Programs that trim a field would find the formula behind the white space.
    cast: { string: (text) => (/^\s/u.test(text) ? `'${text}` : text) },
  });
  return Buffer.from(csv, 'utf8');
}
