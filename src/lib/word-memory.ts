import { fold } from './fold.ts';

/** The number of a word of which folding leaves nothing. */
export const emptyWord = 0;
/** The number of every word that is longer than anything people write or rules ask for. */
export const endlessWord = 1;
const formMaxLength = 80;

const memoMaxWords = 50_000;
/** Longer raw words are not remembered as such: hidden marks can make them as long as a text. */
const rawMaxLength = 64;
/** A power of two, so that a few bits of the hash name the slot. */
const slotCount = 131_072;
/** After so many taken slots a word is not remembered, so that nobody can make reading slow by choosing words that meet in one slot. */
const probesMax = 8;

export type WordMemory = {
  /** @param codes the characters of `text`, of which the word is those from `start` to `end`; `hash` is theirs. */
  idOf(text: string, codes: Int32Array, start: number, end: number, hash: number): number;
  folded: (id: number) => string;
  stem: (id: number) => string;
  tidy: () => void;
  generation: () => number;
};

/** Words by number, found through a hash table over the text itself, so that a known word need not be cut out of it first. */
export function createWordMemory(stemOf: (folded: string) => string): WordMemory {
  const slots = new Int32Array(slotCount);
  // A raw word lies in `pool` from `begins` to the next `begins`, and has a number in `wordIds`.
  let pool = new Uint16Array(1 << 14);
  let begins = [0];
  let wordIds: number[] = [];
  let forms = ['', ''];
  let stems = ['', ''];
  const numberOf = new Map<string, number>();
  let generation = 0;

  function remember(form: string): number {
    if (form === '') return emptyWord;
    if (form.length > formMaxLength) return endlessWord;
    const known = numberOf.get(form);
    if (known !== undefined) return known;
    const id = forms.length;
    const kept = ofItsOwn(form);
    forms.push(kept);
    stems.push(stemOf(kept));
    numberOf.set(kept, id);
    return id;
  }

  function standsAt(entry: number, codes: Int32Array, start: number, end: number): boolean {
    const begin = begins[entry] ?? 0;
    if ((begins[entry + 1] ?? 0) - begin !== end - start) return false;
    for (let at = start, inner = begin; at < end; at += 1, inner += 1) if (pool[inner] !== codes[at]) return false;
    return true;
  }

  function addEntry(codes: Int32Array, start: number, end: number, id: number): number {
    const begin = begins.at(-1) ?? 0;
    if (begin + rawMaxLength > pool.length) {
      const longer = new Uint16Array(pool.length * 2);
      longer.set(pool);
      pool = longer;
    }
    pool.set(codes.subarray(start, end), begin);
    begins.push(begin + end - start);
    return wordIds.push(id) - 1;
  }

  return {
    folded: (id: number) => forms[id] ?? '',
    stem: (id: number) => stems[id] ?? '',
    generation: () => generation,
    tidy: () => {
      if (Math.max(forms.length, wordIds.length) < memoMaxWords) return;
      slots.fill(0);
      numberOf.clear();
      begins = [0];
      wordIds = [];
      forms = ['', ''];
      stems = ['', ''];
      generation += 1;
    },
    idOf(text, codes, start, end, hash) {
      if (end - start > rawMaxLength) return remember(fold(text.slice(start, end)));
      for (let probe = 0; probe < probesMax; probe += 1) {
        const slot = (hash + probe) & (slotCount - 1);
        const entry = (slots[slot] ?? 0) - 1;
        if (entry < 0) {
          const id = remember(fold(text.slice(start, end)));
          if (wordIds.length < memoMaxWords) slots[slot] = addEntry(codes, start, end, id) + 1;
          return id;
        }
        if (standsAt(entry, codes, start, end)) return wordIds[entry] ?? emptyWord;
      }
      return remember(fold(text.slice(start, end)));
    },
  };
}

/** A string that does not keep the whole text alive from which it was cut. */
function ofItsOwn(word: string): string {
  return Buffer.from(word, 'utf16le').toString('utf16le');
}

/** FNV-1a over UTF-16 units. */
export const hashSeed = 0x811c9dc5;

export function hashWith(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}
