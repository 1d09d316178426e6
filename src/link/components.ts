import { grown } from './band-index.ts';

/**
 * Who belongs together: a union-find whose members can be listed, 8 bytes an item. A component is named by its smallest item,
 * so the name is a property of the set and not of the order in which it grew.
 */
export function createComponents() {
  /** Parent + 1; 0 is an item nobody added. */
  let parents = new Uint32Array(0);
  /** The next member of the same component, in a ring. */
  let ring = new Uint32Array(0);

  function find(item: number): number {
    let root = item;
    for (let up = parentOf(root); up !== root; up = parentOf(root)) root = up;
    for (let at = item; at !== root;) {
      const up = parentOf(at);
      parents[at] = root + 1;
      at = up;
    }
    return root;
  }

  function parentOf(item: number): number {
    return (parents[item] ?? 0) - 1;
  }

  function add(item: number): void {
    parents = grown(parents, item + 1);
    ring = grown(ring, item + 1);
    parents[item] = item + 1;
    ring[item] = item;
  }

  function members(item: number): number[] {
    const found = [item];
    for (let at = ring[item] ?? item; at !== item; at = ring[at] ?? item) found.push(at);
    return found.toSorted((a, b) => a - b);
  }

  return {
    add,
    find,
    members,
    has: (item: number) => (parents[item] ?? 0) !== 0,
    /** @returns whether they were apart. */
    unite(one: number, other: number): boolean {
      const a = find(one);
      const b = find(other);
      if (a === b) return false;
      parents[Math.max(a, b)] = Math.min(a, b) + 1;
      const after = ring[a] ?? a;
      ring[a] = ring[b] ?? b;
      ring[b] = after;
      return true;
    },
    /** Takes a whole component apart. @returns its items. */
    dissolve(item: number): number[] {
      const all = members(item);
      for (const one of all) add(one);
      return all;
    },
    /** Only for an item that is alone. */
    remove(item: number): void {
      parents[item] = 0;
    },
    sizeBytes: () => parents.byteLength + ring.byteLength,
  };
}
