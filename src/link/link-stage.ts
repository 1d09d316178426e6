import { canonicalJson, sha256Hex } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';
import { adJobSchema } from '../model/visit.ts';
import type { AdJob } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Stage } from '../stage.ts';
import type { Store } from '../store/open-store.ts';

/** A contact with more ads than this is an agency or spam; its other ads are not screened anew for one more. */
const maxRescreened = 50;

/** Stage 3: turns an ad's contacts into keyed hashes and asks for screening of every ad whose facts that may change. */
export function createLinkStage({ store, hash }: { store: Store; hash: KeyedHash }): Stage<AdJob> {
  return {
    input: adJobSchema,
    async handle({ adId }) {
      return store.transaction(() => {
        const record = store.ads.find(adId);
        const ad = record && store.ads.content(adId, record.version);
        // Erased in the meantime: nothing to link, nothing to screen.
        if (!ad) return [];
        const before = store.identifiers.linkedAds(adId, maxRescreened);
        store.identifiers.replace(adId, identifiersOf(ad, hash));
        const after = store.identifiers.linkedAds(adId, maxRescreened);
        return [...new Set([adId, ...before, ...after])].map((id) => screenJob(id));
      });
    },
    giveUp: () => [],
  };

  // The key names the facts, so a job that is just running with older ones does not swallow this one.
  function screenJob(adId: number): NewJob {
    const version = store.ads.find(adId)?.version ?? 0;
    const facts = sha256Hex(canonicalJson({ version, facts: store.identifiers.facts(adId) }));
    return { queue: 'screen', key: `ad ${adId} ${facts}`, payload: { adId } };
  }
}

function identifiersOf(ad: Ad, hash: KeyedHash) {
  const personaHash = hash('persona', personaOf(ad));
  return ad.phones.map((phone) => ({ kind: 'phone' as const, hash: hash('phone', phone.e164), personaHash }));
}

/** One persona: the name the ad goes by; without a name, the age; without both, nobody can be told apart. */
function personaOf(ad: Ad): string {
  const name = ad.personaNames[0];
  if (name !== undefined) return `name ${name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()}`;
  return ad.age === null ? 'unknown' : `age ${ad.age}`;
}
