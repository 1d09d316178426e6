import { VindplaatsError } from '../lib/errors.ts';
import type { Actor } from '../model/actor.ts';
import type { Decision, ReviewState } from '../model/review.ts';
import type { Store } from '../store/open-store.ts';
import { checkDecision, decisionToUndo, stateOf } from './decide.ts';

/** What people do with screened ads. Every act is one transaction with its audit line. */
export function createReviewDesk({ store, now }: { store: Store; now: () => Date }) {
  return {
    /**
     * Confirms or dismisses one ad, on the version and assessment the person had in view.
     * @throws VindplaatsError `NOT_FOUND`, `DECISION_NOT_ALLOWED`, `INPUT_INVALID`; nothing is stored then.
     */
    decide(adId: number, seen: { assessmentId: number }, decision: Decision, actor: Actor): void {
      store.transaction(() => {
        const assessment = store.assessments.current(adId);
        if (!assessment)
          throw new VindplaatsError(
            'NOT_FOUND',
            `Advertentie ${adId} is er niet of is nog niet beoordeeld door de regels.`,
          );
        if (assessment.id !== seen.assessmentId) {
          throw new VindplaatsError(
            'DECISION_NOT_ALLOWED',
            `Advertentie ${adId} is intussen opnieuw gescreend; bekijk haar opnieuw voordat je beslist.`,
          );
        }
        const events = store.reviews.events(adId);
        checkDecision(adId, events, decision);
        const at = now().toISOString();
        store.reviews.add(
          {
            kind: 'decided',
            adId,
            adVersion: assessment.adVersion,
            assessmentId: assessment.id,
            decision,
            actor: actor.name,
            at,
          },
          decision.verdict,
        );
        audit(`review.${decision.verdict}`, adId, decision.reason, actor, at);
      });
    },
    /** Takes back the decision the person had in view, when it stands. @throws VindplaatsError `DECISION_NOT_ALLOWED`. */
    undo(adId: number, seen: { decisionId: number }, actor: Actor): void {
      store.transaction(() => {
        const standing = decisionToUndo(adId, store.reviews.events(adId));
        if (standing.id !== seen.decisionId) {
          throw new VindplaatsError(
            'DECISION_NOT_ALLOWED',
            `Over advertentie ${adId} is intussen opnieuw besloten; bekijk dat besluit voordat je het ongedaan maakt.`,
          );
        }
        const at = now().toISOString();
        store.reviews.add({ kind: 'undone', adId, undoes: standing.id, actor: actor.name, at }, 'open');
        audit('review.undone', adId, standing.decision.verdict, actor, at);
      });
    },
    state(adId: number): ReviewState {
      return stateOf(store.reviews.events(adId));
    },
  };

  function audit(action: string, adId: number, result: string, actor: Actor, at: string): void {
    store.audit.append({ at, actor: actor.name, action, object: `ad:${adId}`, result, origin: actor.origin });
  }
}
