import type { KeyedHash } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';
import type { Store } from '../store/open-store.ts';
import { createFoldText, slotsOfAd } from './fold-text.ts';
import { decodeShingleWeights, equalWeights, learnShingleWeights, shouldLearnAnew } from './shingle-weights.ts';
import { printOf } from './shingles.ts';
import { createTextIndex, printOfKept } from './text-index.ts';
import type { TextIndex, TextSuggestion } from './text-index.ts';
import { comparableMin } from './text-likeness.ts';

/** The texts of all ads: the index in memory and the templates in the store, kept equal. For the one process that writes. */
export function openAdTexts({ store, hash }: { store: Store; hash: KeyedHash }) {
  const fold = createFoldText();
  const seed = Buffer.from(hash('text-print', 'seed'), 'base64url').readUInt32LE(0);
  let state: { index: TextIndex; texts: number } | null = read();

  /** The index as the store has it. */
  function read() {
    const kept = store.templates.weights();
    // A table that cannot be read is as none: the next ad has it learned anew.
    const index = createTextIndex((kept && decodeShingleWeights(kept)) ?? equalWeights);
    let texts = 0;
    index.restore(counted(), store.templates.nextTextId());
    return { index, texts };

    function* counted() {
      for (const text of store.templates.texts()) {
        texts += 1;
        yield text;
      }
    }
  }

  /**
   * @returns the ad's text, added when it is new, and the template that took in others because of it; null for a text too short to
   *   tell from another.
   */
  function placeText(ad: Ad) {
    const print = printOf(fold(ad.text, slotsOfAd(ad, 'text')), seed);
    if (print.shingles.length < comparableMin) return null;
    const current = (state ??= read());
    const known = current.index.find(print);
    if (known !== null) return { id: known, nearestShare: null, template: null };
    const id = store.templates.nextTextId();
    const change = current.index.add(id, print);
    current.texts += 1;
    store.templates.keep(current.index.kept(id));
    store.templates.keepPossible(id, change.suggestions);
    store.templates.merge(change.template, change.absorbed);
    return {
      id,
      nearestShare: change.nearest?.share ?? null,
      template: change.absorbed.length > 0 ? change.template : null,
    };
  }

  return {
    /**
     * Gives the ad the template of its text, and takes out the text it had when no ad has that any more. Inside a transaction.
     * @returns templates that took in others or are what is left of one, so that ads which nobody touched are named differently.
     */
    assign(adId: number, ad: Ad | null): number[] {
      const placed = ad && placeText(ad);
      const changed = new Set<number>();
      if (placed && placed.template !== null) changed.add(placed.template);
      const gone = store.templates.assign(adId, placed);
      if (gone === null) return [...changed];
      const current = (state ??= read());
      const left = current.index.remove(gone);
      store.templates.setTemplates(left);
      current.texts -= 1;
      store.templates.erase(gone);
      for (const template of left.values()) changed.add(template);
      return [...changed];
    },
    /**
     * Learns what is boilerplate when the store has grown by a quarter, and links every text anew with that. Inside a transaction.
     * @returns whether it did: then the facts of any ad may have changed.
     */
    learnWhenGrown(): boolean {
      const { index: before, texts } = (state ??= read());
      if (!shouldLearnAnew(before.weights, texts)) return false;
      const weights = learnShingleWeights(prints());
      const index = createTextIndex(weights);
      const ids: number[] = [];
      const possible = new Map<number, TextSuggestion[]>();
      for (const { id, packed } of store.templates.texts()) {
        const { suggestions } = index.add(id, printOfKept(packed));
        if (suggestions.length > 0) possible.set(id, suggestions);
        ids.push(id);
      }
      for (const id of ids) store.templates.rekeep(index.kept(id));
      store.templates.clearPossible();
      for (const [id, suggestions] of possible) store.templates.keepPossible(id, suggestions);
      store.templates.keepWeights(weights.encode());
      state = { index, texts };
      return true;
    },
    /** After a transaction that failed: memory is ahead of the store, so the next use reads it again. */
    forget(): void {
      state = null;
    },
  };

  function* prints() {
    for (const { packed } of store.templates.texts()) yield printOfKept(packed).shingles;
  }
}
