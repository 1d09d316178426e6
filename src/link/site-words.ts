import type { KeptPrint, TextIndex } from './text-index.ts';
import { coreTextsMax, coreTextsMin } from './template-core.ts';

/**
 * So many pairs of words that the very same texts have are a passage. A sentence is shorter: one that several people of a trade write, or
 * that a ring takes up now and then, is none.
 */
const passageMin = 16;
/** What of a text at least a third of the others with the passage have as well is theirs together, edits and slots aside. */
const commonShare = 1 / 3;
/**
 * Texts of one hand have more than this in common, also when they stand on several sites. Of strangers who are taken for copies more than
 * half of each is the site's; where two thirds are, nothing tells them from a ring any more.
 */
const commonMin = 0.65;
/** A ring may write more on a site than all others there; so few strangers, and this share of all, still tell whose the passage is. */
const strangersMin = 3;
const strangersShare = 1 / 6;

/**
 * The pairs of words that a site writes around ads of many hands, as the templates show that hang together by them: a passage is the
 * site's where texts have it that for the rest have little to do with each other. In a small store how many texts have it does not tell:
 * a site of thirty ads looks like a ring of thirty. Depends on the texts and the weights of the index only.
 */
export function siteWordsOf(index: Pick<TextIndex, 'templateOf' | 'textsOf' | 'printOf'>, lastId: number): Set<number> {
  const found = new Set<number>();
  for (let id = 1; id <= lastId; id += 1) {
    // A template is named by its first text.
    if (index.templateOf(id) !== id) continue;
    const texts = index.textsOf(id);
    if (texts.length < coreTextsMin) continue;
    for (const shingle of siteWordsAmong(texts.flatMap((text) => index.printOf(text) ?? []))) found.add(shingle);
  }
  return found;
}

function siteWordsAmong(prints: readonly KeptPrint[]): number[] {
  // Of a sampled text nobody knows which pairs it lacks. The sample is by content, so that no order of arrival changes it.
  const texts = prints
    .flatMap((print) => (print.isSampled ? [] : [print.shingles]))
    .toSorted(byContent)
    .slice(0, coreTextsMax);
  const holders = new Map<number, number[]>();
  for (const [at, shingles] of texts.entries()) {
    for (const shingle of shingles) {
      const known = holders.get(shingle);
      if (known === undefined) holders.set(shingle, [at]);
      else known.push(at);
    }
  }
  const passages = new Map<string, { shingles: number[]; by: readonly number[] }>();
  for (const [shingle, by] of holders) {
    if (by.length < coreTextsMin) continue;
    const key = by.join(' ');
    const known = passages.get(key);
    if (known === undefined) passages.set(key, { shingles: [shingle], by });
    else known.shingles.push(shingle);
  }
  return [...passages.values()]
    .filter(({ shingles, by }) => shingles.length >= passageMin && isOfStrangers(by.flatMap((at) => texts[at] ?? [])))
    .flatMap(({ shingles }) => shingles);
}

/** Whether enough of these texts have too little in common with the others. */
function isOfStrangers(texts: readonly Uint32Array[]): boolean {
  const have = new Map<number, number>();
  for (const shingles of texts) for (const one of shingles) have.set(one, (have.get(one) ?? 0) + 1);
  const strangers = texts.filter((shingles) => {
    const common = shingles.filter((one) => (have.get(one) ?? 0) >= commonShare * texts.length);
    return common.length < commonMin * shingles.length;
  });
  return strangers.length >= Math.max(strangersMin, strangersShare * texts.length);
}

function byContent(a: Uint32Array, b: Uint32Array): number {
  const at = a.findIndex((shingle, place) => shingle !== b[place]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
}
