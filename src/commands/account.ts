import { openApp } from '../app.ts';
import type { Desk, Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { roleSchema } from '../store/accounts.ts';
import type { Terminal } from './terminal.ts';

/** Commands are given on the machine itself, by whoever may log in there. */
const actor = { name: 'command-line', origin: 'local' };

export async function addAccount(
  settings: Settings,
  terminal: Terminal,
  name: string,
  roleText: string,
): Promise<void> {
  const role = roleSchema.safeParse(roleText);
  if (!role.success)
    throw new VindplaatsError(
      'INPUT_INVALID',
      `"${roleText}" is not a role; choose one of ${roleSchema.options.join(', ')}.`,
    );
  await withDesk(settings, async (desk) => {
    const password = await desk.access.addAccount(name, role.data, actor);
    terminal.print(`Account ${name} (${role.data}), first password: ${password} (shown once)`);
  });
}

export async function resetAccount(settings: Settings, terminal: Terminal, name: string): Promise<void> {
  await withDesk(settings, async (desk) => {
    terminal.print(`Account ${name}, new password: ${await desk.access.resetPassword(name, actor)} (shown once)`);
  });
}

export async function listAccounts(settings: Settings, terminal: Terminal): Promise<void> {
  await withDesk(settings, async (desk) => {
    terminal.table(
      ['account', 'role'],
      desk.store.accounts.list().map((account) => [account.name, account.role]),
    );
  });
}

async function withDesk(settings: Settings, work: (desk: Desk) => Promise<void>): Promise<void> {
  const app = await openApp(settings);
  try {
    await work(app.openDesk());
  } finally {
    await app.close();
  }
}
