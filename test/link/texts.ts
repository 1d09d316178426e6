import { createRandom } from '../../src/lib/random.ts';
import type { Random } from '../../src/lib/random.ts';
import { createFoldText } from '../../src/link/fold-text.ts';
import { printOf } from '../../src/link/shingles.ts';
import type { TextPrint } from '../../src/link/shingles.ts';

const fold = createFoldText();

export function printOfText(text: string): TextPrint {
  return printOf(fold(text));
}

/** Made-up words, so that nothing is alike by chance. */
export function someWords(random: Random, count: number): string[] {
  return Array.from(
    { length: count },
    () => `w${'abcdefghij'[random.int(0, 9)]}${random.int(0, 99_999).toString(26).replaceAll(/\d/g, 'q')}`,
  );
}

/** Changes about so many of the words. */
export function edited(random: Random, words: readonly string[], share: number): string {
  return words.map((word) => (random.chance(share) ? (someWords(random, 1)[0] ?? word) : word)).join(' ');
}

/** Rings of ads that share a text, in a crowd that shares only the site's own words. `truth` names the ring or the stranger. */
export function ringsInACrowd(
  seed: number,
  { rings, ringSize, strangers, edits = 0.05 }: { rings: number; ringSize: number; strangers: number; edits?: number },
) {
  const random = createRandom(seed);
  const boilerplate = someWords(random, 30);
  const ads: { text: string; truth: string }[] = [];
  for (let ring = 0; ring < rings; ring += 1) {
    const words = someWords(random, 50);
    for (let nth = 0; nth < ringSize; nth += 1) {
      ads.push({ text: `${boilerplate.join(' ')} ${edited(random, words, edits)}`, truth: `ring ${ring}` });
    }
  }
  for (let nth = 0; nth < strangers; nth += 1) {
    ads.push({ text: `${boilerplate.join(' ')} ${someWords(random, 50).join(' ')}`, truth: `stranger ${nth}` });
  }
  return random.shuffle(ads);
}
