import { VindplaatsError } from '../lib/errors.ts';
import type { Indicator, Level } from '../model/assessment.ts';
import type { Region } from '../model/region.ts';
import type { Confirmation } from '../store/handovers.ts';
import type { Store } from '../store/open-store.ts';

/** A reason as a municipality may read it: no points, no positions. */
export type HandoverReason = { indicator: string; title: string; explanation: string };

/**
 * One confirmed ad as it goes to a municipality: what the person who decided had in view, not what the ad became since.
 * The free note of the decision stays behind: it may name people the receiver has no ground to know (minimisation, G4).
 */
export type HandoverItem = {
  /** 1, 2, 3 ... within the list. */
  number: number;
  adId: number;
  adVersion: number;
  decisionEventId: number;
  contentHash: string;
  site: string;
  url: string;
  title: string;
  text: string;
  age: number | null;
  /** E.164. */
  phones: string[];
  place: string | null;
  municipality: { code: string; name: string };
  level: Level;
  reasons: HandoverReason[];
  against: HandoverReason[];
  /** Compliance axis, never mixed with the reasons (guard-rail G14). */
  compliance: HandoverReason[];
  decisionReason: Confirmation['reason'];
  decidedAt: string;
  firstSeenAt: string;
  lastSeenAt: string;
  goneAt: string | null;
  /** The ad has a newer text than the one decided on. */
  isChangedSince: boolean;
};

/** Reads one confirmed ad. @throws VindplaatsError `NOT_FOUND` when its content or assessment is no longer there. */
export function readHandoverItem(
  store: Store,
  region: Region,
  confirmation: Confirmation,
  number: number,
): HandoverItem {
  const { adId, adVersion, decisionEventId, contentHash } = confirmation;
  const record = store.ads.find(adId);
  const ad = store.ads.content(adId, adVersion);
  const assessment = store.assessments.find(confirmation.assessmentId);
  if (!record || !ad?.municipality || !assessment) {
    throw new VindplaatsError(
      'NOT_FOUND',
      `De inhoud van advertentie ${adId} is er niet meer; ververs de lijst en probeer het opnieuw.`,
    );
  }
  const code = ad.municipality;
  return {
    number,
    adId,
    adVersion,
    decisionEventId,
    contentHash,
    site: ad.site,
    url: ad.url,
    title: ad.title,
    text: ad.text,
    age: ad.age,
    phones: [...new Set(ad.phones.map((phone) => phone.e164))],
    place: ad.place,
    municipality: { code, name: region.municipalities.find((known) => known.code === code)?.name ?? code },
    level: assessment.level,
    reasons: assessment.reasons.map(toReason),
    against: assessment.against.map(toReason),
    compliance: assessment.compliance.map(toReason),
    decisionReason: confirmation.reason,
    decidedAt: confirmation.decidedAt,
    firstSeenAt: record.firstSeenAt,
    lastSeenAt: record.lastSeenAt,
    goneAt: record.goneAt,
    isChangedSince: record.version !== adVersion,
  };
}

function toReason({ indicator, title, explanation }: Indicator): HandoverReason {
  return { indicator, title, explanation };
}
