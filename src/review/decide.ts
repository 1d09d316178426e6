import { VindplaatsError } from '../lib/errors.ts';
import type { Decision, ReviewEvent, ReviewState } from '../model/review.ts';

type Decided = Extract<ReviewEvent, { kind: 'decided' }>;

/** A text reason is asked for where no listed reason fits, long enough to be one. */
const otherReasonMinLength = 10;

/** The decision that stands: the last one that was neither undone nor overtaken by a reopening. */
export function standingDecision(events: readonly ReviewEvent[]): Decided | null {
  let standing: Decided | null = null;
  for (const event of events) {
    switch (event.kind) {
      case 'decided':
        standing = event;
        break;
      case 'undone':
      case 'reopened':
        standing = null;
        break;
      case 'handed-over':
        break;
    }
  }
  return standing;
}

/** Where an ad stands, from its history alone. */
export function stateOf(events: readonly ReviewEvent[]): ReviewState {
  if (events.some((event) => event.kind === 'handed-over')) return 'handed-over';
  return standingDecision(events)?.decision.verdict ?? 'open';
}

/**
 * Checks that a decision may be taken on an ad with this history.
 * @throws VindplaatsError `DECISION_NOT_ALLOWED` when one stands already, `INPUT_INVALID` when "other" comes without its reason.
 */
export function checkDecision(adId: number, events: readonly ReviewEvent[], decision: Decision): void {
  const state = stateOf(events);
  if (state !== 'open') {
    throw new VindplaatsError(
      'DECISION_NOT_ALLOWED',
      `Over advertentie ${adId} is al besloten; maak dat besluit eerst ongedaan.`,
      {
        details: { state },
      },
    );
  }
  if (decision.reason === 'other' && decision.note.trim().length < otherReasonMinLength) {
    throw new VindplaatsError(
      'INPUT_INVALID',
      `Schrijf bij "Anders" in ten minste ${otherReasonMinLength} tekens waarom; er is niets opgeslagen.`,
    );
  }
}

/**
 * The decision that an undo takes back.
 * @throws VindplaatsError `DECISION_NOT_ALLOWED` when none stands, or the ad was handed over.
 */
export function decisionToUndo(adId: number, events: readonly ReviewEvent[]): Decided {
  const standing = standingDecision(events);
  if (stateOf(events) === 'handed-over') {
    throw new VindplaatsError(
      'DECISION_NOT_ALLOWED',
      `Advertentie ${adId} staat op een risicolijst die al is overgedragen; het besluit kan niet meer ongedaan worden gemaakt.`,
    );
  }
  if (!standing) {
    throw new VindplaatsError(
      'DECISION_NOT_ALLOWED',
      `Over advertentie ${adId} staat geen besluit om ongedaan te maken.`,
    );
  }
  return standing;
}
