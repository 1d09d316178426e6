import { createRandom } from '../src/lib/random.ts';
import type { Random } from '../src/lib/random.ts';

/** `truth` is the planted ring, or a name of its own for an ad that belongs to nobody. */
export type BenchAd = { id: string; text: string; truth: string; kind: 'ring' | 'lookalike' | 'single'; edits: number };

/** How the words of a ring's ads are changed: one rate for all rings, or each ring its own of 0 to 10 %. */
export type Edits = 'mixed' | number;

const syllables =
  'ba be bo da de dui ei fa ge go haar hei ju ka ke kui la le lo ma mei mo na ne ou pa re roe sa stra ta ti vo wa zee zo'.split(
    ' ',
  );
const names =
  'Anna Bo Cora Dina Eva Fleur Gea Hanna Iris Julia Kim Lotte Mila Nina Olga Puck Roos Sara Tess Vera'.split(' ');
const places = 'Hilversum Huizen Laren Blaricum Bussum Naarden Weesp Muiden Eemnes Loosdrecht'.split(' ');
const vocabularySize = 20_000;
const sentencePool = 400;
const sites = 12;

/**
 * Made-up ads in a made-up language with the shape of the real thing: words of very unequal frequency, stock sentences everyone
 * uses, a site's own boilerplate around a third of the ads. A fifth of the ads are in rings of 3 to 60 (one text, other name, age,
 * number and place, and changed words), a tenth are look-alikes: a third of boilerplate and stock sentences each, the rest their own.
 */
export function* linkCorpus({ ads, seed, edits }: { ads: number; seed: number; edits: Edits }): Generator<BenchAd> {
  const random = createRandom(seed);
  const vocabulary = Array.from({ length: vocabularySize }, () => makeWord(random));
  const sentence = (low: number, high: number) =>
    Array.from({ length: random.int(low, high) }, () => zipfWord(random, vocabulary));
  const stock = Array.from({ length: sentencePool }, () => sentence(6, 12));
  const boilerplate = Array.from({ length: sites }, () => sentence(20, 30));
  const waiting: BenchAd[] = [];
  let made = 0;
  let rings = 0;

  while (made < ads) {
    const draw = random.int(1, 100);
    if (draw <= 2 && waiting.length < ads - made) {
      plantRing();
      continue;
    }
    // The ads of a ring lie scattered among the others.
    if (waiting.length > 0 && random.int(1, 100) <= 25) {
      const at = random.int(0, waiting.length - 1);
      const last = waiting.pop();
      const picked = waiting[at] ?? last;
      if (last !== undefined && at < waiting.length) waiting[at] = last;
      if (picked !== undefined) yield picked;
      made += 1;
      continue;
    }
    if (waiting.length >= ads - made) {
      const next = waiting.pop();
      if (next !== undefined) yield next;
      made += 1;
      continue;
    }
    const isLookalike = random.int(1, 100) <= 12;
    const words = isLookalike
      ? [
          ...random.pick(boilerplate),
          ...random.pick(stock),
          ...random.pick(stock),
          ...random.pick(stock),
          ...sentence(20, 35),
        ]
      : ownText(random.chance(0.33));
    yield {
      id: `a${made}`,
      text: write(words),
      truth: `single-${made}`,
      kind: isLookalike ? 'lookalike' : 'single',
      edits: 0,
    };
    made += 1;
  }

  function ownText(hasBoilerplate: boolean): string[] {
    const words = hasBoilerplate ? [...random.pick(boilerplate)] : [];
    for (let nth = random.int(3, 8); nth > 0; nth -= 1)
      words.push(...(random.chance(0.35) ? random.pick(stock) : sentence(6, 14)));
    return words;
  }

  function plantRing(): void {
    const size = Math.min(60, 3 + Math.floor(4 / (0.08 + random.int(0, 1000) / 1000)) - 3);
    const rate = edits === 'mixed' ? random.int(0, 10) / 100 : edits;
    const template = ownText(random.chance(0.33));
    for (let nth = 0; nth < Math.max(3, size); nth += 1) {
      waiting.push({
        id: `r${rings}-${nth}`,
        text: write(edited(template, rate)),
        truth: `ring-${rings}`,
        kind: 'ring',
        edits: rate,
      });
    }
    rings += 1;
  }

  /** Changes, drops or adds a word with the given chance each. */
  function edited(words: readonly string[], rate: number): string[] {
    return words.flatMap((word) => {
      if (random.int(1, 10_000) > rate * 10_000) return [word];
      const other = zipfWord(random, vocabulary);
      return random.pick([[other], [other], [], [word, other]]);
    });
  }

  function write(words: readonly string[]): string {
    const digits = Array.from({ length: 4 }, () => random.int(0, 9)).join('');
    return `Ik ben ${random.pick(names)}, ${random.int(21, 45)} jaar, in ${random.pick(places)}. ${words.join(' ')}. Bel 06-0000${digits}`;
  }
}

function makeWord(random: Random): string {
  return Array.from({ length: random.int(1, 4) }, () => random.pick(syllables)).join('');
}

/** Rank 1 about as often as the next two together (Zipf), by inverting a log-uniform draw. */
function zipfWord(random: Random, vocabulary: readonly string[]): string {
  const rank = Math.floor(vocabulary.length ** (random.int(0, 1_000_000) / 1_000_001));
  return vocabulary[rank - 1] ?? 'de';
}
