import type { LinkFacts } from '../model/assessment.ts';
import type { AdFacts, Evidence } from './edges.ts';
import { isContact, nodeAdsMax } from './edges.ts';

/** The link facts for rules that come from templates, photos and the history of contacts; over the busiest of each. */
export type DerivedFacts = Pick<
  LinkFacts,
  | 'templateAds'
  | 'templateContacts'
  | 'photoPersonas'
  | 'agesFalling'
  | 'nameChanged'
  | 'postsInBurst'
  | 'burstPersonas'
  | 'daysKnown'
> & {
  /** Most municipalities of one contact within 14 days. */
  municipalitiesInWindow: number;
};

const dayMs = 86_400_000;
const burstMs = dayMs;
const tourMs = 14 * dayMs;

export function derivedFactsOf(ad: number, evidence: Evidence): DerivedFacts {
  const facts: DerivedFacts = {
    templateAds: 0,
    templateContacts: 0,
    photoPersonas: 0,
    agesFalling: false,
    nameChanged: false,
    postsInBurst: 0,
    burstPersonas: 0,
    daysKnown: 0,
    municipalitiesInWindow: 0,
  };
  for (const edge of evidence.edgesOf(ad)) {
    // What a person found to be everyone's says nothing about this ad.
    if (evidence.isMarkedGeneric(edge.node)) continue;
    const ads = evidence.adsOf(edge.node, nodeAdsMax);
    if (edge.kind === 'text') {
      // A text of its own is no template.
      if (ads.length < 2) continue;
      const contacts = ads.flatMap((one) => evidence.edgesOf(one).filter((other) => isContact(other.kind)));
      raise('templateAds', ads.length);
      raise('templateContacts', new Set(contacts.map((contact) => contact.node)).size);
      continue;
    }
    const history = ads.flatMap((one) => evidence.factsOf(one) ?? []).toSorted(byAppearance);
    if (edge.kind === 'photo') {
      raise('photoPersonas', countPersonas(history));
      continue;
    }
    facts.agesFalling ||= doesAgeFall(history);
    facts.nameChanged ||= isNameGivenUp(history);
    raise('daysKnown', daysBetween(history));
    // What a first crawl finds was all first seen in one night; only what the site dates can be a burst or a tour.
    const dated = history.filter((one) => one.postedAt !== null);
    for (const burst of windows(dated, burstMs)) {
      raise('postsInBurst', burst.length);
      raise('burstPersonas', countPersonas(burst));
    }
    for (const tour of windows(dated, tourMs)) {
      raise('municipalitiesInWindow', new Set(tour.flatMap((one) => one.municipality ?? [])).size);
    }
  }
  return facts;

  function raise(name: Exclude<keyof DerivedFacts, 'agesFalling' | 'nameChanged'>, value: number): void {
    facts[name] = Math.max(facts[name], value);
  }
}

function countPersonas(history: readonly AdFacts[]): number {
  return new Set(history.map((one) => one.persona)).size;
}

/**
 * Only within one persona: several people on one number have several ages. Ads without a name are taken for one.
 * At least a day apart: the order within one night is that of the crawl.
 */
function doesAgeFall(history: readonly AdFacts[]): boolean {
  const oldest = new Map<string, number>();
  let earlier = 0;
  for (const later of history) {
    for (let one = history[earlier]; one && appearedMs(later) - appearedMs(one) >= dayMs; one = history[earlier]) {
      if (one.age !== null) oldest.set(whoOf(one), Math.max(one.age, oldest.get(whoOf(one)) ?? 0));
      earlier += 1;
    }
    if (later.age !== null && later.age < (oldest.get(whoOf(later)) ?? 0)) return true;
  }
  return false;
}

function whoOf({ isNamed, persona }: AdFacts): string {
  return isNamed ? persona : '';
}

/** When an ad came up: the day the site gives, or without one when it was first seen; never later than that. */
function appearedMs({ postedAt, firstSeenAt }: AdFacts): number {
  return Date.parse(postedAt !== null && postedAt < firstSeenAt ? postedAt : firstSeenAt);
}

function byAppearance(a: AdFacts, b: AdFacts): number {
  return appearedMs(a) - appearedMs(b) || a.ad - b.ad;
}

/** A name that was last seen before another appeared was given up for it; names side by side are several people. */
function isNameGivenUp(history: readonly AdFacts[]): boolean {
  const spans = new Map<string, { first: string; last: string }>();
  for (const one of history) {
    if (!one.isNamed) continue;
    const { persona, lastSeenAt } = one;
    const appearedAt = new Date(appearedMs(one)).toISOString();
    const span = spans.get(persona);
    const last = span === undefined || span.last < lastSeenAt ? lastSeenAt : span.last;
    spans.set(persona, { first: span?.first ?? appearedAt, last });
  }
  const all = [...spans.values()];
  return all.some((span, at) => at > 0 && all.slice(0, at).every((other) => other.last < span.first));
}

function daysBetween(history: readonly AdFacts[]): number {
  if (history.length === 0) return 0;
  // Our own sightings only: a site may date an ad as it likes.
  const first = Math.min(...history.map((one) => Date.parse(one.firstSeenAt)));
  const last = Math.max(...history.map((one) => Date.parse(one.lastSeenAt)));
  return Math.max(0, Math.floor((last - first) / dayMs));
}

/** For each ad, the ads that appeared less than so long before it; a site gives days, so two days in a row are two. */
function windows(history: readonly AdFacts[], lengthMs: number): AdFacts[][] {
  let from = 0;
  return history.map((one, to) => {
    for (let first = history[from]; first && appearedMs(one) - appearedMs(first) >= lengthMs; first = history[from])
      from += 1;
    return history.slice(from, to + 1);
  });
}
