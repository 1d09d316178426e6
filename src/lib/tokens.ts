import dutchStemmer from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import { fold } from './fold.ts';
import { createWordMemory, emptyWord, endlessWord, hashSeed, hashWith } from './word-memory.ts';

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
  return { count: 0, ...columnsOf(256) };
}

function columnsOf(length: number): Omit<Words, 'count'> {
  const column = () => new Int32Array(length);
  return { ids: column(), starts: column(), ends: column(), gaps: column() };
}

export type WordReader = {
  /** Cuts a text into words; what stood in `words` before is gone. */
  read(text: string, words: Words): void;
  /** Of a word, by its number. */
  folded: (id: number) => string;
  stem: (id: number) => string;
  /** Forgets all words when there are too many; ids are given out anew then. Call it between ads, for the words of one belong together. */
  tidy: () => void;
  /** How often that has happened. */
  generation: () => number;
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
  const memory = createWordMemory(stemDutch);
  let codes = new Int32Array(2048);

  return {
    folded: memory.folded,
    stem: memory.stem,
    tidy: memory.tidy,
    generation: memory.generation,
    read(text, words) {
      const length = Math.min(text.length, textMaxLength);
      if (codes.length < length) codes = new Int32Array(length * 2);
      for (let at = 0; at < length; at += 1) codes[at] = text.charCodeAt(at);
      // Between two words stands at least one other character.
      if (words.ids.length * 2 <= length) Object.assign(words, columnsOf(length));
      const { ids, starts, ends } = words;

      let count = 0;
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
        ids[count] = id;
        starts[count] = start;
        ends[count] = at;
        words.gaps[count] = gap;
        count += 1;
        gap = gaps.none;
      }
      words.count = count;
    },
  };
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
  // Between blanks a dash parts two thoughts, and so does a picture: "geen haast - bellen kan", "geen haast 💋 bellen kan".
  if (character === 0x2d) return isSpace(text, at - 1) && isSpace(text, at + 1) ? gaps.clause : gaps.none;
  if (character >= 0xd83c && character <= 0xd83e) return gaps.clause;
  // `,`, `(`, `)`, `|`, `•`, `·`, long dashes, hearts and stars: another thought, still the same sentence.
  return clauseMarks.has(character) ? gaps.clause : gaps.none;
}

const clauseMarks = new Set([0x2c, 0x28, 0x29, 0x7c, 0x2022, 0xb7, 0x2013, 0x2014, 0x2764, 0x2605, 0x2606, 0x2728]);

function isSpace(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x20;
}

function widen(gap: Gap, other: Gap): Gap {
  return other > gap ? other : gap;
}
