import type { KeyedHash } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';
import type { Store } from '../store/open-store.ts';
import { createFoldText, slotsOfAd } from './fold-text.ts';
import { fewTexts } from './pair-index.ts';
import { changedTemplates, startRelearning } from './relearning.ts';
import type { Relearning } from './relearning.ts';
import { decodeShingleWeights, equalWeights, learnableTexts, shouldCountAnew } from './shingle-weights.ts';
import { printOf } from './shingles.ts';
import { createTextIndex, repack } from './text-index.ts';
import type { TextIndex } from './text-index.ts';
import { comparableMin } from './text-likeness.ts';

/**
 * How many texts one part of learning goes through. A store of `atOnce` texts at most learns in one go, with the ads that changed it, and
 * whenever they did: so what links there depends on nothing but the texts there are, in whatever order they came.
 */
type LearningPace = { perPart: number; atOnce: number };

/** About a tenth of a second: a person at the pages does not wait for it. */
const usualPace: LearningPace = { perPart: 1000, atOnce: fewTexts };

type State = {
  index: TextIndex;
  texts: number;
  relearning: Relearning | null;
  /** Texts there were when it was last looked at what is boilerplate among them. */
  counted: number;
  /** Since then texts came or went. */
  isChanged: boolean;
  /** As `templates.stale` has it, which stands in the row behind the whole table of weights: too long a way for every stretch. */
  stale: { keptTo: number; staleTo: number } | null;
};

/** Weights that were learned anew, and not yet in use. */
export type Learned = {
  /** The templates, as named before or after, that do not hold the same texts with these weights. */
  templates: ReadonlySet<number>;
  use(): void;
};

/**
 * The texts of all ads: the index in memory and the templates in the store, kept equal. For the one process that writes.
 */
export function openAdTexts(deps: { store: Store; hash: KeyedHash; pace?: LearningPace }) {
  const { store, hash, pace = usualPace } = deps;
  const fold = createFoldText();
  const seed = Buffer.from(hash('text-print', 'seed'), 'base64url').readUInt32LE(0);
  let state: State | null = read();

  /** The index as the store has it. */
  function read(): State {
    const kept = store.templates.weights();
    // A table that cannot be read, as of an older Vindplaats, is as none: the next ad has it learned anew.
    const weights = kept && decodeShingleWeights(kept);
    const index = createTextIndex(weights ?? equalWeights);
    const stale = store.templates.stale();
    const { keptTo, staleTo } = stale ?? { keptTo: 0, staleTo: 0 };
    let texts = 0;
    index.restore(asInUse(), store.templates.nextTextId());
    const counted = index.weights.texts;
    return { index, texts, relearning: null, counted, isChanged: texts !== counted, stale };

    function* asInUse() {
      for (const text of store.templates.texts()) {
        texts += 1;
        const isStale = weights === null || (text.id > keptTo && text.id <= staleTo);
        yield isStale ? { ...text, packed: repack(text.packed, index.weights) } : text;
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
    current.relearning?.add(id, print);
    current.texts += 1;
    current.isChanged = true;
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
      current.relearning?.remove(gone);
      store.templates.setTemplates(left);
      current.texts -= 1;
      current.isChanged = true;
      store.templates.erase(gone);
      for (const template of left.values()) changed.add(template);
      return [...changed];
    },
    /** Whether so little is to be learned that it goes with the ads that made it due. */
    learnsAtOnce,
    /** Whether the store has changed so much that there is something to learn, or to bring in line with what was learned. */
    hasToLearn(): boolean {
      const current = (state ??= read());
      return current.relearning !== null || current.stale !== null || isToCount(current);
    },
    /**
     * Learns what is boilerplate when the store has changed so much, a part each time it is asked; the weights from before are in use
     * until all of it is done, and stay in use where they still hold. Inside a transaction.
     * @returns what was learned, to be put to use in the same transaction; null while nothing is.
     */
    learn(): Learned | null {
      const current = (state ??= read());
      const last = lastId();
      const most = learnsAtOnce() ? Infinity : pace.perPart;
      keepAnew(current, most);
      if (current.relearning === null && !isToCount(current)) return null;
      const relearning = (current.relearning ??= startRelearning(current.index));
      const index = relearning.proceed(last, most);
      if (index === 'more') return null;
      current.relearning = null;
      current.counted = current.texts;
      current.isChanged = false;
      if (index === 'needless') return null;
      const changed = changedTemplates(current.index, index, last);
      const before = [...changed.keys()].flatMap((id) => current.index.templateOf(id) ?? []);
      return {
        templates: new Set([...before, ...changed.values()]),
        use() {
          store.templates.setTemplates(changed);
          store.templates.clearPossible();
          for (const [id, suggestions] of relearning.suggestions()) store.templates.keepPossible(id, suggestions);
          store.templates.keepWeights(index.weights.encode(), last);
          state = { ...current, index, stale: store.templates.stale() };
        },
      };
    },
    /** After a transaction that failed: memory is ahead of the store, so the next use reads it again. */
    forget(): void {
      state = null;
    },
  };

  function learnsAtOnce(): boolean {
    return lastId() <= pace.atOnce;
  }

  function isToCount({ counted, texts, isChanged, index }: State): boolean {
    if (shouldCountAnew(counted, texts)) return true;
    return isChanged && learnsAtOnce() && Math.max(texts, index.weights.texts) >= learnableTexts;
  }

  function lastId(): number {
    return store.templates.nextTextId() - 1;
  }

  /** What the store keeps of each text follows the weights in use; until it does, a restart works it out. */
  function keepAnew(current: State, most: number): void {
    const { index, stale } = current;
    if (stale === null) return;
    const { keptTo, staleTo } = stale;
    const to = Math.min(keptTo + most, staleTo);
    for (let id = keptTo + 1; id <= to; id += 1) {
      if (index.templateOf(id) !== null) store.templates.rekeep(id, index.kept(id).packed);
    }
    store.templates.keptUpTo(to);
    current.stale = to < staleTo ? { keptTo: to, staleTo } : null;
  }
}
