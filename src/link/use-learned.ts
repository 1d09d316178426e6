import type { Store } from '../store/open-store.ts';
import type { Learned } from './ad-texts.ts';
import { keepFacts } from './keep-facts.ts';
import { heldBy, regroup } from './regroup.ts';
import { rememberEvidence } from './remember-evidence.ts';

/**
 * Puts learned weights to use, and derives anew what hangs on a template that holds other texts than before: the rest of the store is
 * left alone. Inside a transaction. @returns the ads whose facts are other than before.
 */
export function useLearned(store: Store, learned: Learned): number[] {
  const before = adsNow();
  const held = heldBy(store, before);
  learned.use();
  const evidence = rememberEvidence(store.evidence);
  const ads = new Set([...before, ...adsNow()]);
  regroup(store, ads, held, evidence);
  return keepFacts(store, ads, evidence);

  /** All of them: facts of a template that was everyone's must not stay behind. */
  function adsNow(): number[] {
    return [...learned.templates].flatMap((template) => store.templates.adsOf(template, Number.MAX_SAFE_INTEGER));
  }
}
