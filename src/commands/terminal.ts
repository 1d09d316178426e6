import Table from 'cli-table3';

/** Where a command speaks: results on stdout, progress and complaints on stderr. */
export type Terminal = {
  print(line: string): void;
  table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void;
  complain(line: string): void;
  /** A line that tells how far it is; on a screen it is overwritten, elsewhere it comes at most every ten seconds. */
  progress(line: string): void;
  endProgress(): void;
};

const quietMs = 10_000;

export function createTerminal(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  let lastAtMs = 0;
  let isOpen = false;
  function endProgress(): void {
    if (isOpen) err.write('\n');
    isOpen = false;
  }
  return {
    print: (line) => void out.write(`${line}\n`),
    table(head, rows) {
      const table = new Table({
        head: [...head],
        style: { head: [], border: [] },
        // Numbers under each other, words from the left.
        colAligns: head.map((_, index) => (rows.every((row) => typeof row[index] === 'number') ? 'right' : 'left')),
      });
      table.push(...rows.map((row) => [...row]));
      out.write(`${table.toString()}\n`);
    },
    complain(line) {
      endProgress();
      err.write(`${line}\n`);
    },
    progress(line) {
      if (err.isTTY) {
        err.write(`\r\u001b[K${line}`);
        isOpen = true;
      } else if (Date.now() - lastAtMs >= quietMs) {
        lastAtMs = Date.now();
        err.write(`${line}\n`);
      }
    },
    endProgress,
  };
}
