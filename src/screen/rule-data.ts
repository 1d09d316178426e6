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

/** `rules/negation.yaml`. A file without one of the later lists denies as it did before they were there. */
export const negationSchema = z.strictObject({
  /** Negate what follows within `reach` words of the same clause. */
  before: words,
  /** Negate what stands before them within `reach` words of the same clause. */
  after: words,
  /** The same in more words than one: "is geen optie". */
  refuses: z.array(z.string().min(3)).default([]),
  /** Answer a question: "zonder condoom? nee". */
  answer: words,
  /** Answer a question of more words: "kan ik anoniem bellen? nee". */
  answerFar: words.default([]),
  /** Before one of these, a word that denies says nothing of others: "geen probleem". */
  emptyWith: words,
  /** After what is spoken of and a denial, these say that it may be: "anoniem is niet erg". */
  allowedWith: words.default([]),
  /** Sayings in which a word that denies says nothing of others: "niet voor niets". */
  emptyAround: z.array(z.string().min(3)).default([]),
  /** Directly after one of these, a word that denies says nothing: "waarom niet". */
  emptyAfter: words.default([]),
  /** Before a denial in the same clause, these ask for no answer: "waarom zou u niet". */
  asks: words.default([]),
  /** These deny nothing when another denial stands before them: "nooit zonder". */
  undone: words.default([]),
  /** Directly before a denial, these only add it to another. */
  adds: words.default([]),
  /** Between two denials, these make the second undo the first. */
  relates: words.default([]),
  /** Words that a denial does not reach beyond. */
  ends: words.default([]),
  /** After "en", or before one of `subjects`, these begin a new thought. */
  verbs: words.default([]),
  subjects: words.default([]),
  /** Join the parts of a list. */
  joins: words.default([]),
  /** After a list, these take the denial of its last part away. */
  affirms: words.default([]),
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
