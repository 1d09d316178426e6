import type { LinkFacts } from '../model/assessment.ts';
import { nodeAdsMax } from '../model/link.ts';
import type { AdFacts, EdgeKind, Evidence } from './edges.ts';
import { isContact, isLoose } from './edges.ts';

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

type Appeared = AdFacts & { appearedMs: number };

const dayMs = 86_400_000;
const burstMs = dayMs;
const tourMs = 14 * dayMs;

/** What each shared thing says of any ad that has it: asked for one ad after the other, it is worked out once. */
export type NodeFacts = Map<string, Partial<DerivedFacts>>;

/** @param known of the same evidence, for the next ad. */
export function derivedFactsOf(ad: number, evidence: Evidence, known: NodeFacts = new Map()): DerivedFacts {
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
  for (const { node, kind } of evidence.edgesOf(ad)) {
    let said = known.get(node);
    if (said === undefined) known.set(node, (said = saidBy(node, kind, evidence)));
    const { agesFalling = false, nameChanged = false, ...counts } = said;
    facts.agesFalling ||= agesFalling;
    facts.nameChanged ||= nameChanged;
    for (const name of countNames) facts[name] = Math.max(facts[name], counts[name] ?? 0);
  }
  return facts;
}

const countNames = [
  'templateAds',
  'templateContacts',
  'photoPersonas',
  'postsInBurst',
  'burstPersonas',
  'daysKnown',
  'municipalitiesInWindow',
] as const satisfies (keyof DerivedFacts)[];

function saidBy(node: string, kind: EdgeKind, evidence: Evidence): Partial<DerivedFacts> {
  const ads = evidence.adsOf(node, nodeAdsMax);
  // A text of its own is no template. Most are: ask no more of them.
  if (kind === 'text' && ads.length < 2) return {};
  // What a person found to be everyone's says nothing about an ad.
  if (evidence.isMarkedGeneric(node)) return {};
  // Nor does what the site writes around texts of many hands.
  if (isLoose(node, kind, evidence)) return {};
  if (kind === 'text') {
    const contacts = ads.flatMap((one) => evidence.edgesOf(one).filter((other) => isContact(other.kind)));
    return { templateAds: ads.length, templateContacts: new Set(contacts.map((contact) => contact.node)).size };
  }
  const history = ads.flatMap((one) => evidence.factsOf(one) ?? []);
  if (kind === 'photo') return { photoPersonas: countPersonas(history) };
  const appeared = history.map((one) => ({ ...one, appearedMs: appearedMs(one) })).toSorted(byAppearance);
  // What a first crawl finds was all first seen in one night; only what the site dates can be a burst or a tour.
  const dated = appeared.filter((one) => one.postedAt !== null);
  return {
    agesFalling: doesAgeFall(appeared),
    nameChanged: isNameGivenUp(appeared),
    daysKnown: daysBetween(history),
    postsInBurst: mostWithin(burstMs, dated, (one) => one.ad),
    burstPersonas: mostWithin(burstMs, dated, (one) => one.persona),
    municipalitiesInWindow: mostWithin(tourMs, dated, (one) => one.municipality),
  };
}

function countPersonas(history: readonly AdFacts[]): number {
  return new Set(history.map((one) => one.persona)).size;
}

/**
 * Only within one persona: several people on one number have several ages. Ads without a name are taken for one.
 * At least a day apart: the order within one night is that of the crawl.
 */
function doesAgeFall(history: readonly Appeared[]): boolean {
  const oldest = new Map<string, number>();
  let earlier = 0;
  for (const later of history) {
    for (let one = history[earlier]; one && later.appearedMs - one.appearedMs >= dayMs; one = history[earlier]) {
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

function byAppearance(a: Appeared, b: Appeared): number {
  return a.appearedMs - b.appearedMs || a.ad - b.ad;
}

/** A name that was last seen before another appeared was given up for it; names side by side are several people. */
function isNameGivenUp(history: readonly Appeared[]): boolean {
  const spans = new Map<string, { first: string; last: string }>();
  for (const one of history) {
    if (!one.isNamed) continue;
    const { persona, lastSeenAt } = one;
    const appearedAt = new Date(one.appearedMs).toISOString();
    const span = spans.get(persona);
    const last = span === undefined || span.last < lastSeenAt ? lastSeenAt : span.last;
    spans.set(persona, { first: span?.first ?? appearedAt, last });
  }
  const all = [...spans.values()];
  return all.some((span, at) => at > 0 && all.slice(0, at).every((other) => other.last < span.first));
}

function daysBetween(history: readonly AdFacts[]): number {
  if (history[0] === undefined) return 0;
  // Our own sightings only: a site may date an ad as it likes.
  const first = history.reduce((least, { firstSeenAt: at }) => (at < least ? at : least), history[0].firstSeenAt);
  const last = history.reduce((most, { lastSeenAt: at }) => (at > most ? at : most), history[0].lastSeenAt);
  return Math.max(0, Math.floor((Date.parse(last) - Date.parse(first)) / dayMs));
}

/**
 * The most distinct names, nameless ones left out, among ads that appeared less than so long apart; a site gives days, so two days in a row
 * are two.
 */
function mostWithin(
  lengthMs: number,
  history: readonly Appeared[],
  nameOf: (one: Appeared) => string | number | null,
): number {
  const within = new Map<string | number, number>();
  let from = 0;
  let most = 0;
  for (const one of history) {
    for (let first = history[from]; first && one.appearedMs - first.appearedMs >= lengthMs; first = history[from]) {
      count(first, -1);
      from += 1;
    }
    count(one, 1);
    most = Math.max(most, within.size);
  }
  return most;

  function count(one: Appeared, by: number): void {
    const name = nameOf(one);
    if (name === null) return;
    const ads = (within.get(name) ?? 0) + by;
    if (ads === 0) within.delete(name);
    else within.set(name, ads);
  }
}
