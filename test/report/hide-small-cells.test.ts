import { array, assert, integer, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSmallCells } from '../../src/report/hide-small-cells.ts';
import type { Table } from '../../src/report/hide-small-cells.ts';
import type { Mask } from '../../src/report/readable-cells.ts';

/** A table with row totals, column totals and a grand total; cells are named `r,c`, with T for a total. */
function crossTable(rows: readonly (readonly number[])[]): Table {
  const counts = new Map<string, number>();
  const columnNames = [...(rows[0] ?? []).keys()].map(String);
  const rowNames = [...rows.keys()].map(String);
  for (const [r, row] of rows.entries()) {
    for (const [c, count] of row.entries()) {
      counts.set(`${r},${c}`, count);
      for (const total of [`${r},T`, `T,${c}`, 'T,T']) counts.set(total, (counts.get(total) ?? 0) + count);
    }
  }
  const sums = [
    ...[...rowNames, 'T'].map((r) => ({ total: `${r},T`, parts: columnNames.map((c) => `${r},${c}`) })),
    ...[...columnNames, 'T'].map((c) => ({ total: `T,${c}`, parts: rowNames.map((r) => `${r},${c}`) })),
  ];
  return { counts, sums, harmless: new Set(), unprinted: new Set(), keyFigures: new Set() };
}

/** Every table near the true one that looks the same to a reader; tried one by one, apart from the code under test. */
function lookAlikes({ counts, sums }: Table, masks: ReadonlyMap<string, Mask>): Map<string, Set<number>> {
  const inner = [...counts.keys()].filter((cell) => !cell.includes('T'));
  const seen = new Map([...masks.keys()].map((cell) => [cell, new Set<number>()]));
  const world = new Map<string, number>();
  const fits = (cell: string, value: number): boolean => {
    const mask = masks.get(cell);
    if (mask === undefined) return value === counts.get(cell);
    return value >= 1 && (mask === 'withheld' || value <= 4);
  };
  function fill(at: number): void {
    const cell = inner[at];
    if (cell === undefined) {
      for (const { total, parts } of sums) {
        world.set(
          total,
          parts.reduce((sum, part) => sum + (world.get(part) ?? 0), 0),
        );
      }
      if (sums.every(({ total }) => fits(total, world.get(total) ?? 0))) {
        for (const [hidden, values] of seen) values.add(world.get(hidden) ?? 0);
      }
      return;
    }
    const truth = counts.get(cell) ?? 0;
    for (const value of masks.has(cell) ? [truth - 2, truth - 1, truth, truth + 1, truth + 2] : [truth]) {
      if (!fits(cell, value)) continue;
      world.set(cell, value);
      fill(at + 1);
    }
  }
  fill(0);
  return seen;
}

const count = oneof(integer({ min: 0, max: 5 }), integer({ min: 0, max: 40 }));
const table = record({ height: integer({ min: 1, max: 3 }), width: integer({ min: 1, max: 2 }) })
  .chain(({ height, width }) =>
    array(array(count, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  )
  .map(crossTable);

describe('hiding small cells', () => {
  it('shows everything when nothing is small', () => {
    const wide = crossTable([
      [5, 60],
      [0, 7],
    ]);
    expect(hideSmallCells(wide).size).toBe(0);
  });

  it('hides the next smallest of the row and column too, and tells it apart from a small one', () => {
    const masks = hideSmallCells(
      crossTable([
        [3, 20, 30],
        [9, 40, 50],
        [70, 80, 90],
      ]),
    );
    expect(Object.fromEntries(masks)).toEqual({
      '0,0': 'under-5',
      '0,1': 'withheld',
      '1,0': 'withheld',
      '1,1': 'withheld',
    });
  });

  it('does not stop at two hidden cells whose rest of 2 can only be 1 and 1', () => {
    const masks = hideSmallCells(crossTable([[1, 1, 18]]));
    expect(masks.get('0,2')).toBe('withheld');
  });

  it('finds what only several sums together give away', () => {
    // Every sum hides two cells, and still a + b = 30 and a + b + c = 33 give c.
    const counts = new Map(Object.entries({ a: 10, b: 20, c: 3, ab: 30, bc: 23, abc: 33 }));
    const sums = [
      { total: 'ab', parts: ['a', 'b'] },
      { total: 'bc', parts: ['b', 'c'] },
      { total: 'abc', parts: ['a', 'b', 'c'] },
    ];
    const masks = hideSmallCells({ counts, sums, harmless: new Set(), unprinted: new Set(), keyFigures: new Set() });
    expect(masks.has('ab') || masks.has('aab')).toBe(true);
    expect(masks.get('c')).toBe('under-5');
  });

  it('never leaves a small cell shown, nor calls a cell small that is not, nor hides a zero', () => {
    assert(
      property(table, (any) => {
        const masks = hideSmallCells(any);
        const wrong = [...any.counts].filter(([cell, truth]) => {
          const mask = masks.get(cell);
          if (truth === 0) return mask !== undefined;
          return truth < 5 ? mask === undefined : mask === 'under-5';
        });
        expect(wrong).toEqual([]);
      }),
    );
    expect.hasAssertions();
  });

  it('leaves at least two possible values for every hidden cell', () => {
    assert(
      property(table, (any) => {
        const found = [...lookAlikes(any, hideSmallCells(any))].filter(([, values]) => values.size < 2);
        expect(found).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect.hasAssertions();
  });
});
