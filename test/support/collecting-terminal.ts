import type { Terminal } from '../../src/commands/terminal.ts';

/** A terminal that keeps what a command says, line by line; tables as their cells. */
export function collectingTerminal(): { terminal: Terminal; lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const terminal: Terminal = {
    print: keep,
    complain: keep,
    table: (_head, rows) => rows.forEach((row) => keep(row.join(' | '))),
    progress: () => {},
    endProgress: () => {},
  };
  return { terminal, lines };
}
