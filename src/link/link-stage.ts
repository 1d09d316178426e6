import { canonicalJson, sha256Hex } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Ad, Span } from '../model/ad.ts';
import type { ContactKind } from '../model/link.ts';
import { adJobSchema } from '../model/visit.ts';
import type { AdJob } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import { openAdPhotos } from './ad-photos.ts';
import { openAdTexts } from './ad-texts.ts';
import { derivedFactsOf } from './derived-facts.ts';
import { webMax } from './groups.ts';
import { createLocalPrices } from './local-prices.ts';
import { heldBy, regroup } from './regroup.ts';
import { rememberEvidence } from './remember-evidence.ts';

/**
 * A contact or a template with more ads than this is an agency, boilerplate or spam; its other ads are not worked out and screened
 * anew for one more.
 */
const maxRescreened = 50;
/** Of one contact in one ad; a reader needs no more to see it. */
const spansMax = 20;

/**
 * Stage 3: turns an ad's contacts into keyed hashes and its text into a template, works out what rules may know of that, and asks
 * for screening of every ad whose facts may have changed. Reads all texts into memory, so only the process that writes makes one.
 */
export function createLinkStage({ store, hash }: { store: Store; hash: KeyedHash }): Stage<AdJob> {
  const texts = openAdTexts({ store, hash });
  const photos = openAdPhotos({ store });
  const prices = createLocalPrices(store);
  return {
    input: adJobSchema,
    async handle({ adId }) {
      try {
        return store.transaction(() => [...link(adId)].map((id) => screenJob(id)));
      } catch (error) {
        texts.forget();
        photos.forget();
        throw error;
      }
    },
    giveUp: () => [],
  };

  /** @returns the ads to screen. */
  function link(adId: number): Set<number> {
    const record = store.ads.find(adId);
    if (!record) return new Set();
    const ad = store.ads.content(adId, record.version);
    const before = neighboursOf(adId);
    const held = heldBy(store, [adId]);
    if (ad) {
      const personaHash = hash('persona', personaOf(ad));
      store.evidence.keepPersona(adId, { hash: personaHash, isNamed: ad.personaNames.length > 0 });
      store.identifiers.replace(adId, contactsOf(ad, personaHash));
    }
    // Erased in the meantime: its text goes too. Its contacts stay as hashes, and there is nothing of it to screen.
    const templates = texts.assign(adId, ad);
    const renamed = [
      ...templates.map((template) => `text:${template}`),
      ...photos.assign(adId, store.photos.found(adId)).map((cluster) => `photo:${cluster}`),
    ];
    regroup(store, [adId, ...renamed.flatMap((node) => store.evidence.adsOf(node, webMax))], held);
    const affected = new Set([adId, ...before, ...neighboursOf(adId)]);
    keepFacts(affected);
    if (ad) for (const id of prices.place(adId, ad)) affected.add(id);
    // On every ad and not once a night: the growth asked for keeps it rare, and no stage knows when a night is over.
    if (texts.learnWhenGrown()) {
      const all = store.evidence.linkedAds();
      for (const id of keepFacts(all)) affected.add(id);
      regroup(store, all);
    }
    if (!ad) affected.delete(adId);
    return affected;
  }

  /** Each contact once, with every place where the ad has it. */
  function contactsOf(ad: Ad, personaHash: string) {
    const found = new Map<string, { kind: ContactKind; hash: string; personaHash: string; spans: Span[] }>();
    for (const { e164, span } of ad.phones) add('phone', e164, span);
    for (const { kind, value, span } of ad.contacts)
      // A web address or a registration number is shown, but names a business and not who answers.
      if (kind === 'email' || kind === 'handle') add(kind, value, span);
    return [...found.values()];

    function add(kind: ContactKind, value: string, span: Span): void {
      const contact = found.get(`${kind} ${value}`);
      if (contact === undefined)
        found.set(`${kind} ${value}`, { kind, hash: hash(kind, value), personaHash, spans: [span] });
      else if (contact.spans.length < spansMax) contact.spans.push(span);
    }
  }

  function neighboursOf(adId: number): number[] {
    return [
      ...store.identifiers.linkedAds(adId, maxRescreened),
      ...store.templates.linkedAds(adId, maxRescreened),
      ...store.photos.linkedAds(adId, maxRescreened),
    ];
  }

  /** @returns the ads whose facts are other than before. */
  function keepFacts(ads: Iterable<number>): number[] {
    const evidence = rememberEvidence(store.evidence);
    return [...ads].filter((id) => store.evidence.keepFacts(id, derivedFactsOf(id, evidence)));
  }

  // The key names the facts, so a job that is just running with older ones does not swallow this one.
  function screenJob(adId: number): NewJob {
    const version = store.ads.find(adId)?.version ?? 0;
    const facts = sha256Hex(canonicalJson({ version, facts: store.identifiers.facts(adId) }));
    return { queue: 'screen', key: `ad ${adId} ${facts}`, payload: { adId } };
  }
}

/** Jobs for the ads of an older store, which were linked before templates were known: an unchanged page brings none. */
export function unlinkedJobs(store: Store): NewJob[] {
  return store.evidence.unlinkedAds().map((adId) => ({ queue: 'link', key: `ad ${adId} unlinked`, payload: { adId } }));
}

/** One persona: the name the ad goes by; without a name, the age; without both, nobody can be told apart. */
function personaOf(ad: Ad): string {
  const name = ad.personaNames[0];
  if (name !== undefined) return `name ${name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()}`;
  return ad.age === null ? 'unknown' : `age ${ad.age}`;
}
