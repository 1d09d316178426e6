import { catalogue } from '../lib/errors.ts';
import type { Terminal } from './terminal.ts';

/** Every error there is; of several in one command the first decides the exit code. */
export function printErrors(terminal: Terminal): void {
  terminal.table(
    ['exit code', 'code', 'meaning'],
    [
      [0, '', 'done, and complete'],
      ...Object.entries(catalogue).map(([code, { exitCode, meaning }]) => [exitCode, code, meaning]),
    ],
  );
}
