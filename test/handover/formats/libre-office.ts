import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from './read-csv.ts';

// Comma, double quote, UTF-8, all text quoted, cell contents as they are, every sheet to a file of its own.
const everySheetAsCsv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1';

/** Opens a file in LibreOffice as a person would, and gives the cells of every sheet by its name. */
export function openInLibreOffice(name: string, bytes: Uint8Array, inFilter?: string): Map<string, string[][]> {
  const dir = mkdtempSync(join(tmpdir(), 'vindplaats-office-'));
  try {
    writeFileSync(join(dir, name), bytes);
    const filter = inFilter === undefined ? [] : [`--infilter=${inFilter}`];
    const profile = `-env:UserInstallation=file://${join(dir, 'profile')}`;
    const to = ['--convert-to', everySheetAsCsv, '--outdir', join(dir, 'out')];
    execFileSync('soffice', ['--headless', profile, ...filter, ...to, join(dir, name)], {
      timeout: 120_000,
      stdio: 'pipe',
    });
    const stem = name.replace(/\.\w+$/u, '');
    return new Map(
      readdirSync(join(dir, 'out')).map((file) => [
        file.slice(stem.length + 1, -'.csv'.length),
        readCsv(readFileSync(join(dir, 'out', file), 'utf8'), ','),
      ]),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
