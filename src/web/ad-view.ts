import type { Ad, Span } from '../model/ad.ts';
import type { Level } from '../model/assessment.ts';
import type { PhotoLeftOutReason } from '../model/photo.ts';
import type { Region } from '../model/region.ts';
import type { ReviewEvent, ReviewState } from '../model/review.ts';
import { stateOf } from '../review/decide.ts';
import { counterfactualOf } from '../screen/counterfactual.ts';
import type { AdRecord } from '../store/ads.ts';
import type { StoredPage } from '../store/pages.ts';
import type { StoredAssessment } from '../store/assessments.ts';
import type { ListFilter } from './list-filter.ts';
import type { Evidence } from './mark-evidence.ts';
import { municipalityName, siteTitle } from './place-names.ts';
import type { MatchingTip } from '../model/tip.ts';
import type { WebDeps } from './web-context.ts';
import { narrowToWorkList } from './work-list.ts';

export const shownLinkedAds = 20;

/** Another ad of the group or with the same contact; the values are null once its content is erased. */
export type LinkedAd = {
  id: number;
  isErased: boolean;
  name: string | null;
  age: number | null;
  place: string | null;
  site: string;
  lastSeenAt: string;
};

/** Everything the page of one ad shows. */
export type AdView = {
  record: AdRecord;
  municipality: string;
  site: string;
  /** The version that was screened, for the evidence points into its text; null once erased. */
  ad: Ad | null;
  shownVersion: number;
  assessment: StoredAssessment | null;
  /** Without the reasons of these numbers the level would be this one; null when there is no honest answer. */
  counterfactual: { reasons: string[]; level: Level } | null;
  evidence: Evidence[];
  state: ReviewState;
  events: ReviewEvent[];
  versions: { version: number; seenAt: string }[];
  /** The pages the versions were read from. */
  pages: StoredPage[];
  /** Who added it by hand, newest first; `reason` is that of its run. */
  addedByHand: { actor: string; addedAt: string; reason: string | null }[];
  region: Region;
  /** How many ads are in its group, itself included. */
  groupSize: number;
  /** The rest of the group, and ads that share a contact which does not tie (an agency's, a generic one). */
  linked: (LinkedAd & { isInGroup: boolean })[];
  /** How many photos were hashed, and how many were not, by reason. */
  photos: { hashed: number; leftOut: { reason: PhotoLeftOutReason; photos: number }[] };
  tips: MatchingTip[];
  filter: ListFilter;
  beside: { previous: number | null; next: number | null };
};

/** @returns null when there is no such ad. */
export function readAdView(deps: WebDeps, adId: number, filter: ListFilter): AdView | null {
  const { store } = deps;
  const record = store.ads.find(adId);
  if (!record) return null;
  const assessment = store.assessments.current(adId);
  const shownVersion = assessment?.adVersion ?? record.version;
  const events = store.reviews.events(adId);
  return {
    record,
    municipality: municipalityName(deps.region, record.municipality),
    site: siteTitle(deps.sites, record.site),
    ad: store.ads.content(adId, shownVersion),
    shownVersion,
    assessment,
    counterfactual: assessment && readCounterfactual(deps, assessment),
    evidence: assessment ? evidenceOf(assessment) : [],
    state: stateOf(events),
    events,
    versions: store.ads.versions(adId),
    pages: store.pages.ofAd(adId),
    addedByHand: store.manual.ofAd(adId).map(({ actor, addedAt, runId }) => ({
      actor,
      addedAt,
      reason: store.runs.find(runId)?.reason ?? null,
    })),
    region: deps.region,
    groupSize: store.groups.sizeOf(adId),
    linked: readLinkedAds(deps, adId),
    photos: { hashed: store.photos.found(adId).length, leftOut: store.photos.leftOut(adId) },
    tips: store.tips.matching(adId),
    filter,
    beside: store.reviews.beside(narrowToWorkList(deps, filter), adId),
  };
}

/** The first linked line of the table is the ad itself, to compare with. */
export function toLinkedAd(view: Pick<AdView, 'record' | 'site' | 'ad'>): LinkedAd {
  const { record, site, ad } = view;
  return {
    id: record.id,
    isErased: ad === null,
    name: ad && ad.personaNames.length > 0 ? ad.personaNames.join(', ') : null,
    age: ad?.age ?? null,
    place: ad?.place ?? null,
    site,
    lastSeenAt: record.lastSeenAt,
  };
}

/** Newest first, those of the group before the others. */
function readLinkedAds({ store, sites }: WebDeps, adId: number): AdView['linked'] {
  const group = store.groups.newestWith(adId, shownLinkedAds);
  const ids = new Set([...group, ...store.identifiers.linkedAds(adId, shownLinkedAds)]);
  return [...ids].slice(0, shownLinkedAds).flatMap((id) => {
    const record = store.ads.find(id);
    if (record === null) return [];
    const ad = store.ads.content(id, record.version);
    return { ...toLinkedAd({ record, site: siteTitle(sites, record.site), ad }), isInGroup: group.includes(id) };
  });
}

/** A possible minor gets none: the stop rule is no part of a count, so there is nothing to take away from. */
function readCounterfactual({ rules }: WebDeps, assessment: StoredAssessment): AdView['counterfactual'] {
  if (assessment.level === 'direct') return null;
  // Assessed by other rules than were last read: the folder may have been edited since.
  if (assessment.rulesetHash !== rules.ruleset().hash) rules.refresh();
  const nearest = counterfactualOf(assessment, rules.ruleset());
  if (!nearest) return null;
  const reasons = assessment.reasons.flatMap(({ rule }, index) =>
    nearest.without.includes(rule) ? reasonLabel(index) : [],
  );
  return { reasons, level: nearest.level };
}

/** Reasons carry numbers and what speaks against carries letters; the rules of a municipality are not marked, for they are another matter. */
function evidenceOf(assessment: StoredAssessment): Evidence[] {
  const labelled = [
    ...assessment.reasons.map((indicator, index) => ({ label: reasonLabel(index), indicator })),
    ...assessment.against.map((indicator, index) => ({ label: againstLabel(index), indicator })),
  ];
  return labelled.flatMap(({ label, indicator }) =>
    indicator.spans.map((span, index) => ({ label, span, isFirst: index === 0 })),
  );
}

export function reasonLabel(index: number): string {
  return String(index + 1);
}

export function againstLabel(index: number): string {
  return index < 26 ? String.fromCodePoint(97 + index) : `a${index + 1}`;
}

/** The raw text of a field, the one that spans point into; null when the ad does not have it. */
export function rawField(ad: Ad, field: Span['field']): string | null {
  switch (field) {
    case 'title':
      return ad.title;
    case 'text':
      return ad.text;
    case 'age':
    case 'phone':
    case 'price':
    case 'place':
      return ad.raw[field];
  }
}
