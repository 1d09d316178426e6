import { z } from 'zod';
import { familySchema, ruleClassSchema } from '../model/assessment.ts';
import type { LinkFacts } from '../model/assessment.ts';
import { cbsCode, isoDate, slug } from '../model/scalars.ts';
import { conditionSchema } from './condition.ts';

const sentence = z.string().trim().min(10).max(600);

const count = z.number().int().min(0).default(0);
const yesNo = z.boolean().default(false);

/** What linking is supposed to know of a made-up ad; nothing, unless the case says so. */
const factsSchema = z.strictObject({
  personasPerContact: count,
  municipalitiesPerContact: count,
  agesPerContact: count,
  adsPerContact: count,
  templateAds: count,
  templateContacts: count,
  photoPersonas: count,
  agesFalling: yesNo,
  nameChanged: yesNo,
  postsInBurst: count,
  burstPersonas: count,
  priceRobustZ: z.number().nullable().default(null),
  daysKnown: count,
  tips: count,
  tipsFrom: z.string().max(200).default(''),
}) satisfies z.ZodType<LinkFacts>;

/**
 * A made-up ad, as little of it as the case needs. Absent parts are empty.
 * All cases are synthetic and neutral; numbers must be such that they cannot ring (`+316 0000 xxxx`).
 */
export const caseAdSchema = z.strictObject({
  title: z.string().max(500).default(''),
  text: z.string().max(5000).default(''),
  age: z.number().int().min(0).max(120).optional(),
  /** Every age stated in the ad; `[age]` when absent. */
  ages: z.array(z.number().int().min(0).max(120)).max(10).optional(),
  phones: z
    .array(z.strictObject({ number: z.string().max(40), hidden: z.boolean().default(false) }))
    .max(10)
    .default([]),
  names: z.array(z.string().max(40)).max(10).default([]),
  priceCents: z.number().int().min(0).optional(),
  facts: factsSchema.prefault({}),
  /** Of the municipality on the day of the case. */
  minimumAge: z.number().int().min(18).max(30).nullable().default(null),
  licenceRequired: z.boolean().default(false),
  municipality: cbsCode.nullable().default(null),
  day: isoDate.default('2026-01-01'),
});
export type CaseAd = z.infer<typeof caseAdSchema>;

/** The five steps of Algoritmekader measure 3-dat-02 ("toets de geschiktheid van variabelen"), one plain-Dutch answer each. */
const justificationSchema = z.strictObject({
  legal: sentence.describe('May the law let this be used for this purpose?'),
  proxy: sentence.describe('Is it a stand-in for origin, faith, health or another vulnerable group?'),
  dataQuality: sentence.describe('How good is what it reads?'),
  statisticalLink: sentence.describe('Was a link measured, and where? "Niet gemeten" is an honest answer.'),
  substantiveLink: sentence.describe('Why would there be a link at all?'),
});

/**
 * One file `rules/<folder>/<id>.yaml`: a risk rule with its evidence, its known errors and its own cases.
 * The descriptions also stand in rules/rule.schema.json, where an editor shows them.
 */
export const ruleSchema = z.strictObject({
  id: slug.describe('The same as the file name.'),
  indicator: z
    .string()
    .regex(/^IND-\d{2}$/, 'must look like IND-16')
    .describe('The row of the indicator table that this rule implements.'),
  title: z.string().trim().min(3).max(80).describe('A few plain Dutch words, shown above the explanation.'),
  explanation: sentence.describe(
    'Plain Dutch for the reader of the ad; {personasPerContact} and other facts are filled in.',
  ),
  version: z.number().int().min(1).describe('Raise it with every change that can alter an outcome.'),
  status: z
    .enum(['experimental', 'test', 'stable', 'deprecated'])
    .describe('experimental runs in shadow, test and stable count, deprecated no longer runs.'),
  class: ruleClassSchema.describe(
    'A may raise a level, B counts only beside another family, C is context, P protects, L is compliance, S stops.',
  ),
  family: familySchema
    .nullable()
    .describe('F1 link, F2 wording, F3 services, F4 youth, F5 price, F6 photo, F7 concealment; null for P, L and S.'),
  points: z.number().int().min(-50).max(50).describe('Negative for class P, 0 for L and S, at most 1 for C.'),
  when: conditionSchema,
  evidence: z
    .strictObject({ grade: z.enum(['++', '+', '0', '-', '?']), source: sentence })
    .describe('++ predicted known outcomes, + on lists used in practice, 0 no effect, - the other way, ? untested.'),
  falsePositives: z.array(sentence).min(1).max(10).describe('When the rule is wrong.'),
  justification: justificationSchema,
  validFrom: isoDate.optional().describe('First day on which it runs.'),
  validTo: isoDate.optional().describe('First day on which it no longer runs.'),
  municipalities: z
    .array(cbsCode)
    .min(1)
    .optional()
    .describe('Only for class L: the municipalities whose law it is. Absent: everywhere.'),
  cases: z
    .strictObject({ match: z.array(caseAdSchema).min(2), noMatch: z.array(caseAdSchema).min(2) })
    .describe(
      'Made-up ads on which the rule must speak, and must not. Neutral; numbers that cannot ring (+316 0000 xxxx).',
    ),
});
export type Rule = z.infer<typeof ruleSchema>;
