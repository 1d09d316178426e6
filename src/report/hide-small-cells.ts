import { readableCells } from './readable-cells.ts';
import type { Mask, Sum } from './readable-cells.ts';

/** Guard-rail G15: a count of 1 to 4 can point at a person. Zero points at nobody and is shown. */
const smallest = 5;

export type Table = {
  counts: ReadonlyMap<string, number>;
  /** Everything that adds up, over all tables that are shown together. */
  sums: readonly Sum[];
  /** Cells that may be small: they tell of the work, not of people. */
  harmless: ReadonlySet<string>;
  /** Cells that are not printed; hiding them costs the reader nothing. */
  unprinted: ReadonlySet<string>;
  /** Cells that a report is made for; hidden only when nothing else will do. */
  keyFigures: ReadonlySet<string>;
};

/**
 * Decides which cells are not shown: the small ones, and as many others as it takes to keep them from being worked out.
 * @returns the mask of every hidden cell; all other cells may be shown.
 */
export function hideSmallCells({ counts, sums, harmless, unprinted, keyFigures }: Table): Map<string, Mask> {
  const masks = new Map<string, Mask>();
  for (const [cell, count] of counts) {
    if (count > 0 && count < smallest && !harmless.has(cell)) masks.set(cell, 'under-5');
  }
  const sumsOf = new Map<string, Sum[]>();
  for (const sum of sums) {
    for (const cell of [sum.total, ...sum.parts]) sumsOf.set(cell, [...(sumsOf.get(cell) ?? []), sum]);
  }
  // Cheapest first: what is not printed, then the smallest count, and key figures last.
  const price = (cell: string) => (keyFigures.has(cell) ? 2 : unprinted.has(cell) ? 0 : 1);
  const order = [...counts.keys()].toSorted(
    (a, b) => price(a) - price(b) || (counts.get(a) ?? 0) - (counts.get(b) ?? 0),
  );
  const rank = new Map(order.map((cell, index) => [cell, index]));

  for (;;) {
    const readable = readableCells(counts, masks, sums);
    if (readable.length === 0) return masks;
    // What follows from a cell that is the only hidden one of a sum is protected with it: such cells come first.
    const alone = readable.filter((cell) => sumsHidingOnly(cell).length > 0);
    // One more hidden cell often protects several, so no sum is touched twice before looking again.
    const touched = new Set<Sum>();
    for (const cell of alone.length > 0 ? alone : readable) {
      const around = sumsOf.get(cell) ?? [];
      if (around.some((sum) => touched.has(sum))) continue;
      const near = cellsOf(alone.length > 0 ? sumsHidingOnly(cell) : around);
      const next = shown(near) ?? small(near);
      if (next === undefined) continue;
      masks.set(next, 'withheld');
      for (const sum of [...around, ...(sumsOf.get(next) ?? [])]) touched.add(sum);
    }
    if (touched.size === 0) masks.set(anywhere(), 'withheld');
  }

  function sumsHidingOnly(cell: string): Sum[] {
    return (sumsOf.get(cell) ?? []).filter((sum) =>
      cellsOf([sum]).every((other) => other === cell || !masks.has(other)),
    );
  }
  /** Every round hides or blurs a cell more; once all but the zeros are withheld, nothing can be worked out. */
  function anywhere(): string {
    const next = shown(order) ?? small(order);
    if (next === undefined) throw new Error('a cell can be worked out although every cell is withheld');
    return next;
  }
  function shown(cells: readonly string[]): string | undefined {
    return cheapest(cells.filter((cell) => !masks.has(cell) && (counts.get(cell) ?? 0) > 0));
  }
  function small(cells: readonly string[]): string | undefined {
    return cheapest(cells.filter((cell) => masks.get(cell) === 'under-5'));
  }
  function cheapest(cells: readonly string[]): string | undefined {
    return cells.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))[0];
  }
}

function cellsOf(sums: readonly Sum[]): string[] {
  return sums.flatMap((sum) => [sum.total, ...sum.parts]);
}
