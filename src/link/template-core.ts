import { printOfKept } from './text-index.ts';

/** Of fewer texts the one cannot be told that all share from what two of them do. */
export const coreTextsMin = 5;
/** So many texts stand for a template of more. */
export const coreTextsMax = 64;

/**
 * How much of what its texts say is the template itself: of the pairs of words of each text, the share that at least half of the texts
 * have, on average. Texts of one hand keep 0.7 of it and more, even when a tenth of the words of each is changed. Of strangers who
 * share what their site writes around every ad it is half: each pair of them looks like two edits of one text, and all of them
 * together do not.
 * @param texts packed, as the store keeps them; the same ones whenever the template is the same.
 * @returns 0 to 1; null of fewer than `coreTextsMin` texts.
 */
export function coreOf(texts: readonly Uint32Array[]): number | null {
  if (texts.length < coreTextsMin) return null;
  const prints = texts.map((packed) => printOfKept(packed).shingles);
  const have = new Map<number, number>();
  for (const shingles of prints) for (const one of shingles) have.set(one, (have.get(one) ?? 0) + 1);
  const shares = prints.map(
    (shingles) => shingles.filter((one) => 2 * (have.get(one) ?? 0) >= prints.length).length / shingles.length,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
