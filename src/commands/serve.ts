import { openApp } from '../app.ts';
import type { Settings } from '../app.ts';
import type { Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';

export async function serve(settings: Settings, terminal: Terminal): Promise<void> {
  const app = await openApp(settings);
  try {
    terminal.print(`Review pages: ${await app.openDesk().serve()}`);
    await Promise.race([untilStopped(), app.halted]);
  } finally {
    await app.close();
  }
}
