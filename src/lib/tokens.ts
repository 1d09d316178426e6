import dutchStemmer from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import { fold } from './fold.ts';

/** How strongly a token is parted from the one before it. */
export const gaps = { none: 0, clause: 1, sentence: 2, question: 3 } as const;
export type Gap = (typeof gaps)[keyof typeof gaps];

/** A word or number of a text. `start` and `end` are UTF-16 offsets in the RAW text, half-open. */
export type Token = { folded: string; stem: string; start: number; end: number; gap: number };

export type Tokenise = (text: string) => Token[];

/** Longer texts are cut: no ad needs more, and every later step is linear in this. */
export const textMaxLength = 100_000;

/**
 * The words of one text, column by column: making an object of each word costs more than all the rest of reading.
 * `ids` are numbers of a word reader; `starts` and `ends` are UTF-16 offsets in the RAW text; only the first `count` count.
 */
export type Words = { count: number; ids: Int32Array; starts: Int32Array; ends: Int32Array; gaps: Int32Array };

export function createWords(): Words {
  const column = () => new Int32Array(256);
  return { count: 0, ids: column(), starts: column(), ends: column(), gaps: column() };
}

export type WordReader = {
  /** Cuts a text into words; what stood in `words` before is gone. */
  read(text: string, words: Words): void;
  /** Of a word, by its number. */
  folded(id: number): string;
  stem(id: number): string;
  /** Forgets all words when there are too many; ids are given out anew then. Call it between ads, for the words of one belong together. */
  tidy(): void;
  /** How often that has happened. */
  generation(): number;
};

/** The same words as objects, for texts that are read once. */
export function createTokeniser(reader: WordReader = createWordReader()): Tokenise {
  const words = createWords();
  return (text) => {
    reader.tidy();
    reader.read(text, words);
    return Array.from({ length: words.count }, (_, at) => {
      const id = words.ids[at] ?? 0;
      const start = words.starts[at] ?? 0;
      const end = words.ends[at] ?? 0;
      const gap = words.gaps[at] ?? gaps.sentence;
      if (id !== endlessWord) return { folded: reader.folded(id), stem: reader.stem(id), start, end, gap };
      const folded = fold(text.slice(start, end));
      return { folded, stem: folded, start, end, gap };
    });
  };
}

/** Reads words and remembers them by number: most words of an ad have been folded and stemmed before. */
export function createWordReader(): WordReader {
  const memory = createMemory();
  let codes = new Int32Array(2048);

  return {
    folded: memory.folded,
    stem: memory.stem,
    tidy: memory.tidy,
    generation: memory.generation,
    read(text, words) {
      const length = Math.min(text.length, textMaxLength);
      if (codes.length < length) codes = new Int32Array(Math.min(textMaxLength, length * 2));
      for (let at = 0; at < length; at += 1) codes[at] = text.charCodeAt(at);

      words.count = 0;
      let gap: Gap = gaps.sentence;
      let at = 0;
      while (at < length) {
        const code = codes[at] ?? 0;
        // Nearly every character is ASCII and is looked up; the rest goes the slower way over Unicode classes.
        if (code < 128 ? asciiKinds[code] !== kind.word : kindAt(text, at) !== kind.word) {
          if (code !== 0x20) gap = widen(gap, gapAt(text, at));
          at += code < 128 ? 1 : widthAt(text, at);
          continue;
        }
        const start = at;
        let hash = hashSeed;
        while (at < length && isPlain(codes[at] ?? 0)) {
          hash = hashWith(hash, codes[at] ?? 0);
          at += 1;
        }
        if (at < length && mayContinue(codes[at] ?? 0)) {
          at = Math.min(endOfWord(text, at, length), length);
          hash = hashSeed;
          for (let inner = start; inner < at; inner += 1) hash = hashWith(hash, codes[inner] ?? 0);
        }
        const id = memory.idOf(text, codes, start, at, hash);
        if (id === emptyWord) continue;
        addWord(words, id, start, at, gap);
        gap = gaps.none;
      }
    },
  };
}

function addWord(words: Words, id: number, start: number, end: number, gap: Gap): void {
  const at = words.count;
  if (at === words.ids.length) {
    words.ids = doubled(words.ids);
    words.starts = doubled(words.starts);
    words.ends = doubled(words.ends);
    words.gaps = doubled(words.gaps);
  }
  words.ids[at] = id;
  words.starts[at] = start;
  words.ends[at] = end;
  words.gaps[at] = gap;
  words.count = at + 1;
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}

