import { z } from 'zod';
import { familySchema } from '../model/assessment.ts';

/** The three data files beside the rules: how points add up, which words negate, and what no rule may look at. */

const points = z.number().int().min(0).max(100);

/** `rules/scoring.yaml`. */
export const scoringSchema = z
  .strictObject({
    /** At most so many points from one family, however many of its rules speak. */
    familyCaps: z.record(familySchema, points),
    /** Protective rules together take off at most this. */
    protectiveCap: points,
    levels: z.strictObject({
      verhoogd: points.min(1),
      hoog: z.strictObject({ points: points.min(1), families: z.number().int().min(2).max(7) }),
    }),
  })
  .refine((s) => s.levels.verhoogd < s.levels.hoog.points, {
    path: ['levels'],
    message: '`hoog` must ask more points than `verhoogd`',
  });
export type Scoring = z.infer<typeof scoringSchema>;

const words = z.array(z.string().trim().min(1).max(40)).min(1).max(200);

/** `rules/negation.yaml`. */
export const negationSchema = z.strictObject({
  /** Negate what follows within `reach` words of the same clause. */
  before: words,
  /** Negate what stands before them within `reach` words of the same clause. */
  after: words,
  /** Answer a question: "zonder condoom? nee". */
  answer: words,
  /** After one of these, a word of `before` says nothing: "geen probleem". */
  emptyWith: words,
  reach: z.number().int().min(1).max(10),
});
export type NegationWords = z.infer<typeof negationSchema>;

/** `rules/forbidden-terms.yaml`: class X of the indicator table. */
export const forbiddenTermsSchema = z.strictObject({
  categories: z
    .array(
      z.strictObject({ name: z.string().min(3), why: z.string().min(10), terms: z.array(z.string().min(2)).min(1) }),
    )
    .min(1),
});
export type ForbiddenTerms = z.infer<typeof forbiddenTermsSchema>;
