import { z } from 'zod';
import { spanSchema } from './ad.ts';

/** `direct` is not the top of the score: it is the stop rule for a possible minor, and knows no points (DOMAIN class S). */
export const levelSchema = z.enum(['laag', 'verhoogd', 'hoog', 'direct']);
export type Level = z.infer<typeof levelSchema>;

/** From light to heavy. */
export const levels = levelSchema.options;

export const familySchema = z.enum(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7']);
export type Family = z.infer<typeof familySchema>;

/** DOMAIN section 3. A may drive a level; B counts only beside another family; C is context; P protects; L is compliance; S stops. */
export const ruleClassSchema = z.enum(['A', 'B', 'C', 'P', 'L', 'S']);
export type RuleClass = z.infer<typeof ruleClassSchema>;

/** One rule that spoke on one ad, with the words it spoke on. Holds positions, never text: it outlives the ad's content. */
export const indicatorSchema = z.strictObject({
  rule: z.string(),
  ruleVersion: z.number().int().min(1),
  indicator: z.string().regex(/^IND-\d{2}$/),
  title: z.string(),
  class: ruleClassSchema,
  family: familySchema.nullable(),
  /** Points counted after family caps; negative for protective rules, 0 for context that is only recorded. */
  points: z.number().int(),
  /** Plain-Dutch sentence for the reader, with derived numbers filled in, without text of the ad. */
  explanation: z.string(),
  spans: z.array(spanSchema),
});
export type Indicator = z.infer<typeof indicatorSchema>;

/** What the rules say of one version of one ad. The same ad, facts and ruleset give the same bytes. */
export const assessmentSchema = z.strictObject({
  level: levelSchema,
  /** 0 to 100. A count, not a probability. */
  points: z.number().int().min(0).max(100),
  /** Exploitation axis, heaviest first. */
  reasons: z.array(indicatorSchema),
  /** What speaks against: protective rules. */
  against: z.array(indicatorSchema),
  /** Compliance axis, kept apart (guard-rail G14): never part of level or points. */
  compliance: z.array(indicatorSchema),
  rulesetHash: z.string(),
  inputHash: z.string(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** What linking found out about an ad, as far as rules may know it. */
export type LinkFacts = {
  /** Distinct personas that ever used one of this ad's contacts, this one included; 0 when the ad has no contact. */
  personasPerContact: number;
  /** Distinct municipalities in which its contacts were seen. */
  municipalitiesPerContact: number;
  /** Distinct stated ages across its contacts, null without an age. */
  agesPerContact: number;
  adsPerContact: number;
  /** Ads that are written after the same text template, this one included; 0 when it shares none. */
  templateAds: number;
  /** Distinct contacts on the ads of that template. */
  templateContacts: number;
  /** Distinct personas on ads that show one of this ad's photos, this one included; 0 without a photo. */
  photoPersonas: number;
  /** The age stated for one of its contacts fell over time, from one ad to a later one. */
  agesFalling: boolean;
  /** The persona behind one of its contacts goes by another name than before. */
  nameChanged: boolean;
  /** Most ads of one of its contacts that the site says were posted on one day; ads without such a day are left out. */
  postsInBurst: number;
  /** Distinct personas among those. */
  burstPersonas: number;
  /** Distance of its price from the median of the same site and region, in robust standard deviations; below 0 is cheaper. Null without a price or with too few others. */
  priceRobustZ: number | null;
  /** Days between the first and the last time one of its contacts was seen, as of when it was last linked. */
  daysKnown: number;
  /** Tips from outside, entered by a person, about the ad, its address or one of its contacts. */
  tips: number;
  /** Source and day of those tips, newest first, for the reader; no rule asks for it. Empty without one. */
  tipsFrom: string;
};

/** What is known of an ad that is linked with nothing: no rule speaks on it. */
export const noFacts = {
  personasPerContact: 0,
  municipalitiesPerContact: 0,
  agesPerContact: 0,
  adsPerContact: 0,
  templateAds: 0,
  templateContacts: 0,
  photoPersonas: 0,
  agesFalling: false,
  nameChanged: false,
  postsInBurst: 0,
  burstPersonas: 0,
  priceRobustZ: null,
  daysKnown: 0,
  tips: 0,
  tipsFrom: '',
} as const satisfies LinkFacts;
