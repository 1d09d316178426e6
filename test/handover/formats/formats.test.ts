import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columns } from '../../../src/handover/columns.ts';
import { toCsv } from '../../../src/handover/formats/csv.ts';
import { parseManifest, toManifest } from '../../../src/handover/formats/manifest.ts';
import { cellMaxLength, toXlsx } from '../../../src/handover/formats/xlsx.ts';
import { openInLibreOffice } from './libre-office.ts';
import { proofList } from './proof-list.ts';
import { readCsv } from './read-csv.ts';

const golden = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'handover');
const meant = [
  columns.map((column) => column.header),
  ...proofList.items.map((item) => columns.map((column) => column.text(item))),
];
/** Semicolons, UTF-8, and formulas evaluated as Excel does when it opens a CSV. */
const asExcelReadsCsv = 'CSV:59,34,76,1,,0,false,false,false,false,false,-1,true';
const officeTimeoutMs = 120_000;

describe('the workbook, opened in LibreOffice', () => {
  it(
    'holds every text exactly as it was, formulas, line breaks, accents and emoji included',
    async () => {
      const sheets = openInLibreOffice('list.xlsx', await toXlsx(proofList));
      expect([...sheets.keys()].toSorted()).toEqual(['Advertenties', 'Toelichting']);
      // The one exception: a text that is also the name of a property of every object gets a space behind it.
      expect(sheets.get('Advertenties')).toEqual(
        meant.map((row) => row.map((text) => (text === 'constructor' ? 'constructor ' : text))),
      );
    },
    officeTimeoutMs,
  );

  it(
    'begins with who may read it, care first, purpose and legal basis',
    async () => {
      const cover = openInLibreOffice('list.xlsx', await toXlsx(proofList)).get('Toelichting') ?? [];
      const lines = new Map(cover.map(([label, text]) => [label, text]));
      expect(lines.get('Let op')).toMatch(/^VERTROUWELIJK\..*gemeente Hilversum/u);
      expect(lines.get('Eerst')).toBe('Denk eerst aan hulp en veiligheid van de persoon in de advertentie.');
      expect(lines.get('Signaal')).toBe('Dit is een signaal, geen vaststelling.');
      expect(lines.get('Doel')).toContain('mensenhandel');
      expect(lines.get('Grondslag')).toBe(proofList.basis[0]);
      for (const { header } of columns) expect(lines.get(header)).toMatch(/^Om /u);
    },
    officeTimeoutMs,
  );

  it(
    'says so where a text is longer than a cell can hold',
    async () => {
      const [item] = proofList.items;
      const long = { ...proofList, items: [{ ...item!, text: 'é'.repeat(cellMaxLength + 1) }] };
      const rows = openInLibreOffice('list.xlsx', await toXlsx(long)).get('Advertenties') ?? [];
      const text = rows[1]?.[columns.findIndex((column) => column.header === 'Tekst')] ?? '';
      expect(text).toHaveLength(cellMaxLength);
      expect(text).toMatch(/^é+… \[ingekort; de hele tekst staat in het CSV-bestand\]$/u);
    },
    officeTimeoutMs,
  );
});

describe('the CSV file', () => {
  it('is byte for byte the golden file', () => {
    expect(Buffer.from(toCsv(proofList.items)).toString()).toBe(readFileSync(join(golden, 'RL-2026-007.csv'), 'utf8'));
  });

  it('gives back every text, with a quote in front of what could run as a formula', () => {
    const rows = readCsv(Buffer.from(toCsv(proofList.items)).toString(), ';');
    expect(rows).toEqual(meant.map((row) => row.map((text) => (/^[=+\-@\s]/u.test(text) ? `'${text}` : text))));
    const escaped = rows.flat().filter((text) => text.startsWith("'"));
    expect(escaped).toEqual(expect.arrayContaining(["'=1+1", "'+1+1", "'@SUM(1+1)", "'-2+3", "'\n=1+1", "'\t=1+1"]));
  });

  it(
    'runs no formula in a spreadsheet that evaluates them',
    () => {
      const open = (text: string) => [...openInLibreOffice('list.csv', Buffer.from(text), asExcelReadsCsv).values()][0];
      // First that this spreadsheet does run what is not escaped: else the rest would prove nothing.
      expect(open('"a";"b"\n"=1+1";"=2+3"\n')).toEqual([
        ['a', 'b'],
        ['2', '5'],
      ]);
      const rows = open(Buffer.from(toCsv(proofList.items)).toString()) ?? [];
      const titleAt = columns.findIndex((column) => column.header === 'Titel');
      expect(rows.map((row) => row[titleAt])).toEqual([
        'Titel',
        'Privé massage 💆 voor "jou"; rustig',
        "'=1+1",
        "'-2+3",
        'constructor',
        // Excel and LibreOffice read digits in a CSV as a number; the workbook keeps them.
        '123',
      ]);
    },
    officeTimeoutMs,
  );
});

describe('the manifest', () => {
  const files = [
    { name: 'RL-2026-007.xlsx', bytes: Buffer.from('stands for a workbook, whose bytes hold the time') },
    { name: 'RL-2026-007.csv', bytes: toCsv(proofList.items) },
  ];

  it('is byte for byte the golden file, whatever the order of the files', () => {
    const expected = readFileSync(join(golden, 'RL-2026-007-manifest.json'), 'utf8');
    expect(Buffer.from(toManifest(proofList, files)).toString()).toBe(expected);
    expect(Buffer.from(toManifest(proofList, files.toReversed())).toString()).toBe(expected);
  });

  it('holds the hashes that sha256sum finds', () => {
    const dir = mkdtempSync(join(tmpdir(), 'vindplaats-manifest-'));
    try {
      for (const { name, bytes } of files) writeFileSync(join(dir, name), bytes);
      const listed = parseManifest(toManifest(proofList, files)).files;
      writeFileSync(join(dir, 'sums'), listed.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''));
      const said = execFileSync('sha256sum', ['--check', '--strict', 'sums'], { cwd: dir, encoding: 'utf8' });
      expect(said).toBe('RL-2026-007.csv: OK\nRL-2026-007.xlsx: OK\n');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('holds no text, number or address of an ad', () => {
    const text = Buffer.from(toManifest(proofList, files)).toString();
    for (const personal of ['massage', '+316', 'http', '=1+1']) expect(text).not.toContain(personal);
    expect(text).toContain('Dit is een signaal, geen vaststelling.');
  });
});
