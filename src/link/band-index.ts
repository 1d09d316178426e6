/** Grows a typed array to hold at least `length` values, by half of its size at least, so that growing stays cheap in total. */
export function grown(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Uint32Array(Math.max(length, Math.ceil(array.length * 1.25), 1024));
  larger.set(array);
  return larger;
}

/**
 * Where items meet: each has the same number of keys, and items with one key in common find each other. Plain arrays, 8 bytes a key
 * and 2 to 4 for the heads of the chains: a Map would take ten times as much.
 */
export function createBandIndex(keysPerItem: number) {
  /** Entry + 1 of the first item in a chain; 0 ends it. */
  let heads = new Uint32Array(1024);
  let shift = 22;
  /** Of each entry its key and the next in the chain, side by side: in a large index every step waits for memory once. */
  let entries = new Uint32Array(0);
  let items = 0;

  const keyAt = (entry: number) => entries[2 * entry] ?? 0;
  const nextAt = (entry: number) => entries[2 * entry + 1] ?? 0;

  function setNext(entry: number, next: number): void {
    entries[2 * entry + 1] = next;
  }

  /** An entry that links to itself is not in use. */
  const isInUse = (entry: number) => nextAt(entry) !== entry + 1;

  function chainOf(key: number): number {
    return Math.imul(key, 0x9e3779b1) >>> shift;
  }

  function link(entry: number, key: number): void {
    const chain = chainOf(key);
    setNext(entry, heads[chain] ?? 0);
    heads[chain] = entry + 1;
  }

  function spread(): void {
    heads = new Uint32Array(heads.length * 2);
    shift -= 1;
    for (let entry = 0; entry < items * keysPerItem; entry += 1) {
      if (isInUse(entry)) link(entry, keyAt(entry));
    }
  }

  return {
    /** Makes room for so many items at once, before a restart puts them back. Only while it is empty. */
    reserve(count: number): void {
      entries = grown(entries, 2 * count * keysPerItem);
      while (count * keysPerItem > heads.length * 2) spread();
    },
    /** @param item a small whole number; at most `keysPerItem` keys are kept. */
    add(item: number, itemKeys: Uint32Array): void {
      const first = item * keysPerItem;
      entries = grown(entries, 2 * (first + keysPerItem));
      for (let entry = items * keysPerItem; entry < first + keysPerItem; entry += 1) setNext(entry, entry + 1);
      items = Math.max(items, item + 1);
      while (items * keysPerItem > heads.length * 2) spread();
      for (let at = 0; at < Math.min(keysPerItem, itemKeys.length); at += 1) {
        entries[2 * (first + at)] = itemKeys[at] ?? 0;
        link(first + at, itemKeys[at] ?? 0);
      }
    },
    remove(item: number): void {
      for (let entry = item * keysPerItem; entry < (item + 1) * keysPerItem; entry += 1) {
        if (!isInUse(entry)) continue;
        const chain = chainOf(keyAt(entry));
        let at = heads[chain] ?? 0;
        if (at === entry + 1) heads[chain] = nextAt(entry);
        else {
          while (at !== 0 && nextAt(at - 1) !== entry + 1) at = nextAt(at - 1);
          if (at !== 0) setNext(at - 1, nextAt(entry));
        }
        setNext(entry, entry + 1);
      }
    },
    /** Calls `visit` with each item that has this key; the same item may come for several keys. */
    forEach(key: number, visit: (item: number) => void): void {
      for (let at = heads[chainOf(key)] ?? 0; at !== 0; at = nextAt(at - 1)) {
        if (keyAt(at - 1) === key) visit(Math.floor((at - 1) / keysPerItem));
      }
    },
    /** The keys of an item, to be kept with it. */
    keysOf(item: number): Uint32Array {
      const first = item * keysPerItem;
      let count = 0;
      while (count < keysPerItem && isInUse(first + count)) count += 1;
      const found = new Uint32Array(count);
      for (let at = 0; at < count; at += 1) found[at] = keyAt(first + at);
      return found;
    },
    sizeBytes: () => heads.byteLength + entries.byteLength,
  };
}
