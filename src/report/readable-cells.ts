/** Cells that add up: `total` is the sum of `parts`. */
export type Sum = { total: string; parts: readonly string[] };

/** What a reader is told of a cell that is not shown: that it is 1 to 4, or only that it is not zero. */
export type Mask = 'under-5' | 'withheld';

type Range = { low: number; high: number };

/** Lower ends of cells without an upper one could creep up for ever; this is far more than a reader would go. */
const maxRounds = 20;

/**
 * Plays the curious reader: which hidden cells can be worked out from what is shown?
 * First every hidden cell is narrowed by every sum it is in, over and over; when that gives nothing away, whole sums
 * are added to and subtracted from each other (Gauss-Jordan elimination). Zeros are always shown, so a hidden cell is at least 1.
 */
export function readableCells(
  counts: ReadonlyMap<string, number>,
  masks: ReadonlyMap<string, Mask>,
  sums: readonly Sum[],
): string[] {
  const narrowed = narrow(counts, masks, sums);
  return narrowed.length > 0 ? narrowed : eliminate(masks, sums);
}

function narrow(counts: ReadonlyMap<string, number>, masks: ReadonlyMap<string, Mask>, sums: readonly Sum[]): string[] {
  const ranges = new Map<string, Range>();
  for (const [cell, mask] of masks) ranges.set(cell, { low: 1, high: mask === 'under-5' ? 4 : Infinity });
  let isMoving = true;
  for (let round = 0; isMoving && round < maxRounds; round += 1) {
    isMoving = false;
    for (const { total, parts } of sums) {
      const all = parts.map(rangeOf);
      const low = all.reduce((sum, range) => sum + range.low, 0);
      const high = all.reduce((sum, range) => sum + range.high, 0);
      const whole = rangeOf(total);
      tighten(total, low, high);
      for (const [index, part] of parts.entries()) {
        const othersLow = all.reduce((sum, range, at) => (at === index ? sum : sum + range.low), 0);
        const othersHigh = all.reduce((sum, range, at) => (at === index ? sum : sum + range.high), 0);
        tighten(part, whole.low - othersHigh, whole.high - othersLow);
      }
    }
  }
  return [...ranges].filter(([, range]) => range.low === range.high).map(([cell]) => cell);

  function rangeOf(cell: string): Range {
    const count = counts.get(cell) ?? 0;
    return ranges.get(cell) ?? { low: count, high: count };
  }

  function tighten(cell: string, low: number, high: number): void {
    const range = ranges.get(cell);
    if (!range || (low <= range.low && high >= range.high)) return;
    ranges.set(cell, { low: Math.max(low, range.low), high: Math.min(high, range.high) });
    isMoving = true;
  }
}

function eliminate(masks: ReadonlyMap<string, Mask>, sums: readonly Sum[]): string[] {
  const hidden = [...masks.keys()];
  const indexOf = new Map(hidden.map((cell, index) => [cell, index]));
  const reduced: { row: Float64Array; pivot: number }[] = [];
  for (const { total, parts } of sums) {
    const row = new Float64Array(hidden.length);
    for (const cell of [total, ...parts]) {
      const index = indexOf.get(cell);
      if (index !== undefined) row[index] = cell === total ? -1 : 1;
    }
    for (const done of reduced) clear(row, done);
    const pivot = row.findIndex(isFilled);
    if (pivot === -1) continue;
    const scale = row[pivot] ?? 1;
    const unit = { row: row.map((value) => value / scale), pivot };
    for (const done of reduced) clear(done.row, unit);
    reduced.push(unit);
  }
  // A row left with one cell gives that cell away.
  return reduced.flatMap(({ row, pivot }) => (row.filter(isFilled).length === 1 ? hidden.slice(pivot, pivot + 1) : []));
}

function isFilled(value: number): boolean {
  return Math.abs(value) > 1e-9;
}

/** Takes so much of `unit` from the row that nothing is left at its pivot. */
function clear(row: Float64Array, unit: { row: Float64Array; pivot: number }): void {
  const factor = row[unit.pivot] ?? 0;
  if (!isFilled(factor)) return;
  for (const [index, value] of unit.row.entries()) row[index] = (row[index] ?? 0) - factor * value;
}