/** The number of a word of which folding leaves nothing. */
const emptyWord = 0;
/** The number of every word that is longer than anything people write or rules ask for. */
const endlessWord = 1;
const formMaxLength = 80;

const memoMaxWords = 50_000;
/** Longer raw words are not remembered as such: hidden marks can make them as long as a text. */
const rawMaxLength = 64;
/** A power of two, so that a few bits of the hash name the slot. */
const slotCount = 131_072;
/** After so many taken slots a word is not remembered, so that nobody can make reading slow by choosing words that meet in one slot. */
const probesMax = 8;

/** Words by number, found through a hash table over the text itself, so that a known word need not be cut out of it first. */
function createMemory() {
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
    stems.push(stemDutch(kept));
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
    tidy() {
      if (Math.max(forms.length, wordIds.length) < memoMaxWords) return;
      slots.fill(0);
      numberOf.clear();
      begins = [0];
      wordIds = [];
      forms = ['', ''];
      stems = ['', ''];
      generation += 1;
    },
    idOf(text: string, codes: Int32Array, start: number, end: number, hash: number): number {
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
const hashSeed = 0x811c9dc5;

function hashWith(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** The Snowball stem of a folded Dutch word; what is too long to be a word is left as it is. */
export function stemDutch(word: string): string {
  if (word.length < 3 || word.length > stemmedMaxLength) return word;
  // The package never clears this flag, so that a stem would depend on the words stemmed before it.
  dutchStemmer.suffixeRemoved = false;
  return dutchStemmer.stem(word);
}

const stemmedMaxLength = 40;

const kind = { other: 0, word: 1, inner: 2 } as const;
type Kind = (typeof kind)[keyof typeof kind];

/** Letters and digits make words; marks, invisible characters and apostrophes only continue one. */
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-zA-Z0-9]/.test(String.fromCharCode(code)) ? kind.word : code === 0x27 ? kind.inner : kind.other,
);
const wordCharacter = /^[\p{L}\p{N}]$/u;
const innerCharacter = /^[\p{M}\p{Cf}’ʼ＇]$/u;

function kindAt(text: string, at: number): Kind {
  const code = text.codePointAt(at) ?? 0;
  if (code < 128) return isPlain(code) ? kind.word : code === 0x27 ? kind.inner : kind.other;
  const character = String.fromCodePoint(code);
  if (wordCharacter.test(character)) return kind.word;
  return innerCharacter.test(character) ? kind.inner : kind.other;
}

/** @param from somewhere in a word, with only letters and digits of it before. */
function endOfWord(text: string, from: number, length: number): number {
  let end = from;
  let at = from;
  while (at < length) {
    const here = kindAt(text, at);
    if (here === kind.word) end = at + widthAt(text, at);
    else if (here === kind.other && !joinsDigits(text, at)) break;
    at += widthAt(text, at);
  }
  return end;
}

function isPlain(code: number): boolean {
  return code < 128 && asciiKinds[code] === kind.word;
}

/** After a sign that may stand within a word: an apostrophe, `/`, or anything beyond ASCII. */
function mayContinue(code: number): boolean {
  return code >= 128 || code === 0x2f || asciiKinds[code] !== kind.other;
}

/** `24/7` is one word; `veilig/netjes` is two. */
function joinsDigits(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x2f && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function gapAt(text: string, at: number): Gap {
  const character = text.charCodeAt(at);
  if (character === 0x3f) return gaps.question;
  // `.`, `!`, `;`, `…`, and an empty line.
  if (character === 0x2e || character === 0x21 || character === 0x3b || character === 0x2026) return gaps.sentence;
  if (character === 0x0a) return text.charCodeAt(at + 1) === 0x0a ? gaps.sentence : gaps.clause;
  // `,`, `(`, `)`, `|`, `•`, `·`: another thought, still the same sentence.
  return clauseMarks.has(character) ? gaps.clause : gaps.none;
}

const clauseMarks = new Set([0x2c, 0x28, 0x29, 0x7c, 0x2022, 0xb7]);

function widen(gap: Gap, other: Gap): Gap {
  return other > gap ? other : gap;
}
