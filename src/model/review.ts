import { z } from 'zod';

export const verdictSchema = z.enum(['confirmed', 'dismissed']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Reasons a reviewer may give; codes are stable, the Dutch words stand in web/. Source: SCREENS "Triage". */
export const confirmReasons = z.enum([
  'possible-minor',
  'same-contact-several-personas',
  'directed-by-third-party',
  'changing-places',
  'restricted-freedom',
  'unsafe-services',
  'other',
]);
export const dismissReasons = z.enum([
  'independent',
  'spam-or-scam',
  'duplicate',
  'outside-region',
  'licensed-business',
  'wrongly-recognised',
  'too-little-information',
  'other',
]);
export type ReviewReason = z.infer<typeof confirmReasons> | z.infer<typeof dismissReasons>;

export const decisionSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('confirmed'), reason: confirmReasons, note: z.string().max(2000) }),
  z.strictObject({ verdict: z.literal('dismissed'), reason: dismissReasons, note: z.string().max(2000) }),
]);
export type Decision = z.infer<typeof decisionSchema>;

/** Where an ad stands in the hands of people. */
export const reviewStateSchema = z.enum(['open', 'confirmed', 'dismissed', 'handed-over']);
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** The history of one ad; events are added, never changed. */
export type ReviewEvent =
  | {
      kind: 'decided';
      id: number;
      adId: number;
      adVersion: number;
      assessmentId: number;
      decision: Decision;
      actor: string;
      at: string;
    }
  | { kind: 'undone'; id: number; adId: number; undoes: number; actor: string; at: string }
  /** A dismissed ad was screened anew and stands on a higher level now: it asks for a person again. */
  | { kind: 'reopened'; id: number; adId: number; assessmentId: number; actor: string; at: string }
  | { kind: 'handed-over'; id: number; adId: number; handoverNumber: string; actor: string; at: string };
