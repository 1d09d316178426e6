import { z } from 'zod';
import { sha256Hex } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Ad } from '../model/ad.ts';
import { adsJobSchema, adsPerJob } from '../model/visit.ts';
import type { AdsJob } from '../model/visit.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { NewJob } from '../queue/queue.ts';
import { adByAd } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { KnownCounts } from '../store/identifiers.ts';
import type { Store } from '../store/open-store.ts';
import { contactsOf, personaOf } from './ad-contacts.ts';
import { openAdPhotos } from './ad-photos.ts';
import { openAdTexts } from './ad-texts.ts';
import type { Evidence } from './edges.ts';
import { webMax } from './groups.ts';
import { keepFacts } from './keep-facts.ts';
import { learnJob, learnJobSchema } from './learn-job.ts';
import type { LearnJob } from './learn-job.ts';
import { createLocalPrices } from './local-prices.ts';
import { heldBy, isBeyondCounting, regroup } from './regroup.ts';
import { rememberEvidence } from './remember-evidence.ts';
import { useLearned } from './use-learned.ts';

/**
 * A contact or a template with more ads than this is an agency, boilerplate or spam; its other ads are not worked out and screened
 * anew for one more.
 */
const maxRescreened = 50;

/**
 * Stage 3: turns the contacts of a stretch of ads into keyed hashes and their texts into templates, works out what rules may know of
 * that, and asks for screening of every ad whose facts may have changed. All evidence of the stretch is written before anything is
 * derived from it, and derived once. Reads all texts into memory, so only the process that writes makes one.
 */
export function createLinkStage({ store, hash }: { store: Store; hash: KeyedHash }): Stage<AdsJob | LearnJob> {
  const texts = openAdTexts({ store, hash });
  const photos = openAdPhotos({ store });
  const prices = createLocalPrices(store);
  /** Whether a job that learns is waiting or running, as far as this process knows: a second one would do no harm, and no good. */
  let isLearning = false;
  return {
    input: z.union([adsJobSchema, learnJobSchema]),
    async handle(job, run) {
      try {
        return store.transaction(() =>
          'learn' in job ? learnOn(job) : [...screenJobs(link([...new Set(job.adIds)])), ...learnJobs()],
        );
      } catch (error) {
        texts.forget();
        photos.forget();
        isLearning = false;
        if ('learn' in job) throw error;
        return adByAd('link', job.adIds, error, run);
      }
    },
    giveUp(job) {
      if ('learn' in job) isLearning = false;
      return [];
    },
  };

  /** Learning goes on by itself, between the ads: it takes longer than a night has ads, and a process that ends begins it again. */
  function learnJobs(): NewJob[] {
    if (isLearning || !texts.hasToLearn()) return [];
    isLearning = true;
    return [learnJob(0)];
  }

  function learnOn({ learn }: LearnJob): NewJob[] {
    const changed = learnSome();
    isLearning = texts.hasToLearn();
    return [...screenJobs(changed), ...(isLearning ? [learnJob(learn + 1)] : [])];
  }

  /** @returns the ads whose facts are other than before. */
  function learnSome(): number[] {
    const learned = texts.learn();
    return learned ? useLearned(store, learned) : [];
  }

  /** @returns the ads to screen. */
  function link(adIds: readonly number[]): number[] {
    const stretch = adIds.flatMap((id) => {
      const version = store.ads.versionOf(id);
      return version === null ? [] : { id, ad: store.ads.content(id, version) };
    });
    const ids = stretch.map(({ id }) => id);
    const held = heldBy(store, ids);
    // As it was: what a text or photo held together may have fallen apart when it is gone.
    const left = newestOf(held.nodes.keys(), store.evidence);
    const renamed = new Set(stretch.flatMap(({ id, ad }) => keepEvidence(id, ad)));
    const evidence = rememberEvidence(store.evidence);
    regroup(store, [...ids, ...[...renamed].flatMap((node) => evidence.adsOf(node, webMax))], held, evidence);
    const found = newestOf(
      ids.flatMap((id) => evidence.edgesOf(id).map((edge) => edge.node)),
      evidence,
    );
    const own = new Set(ids);
    const neighbours = [...left, ...found].flatMap(({ node, ads }) =>
      isBeyondCounting(node, evidence, own) ? [] : ads,
    );
    const affected = new Set([...ids, ...neighbours.toSorted((a, b) => b - a)]);
    keepFacts(store, affected, evidence);
    const placed = prices.place(stretch.flatMap(({ id, ad }) => (ad ? { id, ad } : [])));
    for (const id of placed) affected.add(id);
    // On every stretch and not once a night: the growth asked for keeps it rare, and no stage knows when a night is over.
    if (texts.learnsAtOnce()) for (const id of learnSome()) affected.add(id);
    for (const { id, ad } of stretch) if (!ad) affected.delete(id);
    return [...affected];
  }

  /** The ads that were stored last with each of these. */
  function newestOf(
    nodes: Iterable<string>,
    evidence: Pick<Evidence, 'adsOf'>,
  ): { node: string; ads: readonly number[] }[] {
    return [...new Set(nodes)].map((node) => {
      const all = evidence.adsOf(node, maxRescreened + 1);
      return { node, ads: all.length <= maxRescreened ? all : store.evidence.newestAdsOf(node, maxRescreened + 1) };
    });
  }

  /** @returns templates and clusters that are others than before, as nodes: they hold ads that nobody touched. */
  function keepEvidence(adId: number, ad: Ad | null): string[] {
    if (ad) {
      const personaHash = hash('persona', personaOf(ad));
      store.evidence.keepPersona(adId, { hash: personaHash, isNamed: ad.personaNames.length > 0 });
      store.identifiers.replace(adId, contactsOf(ad, personaHash, hash));
    }
    // Erased in the meantime: its text goes too. Its contacts stay as hashes, and there is nothing of it to screen.
    return [
      ...texts.assign(adId, ad).map((template) => `text:${template}`),
      ...photos.assign(adId, store.photos.found(adId)).map((cluster) => `photo:${cluster}`),
    ];
  }

  /** The key names the facts, so a job that is just running with older ones does not swallow this one. */
  function screenJobs(adIds: readonly number[]): NewJob[] {
    const jobs: NewJob[] = [];
    const counts: KnownCounts = new Map();
    for (let from = 0; from < adIds.length; from += adsPerJob) {
      const some = adIds.slice(from, from + adsPerJob);
      const known = some.map((id) => [store.ads.versionOf(id) ?? 0, store.identifiers.facts(id, counts)]);
      jobs.push(...adsJobs('screen', some, sha256Hex(JSON.stringify(known))));
    }
    return jobs;
  }
}

/** Jobs for the ads of an older store, which were linked before templates were known: an unchanged page brings none. */
export function unlinkedJobs(store: Store): NewJob[] {
  return adsJobs('link', store.evidence.unlinkedAds(), 'unlinked');
}
