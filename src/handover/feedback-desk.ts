import { VindplaatsError } from '../lib/errors.ts';
import type { Actor } from '../model/actor.ts';
import type { Indicator } from '../model/assessment.ts';
import type { Feedback } from '../model/feedback.ts';
import type { AnsweredItem } from '../store/feedback.ts';
import type { Store } from '../store/open-store.ts';

/** An ad of a list with the answer on it, and the signals it was confirmed on, one of which may have helped. */
export type FeedbackItem = AnsweredItem & { signals: Pick<Indicator, 'rule' | 'title'>[] };

/** What municipalities answer on the ads they were handed. Until they have pages of their own, the ketenregisseur enters it for them. */
export function createFeedbackDesk({ store, now }: { store: Store; now: () => Date }) {
  return {
    /** @throws VindplaatsError `NOT_FOUND`. */
    items(number: string): FeedbackItem[] {
      if (!store.handovers.find(number))
        throw new VindplaatsError('NOT_FOUND', `Risicolijst ${number} bestaat niet; kies er een uit het overzicht.`);
      return store.feedback.items(number).map((item) => ({ ...item, signals: signalsOf(item) }));
    },
    /**
     * Keeps an answer; an earlier one on the same ad stays in the history and no longer counts.
     * @throws VindplaatsError `NOT_FOUND` (list or ad), `INPUT_INVALID` (a signal the ad was not confirmed on); nothing is stored then.
     */
    give(number: string, adId: number, feedback: Feedback, actor: Actor): void {
      const item = this.items(number).find((one) => one.adId === adId);
      if (!item)
        throw new VindplaatsError(
          'NOT_FOUND',
          `Advertentie ${adId} staat niet op ${number}; kies er een van de lijst.`,
        );
      if (feedback.rule !== null && !item.signals.some(({ rule }) => rule === feedback.rule))
        throw new VindplaatsError(
          'INPUT_INVALID',
          `Advertentie ${adId} is niet op het signaal "${feedback.rule}" bevestigd; kies een signaal uit de lijst.`,
        );
      const at = now().toISOString();
      store.transaction(() => {
        store.feedback.add(number, adId, feedback, actor.name, at);
        store.audit.append({
          at,
          actor: actor.name,
          action: 'feedback.given',
          object: `handover:${number} ad:${adId}`,
          result: feedback.judgement,
          origin: actor.origin,
        });
      });
    },
  };

  function signalsOf({ adId, decisionEventId }: AnsweredItem): FeedbackItem['signals'] {
    const event = store.reviews.events(adId).find(({ id }) => id === decisionEventId);
    const assessment = event?.kind === 'decided' ? store.assessments.find(event.assessmentId) : null;
    return (assessment?.reasons ?? []).map(({ rule, title }) => ({ rule, title }));
  }
}
