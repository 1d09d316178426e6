import { z } from 'zod';
import { slug } from './scalars.ts';

/** What a municipality answers on one ad of a risk list; codes are stable, the Dutch words stand in web/. Source: SCREENS "Terugkoppelen". */
export const feedbackSchema = z.strictObject({
  /** Whether it knew of the situation already. */
  known: z.enum(['yes', 'no', 'unclear']),
  action: z.enum(['none', 'visit', 'inspection', 'police', 'riec', 'care', 'other']),
  judgement: z.enum(['right', 'wrong', 'unclear']),
  /** The rule whose signal helped, null when none did. */
  rule: slug.nullable(),
  note: z.string().max(2000),
});
export type Feedback = z.infer<typeof feedbackSchema>;
export type Judgement = Feedback['judgement'];
