import type { LinkFacts } from '../model/assessment.ts';
import type { AdFacts, Evidence } from './edges.ts';
import { isContact, nodeAdsMax } from './edges.ts';
import { byFirstSeen } from './explain-group.ts';

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
    const ads = evidence.adsOf(edge.node, nodeAdsMax);
    if (edge.kind === 'text') {
      // A text of its own is no template.
      if (ads.length < 2) continue;
      const contacts = ads.flatMap((one) => evidence.edgesOf(one).filter((other) => isContact(other.kind)));
      raise('templateAds', ads.length);
      raise('templateContacts', new Set(contacts.map((contact) => contact.node)).size);
      continue;
    }
    const history = ads.flatMap((one) => evidence.factsOf(one) ?? []).toSorted(byFirstSeen);
    if (edge.kind === 'photo') {
      raise('photoPersonas', countPersonas(history));
      continue;
    }
    facts.agesFalling ||= doesAgeFall(history);
    facts.nameChanged ||= isNameGivenUp(history);
    raise('daysKnown', daysBetween(history));
    for (const burst of windows(history, burstMs)) {
      raise('postsInBurst', burst.length);
      raise('burstPersonas', countPersonas(burst));
    }
    for (const tour of windows(history, tourMs)) {
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

/** Only within one persona: several people on one number have several ages. Ads without a name are taken for one. */
function doesAgeFall(history: readonly AdFacts[]): boolean {
  const oldest = new Map<string, number>();
  for (const { persona, isNamed, age } of history) {
    if (age === null) continue;
    const who = isNamed ? persona : '';
    const before = oldest.get(who) ?? age;
    if (age < before) return true;
    oldest.set(who, age);
  }
  return false;
}

/** A name that was last seen before another was first seen was given up for it; names side by side are several people. */
function isNameGivenUp(history: readonly AdFacts[]): boolean {
  const spans = new Map<string, { first: string; last: string }>();
  for (const { persona, isNamed, firstSeenAt, lastSeenAt } of history) {
    if (!isNamed) continue;
    const span = spans.get(persona);
    const last = span === undefined || span.last < lastSeenAt ? lastSeenAt : span.last;
    spans.set(persona, { first: span?.first ?? firstSeenAt, last });
  }
  const all = [...spans.values()];
  return all.some((span, at) => at > 0 && all.slice(0, at).every((other) => other.last < span.first));
}

function daysBetween(history: readonly AdFacts[]): number {
  const first = history[0]?.firstSeenAt;
  if (first === undefined) return 0;
  const last = Math.max(...history.map((one) => Date.parse(one.lastSeenAt)));
  return Math.max(0, Math.floor((last - Date.parse(first)) / dayMs));
}

/** For each ad, the ads first seen within so long before it. */
function windows(history: readonly AdFacts[], lengthMs: number): AdFacts[][] {
  let from = 0;
  return history.map((one, to) => {
    while (Date.parse(one.firstSeenAt) - Date.parse(history[from]?.firstSeenAt ?? '') > lengthMs) from += 1;
    return history.slice(from, to + 1);
  });
}
