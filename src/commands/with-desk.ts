import { openApp } from '../app.ts';
import type { App, Desk, Settings } from '../app.ts';

/** Commands are given on the machine itself, by whoever may log in there. */
export const commandLine = { name: 'command-line', origin: 'local' };

/** Does one piece of work at the desk, and closes everything after it. */
export async function withDesk(settings: Settings, work: (desk: Desk, app: App) => Promise<void>): Promise<void> {
  const app = await openApp(settings);
  try {
    await work(app.openDesk(), app);
  } finally {
    await app.close();
  }
}
