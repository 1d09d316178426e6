import { z } from 'zod';
import { isoDate } from './scalars.ts';

/** Where a tip came in (DOMAIN IND-25). */
export const tipSource = z.enum(['meld-misdaad-anoniem', 'watch-nederland', 'mailbox', 'other']);
export type TipSource = z.infer<typeof tipSource>;

/** As people read it, in pages and in the reason of an assessment. */
export const tipSourceNames = {
  'meld-misdaad-anoniem': 'Meld Misdaad Anoniem',
  'watch-nederland': 'Watch Nederland',
  mailbox: 'mailbox',
  other: 'andere bron',
} as const satisfies Record<TipSource, string>;

export const tipSubjectKind = z.enum(['phone', 'email', 'url', 'ad']);
export type TipSubjectKind = z.infer<typeof tipSubjectKind>;

const value = z.string().trim().max(500);

/** A tip as a person enters it; what it is about is kept as keyed hashes, of which `ad` is the number of an ad. */
export const newTipSchema = z.strictObject({
  source: tipSource,
  receivedOn: isoDate,
  about: z.partialRecord(tipSubjectKind, value),
  note: z.string().max(4000),
});
export type NewTip = z.infer<typeof newTipSchema>;

/** A tip that stands, as an ad it is about may know of it. */
export type MatchingTip = { id: number; source: TipSource; receivedOn: string; note: string };

/** More than these say nothing more to a reader. */
const tipsNamed = 3;

/** For the reason of an assessment: sources and days of the newest, never what was written. */
export function nameTips(tips: readonly Pick<MatchingTip, 'source' | 'receivedOn'>[]): string {
  const named = tips
    .slice(0, tipsNamed)
    .map(({ source, receivedOn }) => `${tipSourceNames[source]}, ${receivedOn.split('-').toReversed().join('-')}`);
  const rest = tips.length - named.length;
  return [...named, ...(rest > 0 ? [`en nog ${String(rest)}`] : [])].join('; ');
}
