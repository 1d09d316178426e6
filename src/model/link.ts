import { z } from 'zod';

/** Contacts by which ads are linked, kept as keyed hashes. */
export const contactKind = z.enum(['phone', 'email', 'handle']);
export type ContactKind = z.infer<typeof contactKind>;

/** What more ads than this share is everyone's, whoever they are; it also bounds every derivation and count. */
export const nodeAdsMax = 500;

const adId = z.number().int();

/** What a reviewer decided about a group. Later nights respect it until it is undone. */
export const linkDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('merge'), ads: z.tuple([adId, adId]).readonly() }),
  /** No ad of the one side may be in a group with an ad of the other. */
  z.strictObject({
    kind: z.literal('split'),
    sides: z.tuple([z.array(adId).readonly(), z.array(adId).readonly()]).readonly(),
  }),
]);
export type LinkDecision = z.infer<typeof linkDecisionSchema>;
export type Constraint = LinkDecision & { id: number };

/** Reasons a reviewer may give; codes are stable, the Dutch words stand in web/. */
export const linkReasons = {
  split: z.enum(['other-persons', 'shared-contact', 'ordinary-text', 'other']),
  merge: z.enum(['same-contact', 'same-persons', 'same-text', 'tip', 'other']),
  generic: z.enum(['licensed-business', 'platform-contact', 'stock-photo', 'site-text', 'other']),
};
export type SplitReason = z.infer<typeof linkReasons.split>;
export type MergeReason = z.infer<typeof linkReasons.merge>;
export type GenericReason = z.infer<typeof linkReasons.generic>;
