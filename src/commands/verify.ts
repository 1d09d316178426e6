import type { Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { Terminal } from './terminal.ts';
import { withDesk } from './with-desk.ts';

/** @throws VindplaatsError `AUDIT_BROKEN` naming the first line that does not fit, `EVIDENCE_BROKEN` the first page. */
export async function verify(settings: Settings, terminal: Terminal): Promise<void> {
  await withDesk(settings, async ({ store, evidence }) => {
    const { audit } = store;
    const broken = audit.firstBroken();
    if (broken !== null) {
      throw new VindplaatsError(
        'AUDIT_BROKEN',
        `The audit log was changed at or before line ${broken}; keep this data folder as it is and compare it with a backup.`,
      );
    }
    terminal.print(`The audit log is whole: ${audit.list().length} lines.`);
    terminal.print(`The pages kept as evidence are whole: ${evidence.verify()} pages.`);
  });
}
