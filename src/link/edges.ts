import { median } from '../lib/robust.ts';
import { nodeAdsMax } from '../model/link.ts';
import { shortness } from './text-likeness.ts';

/** What ads can have in common. `text` is a template, `photo` a cluster of near-equal pictures; the others are keyed hashes. */
export const edgeKinds = ['phone', 'email', 'handle', 'photo', 'text'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** One piece of evidence: this ad has this. The stored truth; everything else here is derived from it. */
export type Edge = {
  ad: number;
  /** Names the thing, kind included, for example `phone:<keyed hash>` or `text:<template>`. */
  node: string;
  kind: EdgeKind;
  /** How far it is from what it was matched to (bits of a photo, 1 - likeness of a text). */
  distance: number | null;
  /** How many pairs of words a text has; null of what is no text. */
  pairs: number | null;
};

/** What linking must know of an ad besides its edges; no text, no name, no number. */
export type AdFacts = {
  ad: number;
  /** What the site calls it: unlike the id it does not depend on when the ad came, so it orders what no weight orders. */
  identity: string;
  /** Keyed hash of the persona; ads with the same one are of one persona. */
  persona: string;
  /** Whether the persona has a name; without one nobody can be said to have changed it. */
  isNamed: boolean;
  /** CBS code. */
  municipality: string | null;
  age: number | null;
  /** When the site says it was posted, to the day, ISO 8601 UTC; null when it does not say. */
  postedAt: string | null;
  /** When it was first seen, ISO 8601 UTC. */
  firstSeenAt: string;
  /** When it was last seen, ISO 8601 UTC. */
  lastSeenAt: string;
};

/** Where evidence comes from: the store, or a map in a test. Must answer the same within one derivation. */
export type Evidence = {
  edgesOf(ad: number): readonly Edge[];
  /** Ids of all ads with this node, ascending; at most `limit`. */
  adsOf(node: string, limit: number): readonly number[];
  factsOf(ad: number): AdFacts | null;
  /** How much of what its texts say a template is, 0 to 1; null of anything else, and of a template of few texts. See `coreOf`. */
  coreOf(node: string): number | null;
  /** What a person or the configuration marked as everyone's: a licensed business, a platform's number, a stock photo. */
  isMarkedGeneric(node: string): boolean;
};

/**
 * What a shared thing is worth. `strong` and `weak` merge, `possible` is shown as a suggestion, `generic` is everyone's, and
 * `agency` is one contact of very many personas: an agency or spam, which is a disposition of its own and no risk.
 */
export type Disposition = 'strong' | 'weak' | 'possible' | 'generic' | 'agency';

export type NodeJudgement = {
  node: string;
  kind: EdgeKind;
  disposition: Disposition;
  /** 0 to 1. */
  weight: number;
  ads: number;
  /** Null of what is everyone's without looking at each ad. */
  personas: number | null;
  /** Plain Dutch, without content of an ad. */
  why: string;
};

/** DOMAIN, IND-02 and IND-03: 2 to about 10 personas on one contact say something, more is an agency or spam. */
export const agencyPersonas = 10;

const baseWeight = { phone: 1, email: 1, handle: 0.9, photo: 0.7, text: 0.8 } as const satisfies Record<
  EdgeKind,
  number
>;
/** A node may have so many ads, uses, other contacts beside it and places before its weight begins to fall. */
const free = { ads: 12, uses: 6, others: 3, municipalities: 5 } as const;
/**
 * Of a text the uses are those who use it. A template of many words with other contacts is a sign and no spread yet; a line of nine
 * words that a third one writes too is what everyone writes.
 */
const freeUsers = { longText: 18, shortText: 2 } as const;
/** And a short text is worth less to begin with. */
const shortTextLoss = 0.3;
/** A template that is no more of its texts than this is what a site or a trade writes around texts of many hands. */
const coreMin = 0.58;
const strongFrom = 0.75;
const weakFrom = 0.5;
const possibleFrom = 0.3;

/** As one says "the same ..." and "this ..." of it. */
const kindNames = {
  phone: { same: 'Hetzelfde nummer', this: 'Dit nummer' },
  email: { same: 'Hetzelfde e-mailadres', this: 'Dit e-mailadres' },
  handle: { same: 'Hetzelfde account', this: 'Dit account' },
  photo: { same: 'Dezelfde foto', this: 'Deze foto' },
  text: { same: 'Dezelfde tekst', this: 'Deze tekst' },
} as const satisfies Record<EdgeKind, { same: string; this: string }>;

/** Weighs one shared thing by everything that shares it. Depends on the set of its ads only. */
export function judgeNode(node: string, kind: EdgeKind, evidence: Evidence): NodeJudgement {
  const ads = evidence.adsOf(node, nodeAdsMax + 1);
  const name = kindNames[kind];
  const aside = { node, kind, ads: ads.length, personas: null, disposition: 'generic' as const, weight: 0 };
  // Cheapest first: an agency's number or a platform's is met with each of its ads, and is set aside without looking at all of them.
  if (evidence.isMarkedGeneric(node))
    return { ...aside, why: `${name.this} is als algemeen gemarkeerd en verbindt niets.` };
  if (ads.length > nodeAdsMax)
    return { ...aside, why: `Meer dan ${nodeAdsMax} advertenties hebben dit; het is van iedereen.` };
  const facts = ads.flatMap((ad) => evidence.factsOf(ad) ?? []);
  const personas = new Set(facts.map((one) => one.persona)).size;
  if (isContact(kind) && personas > agencyPersonas) {
    const why = `Bij dit contact horen ${personas} personen: dat wijst op een bureau of op spam, niet op risico.`;
    return { ...aside, personas, disposition: 'agency', why };
  }
  const others = isContact(kind) ? otherContacts(ads, evidence) : 0;
  if (others > agencyPersonas) {
    const why = `Naast dit contact staan ${others} andere contacten: dat wijst op een platform of een bureau, niet op risico.`;
    return { ...aside, personas, disposition: 'agency', why };
  }
  if (isLoose(node, kind, evidence)) {
    const why =
      'De gedeelde tekst is maar een deel van elke advertentie, en de rest verschilt: het kan een vaste tekst van de site zijn.';
    return { ...aside, personas, disposition: 'possible', weight: possibleFrom, why };
  }
  const municipalities = new Set(facts.flatMap((one) => one.municipality ?? [])).size;
  const short = kind === 'text' ? shortness(pairsOf(node, ads, evidence)) : 0;
  const texts = kind === 'text' ? 0 : textsWith(ads, evidence);
  // A stock photo is shown by unrelated people, whose texts may be too short to be told apart.
  const users = isContact(kind) ? 0 : usersOf(facts, evidence);
  const uses = Math.max(texts, users);
  const freeUses =
    kind === 'text' ? freeUsers.longText + (freeUsers.shortText - freeUsers.longText) * short : free.uses;
  const weight =
    baseWeight[kind] *
    (1 - shortTextLoss * short) *
    // How many ads a few people made of one text says nothing against it.
    (kind === 'text' && uses <= freeUses ? 1 : fall(ads.length, free.ads, 0.06)) *
    fall(uses, freeUses, 0.15) *
    fall(others, free.others, 0.2) *
    fall(municipalities, free.municipalities, 0.15);
  const disposition =
    weight >= strongFrom ? 'strong' : weight >= weakFrom ? 'weak' : weight >= possibleFrom ? 'possible' : 'generic';
  const why = whyOf(
    disposition,
    name,
    ads.length,
    users > texts ? [users, 'gebruiker', 'gebruikers'] : [texts, 'tekst', 'teksten'],
    municipalities,
  );
  return { node, kind, ads: ads.length, personas, disposition, weight, why };
}

/** Whether it is a template that ties nothing: what its texts have in common is the smaller part of them. */
export function isLoose(node: string, kind: EdgeKind, evidence: Pick<Evidence, 'coreOf'>): boolean {
  const core = kind === 'text' ? evidence.coreOf(node) : null;
  return core !== null && core < coreMin;
}

/** Loses the given share for every doubling beyond what is free. */
function fall(count: number, freeCount: number, share: number): number {
  return Math.max(0, 1 - share * Math.max(0, Math.log2(count / freeCount)));
}

/** How many unrelated texts go with a contact or a photo. */
function textsWith(ads: readonly number[], evidence: Evidence): number {
  return new Set(ads.flatMap((ad) => firstNode(evidence.edgesOf(ad).filter((edge) => edge.kind === 'text')) ?? []))
    .size;
}

/**
 * How many contacts stand beside one in its ads: next to the number of a help desk each advertiser has one of their own.
 * @param atMost counting stops beyond it.
 */
export function otherContacts(ads: readonly number[], evidence: Evidence, atMost = Infinity): number {
  const contacts = new Set<string>();
  for (const ad of ads) {
    for (const edge of evidence.edgesOf(ad)) if (isContact(edge.kind)) contacts.add(edge.node);
    if (contacts.size - 1 > atMost) break;
  }
  return Math.max(0, contacts.size - 1);
}

/** How many unrelated people use a text: by contact, and without one by what the ad calls the person. */
function usersOf(facts: readonly AdFacts[], evidence: Evidence): number {
  const users = facts.map(
    ({ ad, persona }) => firstNode(evidence.edgesOf(ad).filter((edge) => isContact(edge.kind))) ?? persona,
  );
  return new Set(users).size;
}

/** The first one stands for the ad: an ad with two numbers is one user of its text. */
function firstNode(edges: readonly Edge[]): string | undefined {
  return edges.map((edge) => edge.node).toSorted()[0];
}

/** Of an ordinary text of a template: one that was cut short says nothing of the others. */
function pairsOf(template: string, ads: readonly number[], evidence: Evidence): number {
  return median(ads.map((ad) => evidence.edgesOf(ad).find((edge) => edge.node === template)?.pairs ?? 0));
}

export function isContact(kind: EdgeKind): boolean {
  return kind === 'phone' || kind === 'email' || kind === 'handle';
}

function whyOf(
  disposition: Disposition,
  name: (typeof kindNames)[EdgeKind],
  ads: number,
  [uses, one, several]: readonly [number, string, string],
  municipalities: number,
): string {
  const counts = [
    `${ads} ${ads === 1 ? 'advertentie' : 'advertenties'}`,
    `${uses} ${uses === 1 ? one : several}`,
    `${municipalities} ${municipalities === 1 ? 'gemeente' : 'gemeenten'}`,
  ].join(', ');
  if (disposition === 'strong') return `${name.same} (${counts}).`;
  if (disposition === 'weak') return `${name.same}, minder zeker (${counts}).`;
  if (disposition === 'possible') return `${name.same}, maar te verspreid om zeker te zijn (${counts}).`;
  return `${name.this} is te verspreid om iets te verbinden (${counts}).`;
}
