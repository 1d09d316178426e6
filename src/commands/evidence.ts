import { writeFileSync } from 'node:fs';
import type { Settings } from '../app.ts';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { Terminal } from './terminal.ts';
import { commandLine, withDesk } from './with-desk.ts';

/** @throws VindplaatsError `NOT_FOUND` when no page is kept, `EVIDENCE_BROKEN`, `INPUT_INVALID` for an ad or a file that cannot be. */
export async function exportEvidence(
  settings: Settings,
  terminal: Terminal,
  idText: string,
  out: string | null,
): Promise<void> {
  if (!/^[1-9]\d{0,14}$/.test(idText))
    throw new VindplaatsError(
      'INPUT_INVALID',
      `"${idText}" is not the number of an ad; it stands at the top of its page.`,
    );
  await withDesk(settings, async (desk) => {
    const { warc, pages } = await desk.evidence.export(Number(idText), commandLine);
    const file = out ?? `ad-${idText}.warc.gz`;
    try {
      writeFileSync(file, warc, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw new VindplaatsError(
        'INPUT_INVALID',
        `${file} cannot be written (${messageOf(error)}); name another file with --out FILE.`,
        { cause: error },
      );
    }
    terminal.print(`${file}: ${pages} pages of ad ${idText}, ${warc.length} bytes.`);
    terminal.print('It is readable and Vindplaats does not erase it: keep it where only those may look who must.');
  });
}

/** @throws VindplaatsError `DATA_LOCKED` while a writer runs. */
export async function sweepEvidence(settings: Settings, terminal: Terminal): Promise<void> {
  await withDesk(settings, async (desk, app) => {
    const pages = desk.sweepEvidence(commandLine);
    terminal.print(`${pages} pages erased; the term is ${app.config.region.retention.evidenceDays} days.`);
  });
}
