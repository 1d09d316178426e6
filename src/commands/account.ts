import type { Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { roleSchema } from '../store/accounts.ts';
import type { Terminal } from './terminal.ts';
import { commandLine, withDesk } from './with-desk.ts';

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
    const password = await desk.access.addAccount(name, role.data, commandLine);
    terminal.print(`Account ${name} (${role.data}), first password: ${password} (shown once)`);
  });
}

export async function resetAccount(settings: Settings, terminal: Terminal, name: string): Promise<void> {
  await withDesk(settings, async (desk) => {
    terminal.print(`Account ${name}, new password: ${await desk.access.resetPassword(name, commandLine)} (shown once)`);
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
