import { z } from 'zod';
import type { LinkFacts } from '../model/assessment.ts';

/** The condition language of rules: small on purpose, without patterns of one's own, so that every condition is linear in the text. */

export const textFieldSchema = z.enum(['title', 'text']);
export type TextField = z.infer<typeof textFieldSchema>;

const phrase = z.string().trim().min(2).max(80);
const phraseList = z.array(phrase).min(1).max(200);
const fields = z.array(textFieldSchema).min(1).default(['title', 'text']);

/** `reject`: a negated phrase is no hit. `require`: only a negated one is. `ignore`: negation does not matter. */
const negation = z.enum(['reject', 'require', 'ignore']).default('reject');

const phrases = z.strictObject({
  in: fields,
  /** Words in a row, compared as whole words, without capitals and accents; never part of a word. */
  any: phraseList,
  /** Longer phrases around one of `any` that make it innocent: "artsen zonder grenzen". */
  except: phraseList.optional(),
  /** Compare Dutch stems: "limiet" also finds "limieten". */
  stem: z.boolean().default(false),
  negation,
  /** So many separate hits are needed. */
  atLeast: z.number().int().min(1).max(20).default(1),
});
export type PhrasesCondition = z.infer<typeof phrases>;

const near = z.strictObject({
  in: fields,
  first: phraseList,
  second: phraseList,
  /** Words between the two, at most; either may come first. */
  within: z.number().int().min(0).max(15),
  stem: z.boolean().default(false),
  negation,
});
export type NearCondition = z.infer<typeof near>;

const between = z
  .tuple([z.number().int(), z.number().int()])
  .refine(([low, high]) => low <= high, 'the first number is larger than the second; write the smaller one first');

const field = z
  .strictObject({
    /** `age` is the stated age; `anyAge` every age stated anywhere in the ad. */
    name: z.enum(['age', 'anyAge', 'priceCents']),
    /** Both ends count. */
    between: between.optional(),
    exists: z.boolean().optional(),
  })
  .refine((f) => (f.between === undefined) !== (f.exists === undefined), 'give either `between` or `exists`');
export type FieldCondition = z.infer<typeof field>;

const count = z.strictObject({ of: z.enum(['distinctAges', 'distinctNumbers', 'personaNames']), between });
export type CountCondition = z.infer<typeof count>;

/** What linking found out and a rule may ask; see `LinkFacts`. */
export const countFacts = [
  'personasPerContact',
  'municipalitiesPerContact',
  'agesPerContact',
  'adsPerContact',
  'templateAds',
  'templateContacts',
  'photoPersonas',
  'postsInBurst',
  'burstPersonas',
  'daysKnown',
  'tips',
] as const satisfies (keyof LinkFacts)[];
const yesNoFacts = ['agesFalling', 'nameChanged'] as const satisfies (keyof LinkFacts)[];

export const ruleFacts = [...countFacts, 'priceRobustZ', ...yesNoFacts] as const;

const fact = z
  .strictObject({
    name: z.enum(ruleFacts),
    /** For a number; both ends count. */
    between: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low <= high, 'the first number is larger than the second; write the smaller one first')
      .optional(),
    /** For `agesFalling` and `nameChanged`. */
    is: z.boolean().optional(),
  })
  .superRefine(({ name, between: range, is }, context) => {
    const isYesNo = yesNoFacts.some((known) => known === name);
    if (isYesNo ? is === undefined || range !== undefined : range === undefined || is !== undefined)
      context.addIssue({
        code: 'custom',
        message: isYesNo
          ? `${name} is yes or no: write \`is: true\``
          : `${name} is a number: write \`between: [low, high]\``,
      });
  });
export type FactCondition = z.infer<typeof fact>;

const phone = z.strictObject({
  /** The number could be read only after undoing a disguise, and stands nowhere in plain digits. */
  obscured: z.literal(true),
});

const age = z.strictObject({
  /** Under the minimum that the municipality's own rules set on the day; never true where there is none. */
  belowLocalMinimum: z.literal(true),
});

const licence = z.strictObject({
  /** The municipality demands a licence number in an ad of that day (`licenceRequired` in region.yaml). */
  requiredHere: z.literal(true),
});

/** Exactly one key: an operator. */
export type Condition = {
  all?: Condition[] | undefined;
  any?: Condition[] | undefined;
  not?: Condition | undefined;
  phrases?: PhrasesCondition | undefined;
  near?: NearCondition | undefined;
  field?: FieldCondition | undefined;
  count?: CountCondition | undefined;
  fact?: FactCondition | undefined;
  phone?: z.infer<typeof phone> | undefined;
  age?: z.infer<typeof age> | undefined;
  licence?: z.infer<typeof licence> | undefined;
};

const several = z.lazy(() => z.array(conditionSchema).min(1).max(20));

export const conditionSchema: z.ZodType<Condition> = z
  .strictObject({
    all: several.optional().describe('All of these hold.'),
    any: several.optional().describe('At least one of these holds.'),
    not: z
      .lazy(() => conditionSchema)
      .optional()
      .describe('This does not hold.'),
    phrases: phrases.optional().describe('One of the phrases stands in title or text, as whole words.'),
    near: near.optional().describe('A word of each list, at most so many words apart.'),
    field: field.optional().describe('The stated age, any stated age, or the price.'),
    count: count.optional().describe('How many different ones stand in this one ad.'),
    fact: fact.optional().describe('What linking knows of the ad.'),
    phone: phone.optional().describe('How the number is written.'),
    age: age.optional().describe('The age beside the minimum of the municipality on that day.'),
    licence: licence.optional().describe('The municipality demands a licence number on that day.'),
  })
  .refine((condition) => Object.keys(condition).length === 1, {
    message: 'needs exactly one of: all, any, not, phrases, near, field, count, fact, phone, age, licence',
  })
  // For rules/rule.schema.json, which cannot say it with the line above.
  .meta({ id: 'condition', minProperties: 1, maxProperties: 1 });
