import { expect, it, onTestFinished } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { createReviewDesk } from '../../src/review/review-desk.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { someAd, somePage } from '../support/some-ad.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const at = '2026-01-05T09:00:00.000Z';
const anna = { name: 'anna', origin: '127.0.0.1' };
const dismissal = { verdict: 'dismissed', reason: 'independent', note: '' } as const;

function openDesk() {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  const { adId } = store.ads.keep({ ad: someAd(), addressHash: 'a', contentHash: 'c', page: somePage(at) });
  const assessmentId = store.assessments.keep(adId, 1, someAssessment(), at);
  return { store, adId, assessmentId, desk: createReviewDesk({ store, now: () => new Date(at) }) };
}

function someAssessment(inputHash = 'i'): Assessment {
  return { level: 'laag', points: 0, reasons: [], against: [], compliance: [], rulesetHash: 'r', inputHash };
}

it('keeps a decision with its reason, its person and what was in view', () => {
  const { store, adId, assessmentId, desk } = openDesk();
  desk.decide(adId, { assessmentId }, { verdict: 'confirmed', reason: 'unsafe-services', note: 'zie zin 2' }, anna);
  expect(desk.state(adId)).toBe('confirmed');
  expect(store.reviews.standing(adId)?.state).toBe('confirmed');
  expect(store.reviews.events(adId)).toMatchObject([
    {
      kind: 'decided',
      actor: 'anna',
      assessmentId,
      adVersion: 1,
      decision: { reason: 'unsafe-services', note: 'zie zin 2' },
    },
  ]);
  expect(store.audit.list()).toMatchObject([
    { actor: 'anna', action: 'review.confirmed', object: `ad:${adId}`, result: 'unsafe-services' },
  ]);
});

it('refuses a second decision, and stores nothing of it', () => {
  const { store, adId, assessmentId, desk } = openDesk();
  desk.decide(adId, { assessmentId }, dismissal, anna);
  expect(() => desk.decide(adId, { assessmentId }, dismissal, anna)).toThrow(
    expect.objectContaining({ code: 'DECISION_NOT_ALLOWED' }),
  );
  expect(store.reviews.events(adId)).toHaveLength(1);
  expect(store.audit.list()).toHaveLength(1);
});

it('undoes a decision and keeps both in the history', () => {
  const { store, adId, assessmentId, desk } = openDesk();
  desk.decide(adId, { assessmentId }, dismissal, anna);
  desk.undo(adId, lastDecision(store, adId), anna);
  expect(desk.state(adId)).toBe('open');
  expect(store.reviews.standing(adId)?.state).toBe('open');
  expect(store.reviews.events(adId).map((event) => event.kind)).toEqual(['decided', 'undone']);
  expect(() => desk.undo(adId, lastDecision(store, adId), anna)).toThrow(
    expect.objectContaining({ code: 'DECISION_NOT_ALLOWED' }),
  );
});

it('does not undo what another reviewer decided since', () => {
  const { store, adId, assessmentId, desk } = openDesk();
  desk.decide(adId, { assessmentId }, dismissal, anna);
  const seen = lastDecision(store, adId);
  desk.undo(adId, seen, anna);
  desk.decide(adId, { assessmentId }, { verdict: 'confirmed', reason: 'possible-minor', note: '' }, anna);
  expect(() => desk.undo(adId, seen, anna)).toThrow(/intussen opnieuw besloten/);
  expect(desk.state(adId)).toBe('confirmed');
});

it('refuses a decision on an assessment that is no longer the current one', () => {
  const { store, adId, assessmentId, desk } = openDesk();
  store.assessments.keep(adId, 1, someAssessment('other facts'), at);
  expect(() => desk.decide(adId, { assessmentId }, dismissal, anna)).toThrow(/opnieuw gescreend/);
  expect(desk.state(adId)).toBe('open');
});

it('asks for words when the reason is "other"', () => {
  const { adId, assessmentId, desk } = openDesk();
  const tooShort = { verdict: 'dismissed', reason: 'other', note: 'kort' } as const;
  expect(() => desk.decide(adId, { assessmentId }, tooShort, anna)).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID' }),
  );
  desk.decide(adId, { assessmentId }, { ...tooShort, note: 'dit is een uitgeschreven reden' }, anna);
  expect(desk.state(adId)).toBe('dismissed');
});

it('does not undo what was handed over', () => {
  const { store, adId, assessmentId, desk } = openDesk();
  desk.decide(adId, { assessmentId }, { verdict: 'confirmed', reason: 'possible-minor', note: '' }, anna);
  store.reviews.add({ kind: 'handed-over', adId, handoverNumber: 'RL-2026-001', actor: 'anna', at }, 'handed-over');
  expect(() => desk.undo(adId, lastDecision(store, adId), anna)).toThrow(/risicolijst/);
});

function lastDecision(store: Store, adId: number): { decisionId: number } {
  return { decisionId: store.reviews.events(adId).findLast((event) => event.kind === 'decided')?.id ?? 0 };
}
