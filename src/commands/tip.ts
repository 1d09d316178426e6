import type { Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { newTipSchema, tipSource, tipSourceNames } from '../model/tip.ts';
import type { Terminal } from './terminal.ts';
import { commandLine, withDesk } from './with-desk.ts';

export type TipOptions = {
  source: string;
  received: string;
  phone?: string;
  email?: string;
  url?: string;
  ad?: string;
  note?: string;
};

/** @throws VindplaatsError `INPUT_INVALID`, `LEGAL_BASIS_MISSING`. */
export async function addTip(settings: Settings, terminal: Terminal, options: TipOptions): Promise<void> {
  const { source, received: receivedOn, note = '', ...about } = options;
  const tip = newTipSchema.safeParse({ source, receivedOn, about, note });
  if (!tip.success)
    throw new VindplaatsError(
      'INPUT_INVALID',
      `A tip needs --source (${tipSource.options.join(', ')}) and --received (YYYY-MM-DD); no value may be longer than 500 characters, the note 4000.`,
    );
  await withDesk(settings, async ({ tipDesk }) => {
    const { id, ads } = await tipDesk.add(tip.data, commandLine);
    terminal.print(
      `Tip ${id} is kept and is about ${ads.length} stored ads${ads.length === 0 ? '' : `: ${ads.join(', ')}; they are screened again by the running Vindplaats, or at its next start`}.`,
    );
  });
}

/** @throws VindplaatsError `NOT_FOUND`, `INPUT_INVALID`. */
export async function undoTip(settings: Settings, terminal: Terminal, id: string): Promise<void> {
  if (!/^[1-9]\d{0,14}$/.test(id))
    throw new VindplaatsError('INPUT_INVALID', `"${id}" is not the number of a tip; "tip list" shows them.`);
  await withDesk(settings, async ({ tipDesk }) => {
    const { ads } = await tipDesk.undo(Number(id), commandLine);
    terminal.print(`Tip ${id} no longer counts; ${ads.length} stored ads are screened again.`);
  });
}

export async function listTips(settings: Settings, terminal: Terminal): Promise<void> {
  await withDesk(settings, async ({ tipDesk }) => {
    terminal.table(
      ['tip', 'source', 'received', 'about', 'ads', 'state'],
      tipDesk
        .list()
        .map((tip) => [
          tip.id,
          tipSourceNames[tip.source],
          tip.receivedOn,
          tip.about.join(', '),
          tip.ads.length,
          tip.undoneAt === null ? 'counts' : 'undone',
        ]),
    );
  });
}
