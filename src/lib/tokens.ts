import dutchStemmer from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import { fold } from './fold.ts';

/** How strongly a token is parted from the one before it. */
export const gaps = { none: 0, clause: 1, sentence: 2, question: 3 } as const;
export type Gap = (typeof gaps)[keyof typeof gaps];

/**
 * A word or number of a text. `start` and `end` are UTF-16 offsets in the RAW text, half-open.
 * `wordId` is small and the same for the same word until the tokeniser renews its memory: good for looking things up, with
 * `folded` beside it to be sure. -1 for a word that is not remembered.
 */
export type Token = { folded: string; stem: string; wordId: number; start: number; end: number; gap: Gap };

export type Tokenise = (text: string) => Token[];

/** Longer texts are cut: no ad needs more, and every later step is linear in this. */
export const textMaxLength = 100_000;

const stemmedMaxLength = 40;

const memoMaxWords = 50_000;
const memoisedMaxLength = 64;

type Word = { folded: string; stem: string; wordId: number };

/** A tokeniser with a memory for words: most words of an ad have been folded and stemmed before. */
export function createTokeniser(): Tokenise {
  const memo = new Map<string, Word>();

  function wordOf(raw: string): Word {
    const known = memo.get(raw);
    if (known !== undefined) return known;
    const folded = fold(raw);
    const isKept = raw.length <= memoisedMaxLength;
    if (isKept && memo.size >= memoMaxWords) memo.clear();
    const word = { folded, stem: stemDutch(folded), wordId: isKept ? memo.size : -1 };
    if (isKept) memo.set(raw, word);
    return word;
  }

  return (text) => {
    const length = Math.min(text.length, textMaxLength);
    const tokens: Token[] = [];
    let gap: Gap = gaps.sentence;
    let at = 0;
    while (at < length) {
      const code = text.charCodeAt(at);
      // Nearly every character is ASCII and is looked up; the rest goes the slower way over Unicode classes.
      const isWord = code < 128 ? asciiKinds[code] === kind.word : kindAt(text, at) === kind.word;
      if (!isWord) {
        if (code !== 0x20) gap = widen(gap, gapAt(text, at));
        at += code < 128 ? 1 : widthAt(text, at);
        continue;
      }
      const end = Math.min(endOfWord(text, at, length), length);
      const { folded, stem, wordId } = wordOf(text.slice(at, end));
      if (folded !== '') {
        tokens.push({ folded, stem, wordId, start: at, end, gap });
        gap = gaps.none;
      }
      at = end;
    }
    return tokens;
  };
}

/** The Snowball stem of a folded Dutch word; what is too long to be a word is left as it is. */
export function stemDutch(word: string): string {
  if (word.length < 3 || word.length > stemmedMaxLength) return word;
  // The package never clears this flag, so that a stem would depend on the words stemmed before it.
  dutchStemmer.suffixeRemoved = false;
  return dutchStemmer.stem(word);
}

const kind = { other: 0, word: 1, inner: 2 } as const;
type Kind = (typeof kind)[keyof typeof kind];

/** Letters and digits make words; marks, invisible characters and apostrophes only continue one. */
const asciiKinds: readonly Kind[] = Array.from({ length: 128 }, (_, code) =>
  /[a-zA-Z0-9]/.test(String.fromCharCode(code)) ? kind.word : code === 0x27 ? kind.inner : kind.other,
);
const wordCharacter = /^[\p{L}\p{N}]$/u;
const innerCharacter = /^[\p{M}\p{Cf}’ʼ＇]$/u;

function kindAt(text: string, at: number): Kind {
  const code = text.codePointAt(at) ?? 0;
  const ascii = asciiKinds[code];
  if (ascii !== undefined) return ascii;
  const character = String.fromCodePoint(code);
  if (wordCharacter.test(character)) return kind.word;
  return innerCharacter.test(character) ? kind.inner : kind.other;
}

function endOfWord(text: string, start: number, length: number): number {
  let at = start;
  while (at < length && isPlain(text.charCodeAt(at))) at += 1;
  if (at === length || endsPlainly(text.charCodeAt(at))) return at;
  let end = at;
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

/** A sign that ends a word whatever follows it: an apostrophe and `/` may not. */
function endsPlainly(code: number): boolean {
  return code < 128 && code !== 0x2f && asciiKinds[code] === kind.other;
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
