import { messageOf, retryPolicyOf, VindplaatsError } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { Page, Validators } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { visitJobSchema, visitSchema } from '../model/visit.ts';
import type { FoundCard, Visit, VisitJob } from '../model/visit.ts';
import type { NewJob } from '../queue/queue.ts';
import type { Run, Stage } from '../stage.ts';
import { createBlocks } from './blocks.ts';
import { evidencePages } from './evidence-pages.ts';
import type { FetchResult, PageSource } from './page-source.ts';
import { readPhotos } from './read-photos.ts';
import type { HashPhoto } from './read-photos.ts';
import { followAd } from './reader.ts';
import type { Reader } from './reader.ts';
import { withoutSession } from './traps.ts';
import { hashAddress, hashContent, resultJob } from './visits.ts';
import type { Visited } from './visits.ts';

/**
 * Stage 1: visits one address and reads it at once, in memory.
 * Reading here keeps guard-rail G4: an ad outside the region ends in this function and is written nowhere.
 */
export function createCrawlStage(deps: {
  sites: readonly Site[];
  source: PageSource;
  reader: Reader;
  seal: Seal;
  hash: KeyedHash;
  hashPhoto: HashPhoto;
}): Stage<VisitJob> {
  const { source, reader, seal, hash, hashPhoto } = deps;
  const sites = new Map(deps.sites.map((site) => [site.id, site]));
  const blocks = createBlocks();

  return {
    input: visitJobSchema,
    async handle(job, run) {
      const site = sites.get(job.site);
      if (!site)
        throw new VindplaatsError(
          'SITE_UNKNOWN',
          `A job asks for site "${job.site}", which has no file in the configuration; put sites/${job.site}.yaml back or end its run.`,
        );
      const visit = visitSchema.parse(seal.open(job.sealed));
      return [resultOf(job, await visitUnlessBlocked(job, visit, site, run))];
    },
    giveUp: (job, error) => [
      resultOf(job, { kind: 'failed', code: error instanceof VindplaatsError ? error.code : 'UNEXPECTED' }),
    ],
  };

  function resultOf(job: VisitJob, visited: Visited): NewJob {
    return resultJob(seal, job, visited, source.takeTraffic(job.site));
  }

  /** A site that blocks is asked nothing more in that run, by whoever has seen it; the writer tells the others. */
  async function visitUnlessBlocked(job: VisitJob, visit: Visit, site: Site, run: Run): Promise<Visited> {
    if (blocks.isBlocked(site.id, job.runId)) return { kind: 'skipped', reason: 'site-blocks' };
    try {
      const result = await visitOne(job, visit, site, run);
      blocks.answered(site.id);
      return result;
    } catch (error) {
      const block = blocks.judge(site.id, job.runId, error);
      if (block === null) throw error;
      run.log.error({ runId: job.runId, site: site.id, reason: messageOf(block) }, 'site blocks: it is left alone');
      return { kind: 'failed', code: block.code };
    }
  }

  async function visitOne(job: VisitJob, visit: Visit, site: Site, run: Run): Promise<Visited> {
    run.gate.require(site.id, 'crawl', null);
    const reading = reader.readingOf(site);
    const validators = visit.known?.reading === reading ? visit.known.validators : null;
    const answer = await getUntil(visit, validators, site, run);
    switch (answer.kind) {
      case 'unchanged':
        return { kind: 'unchanged', url: visit.url, fetchedAt: run.now().toISOString() };
      case 'gone':
        return { kind: 'skipped', reason: 'gone' };
      case 'refused':
        return { kind: 'skipped', reason: answer.reason };
      case 'page':
        return job.kind === 'listing'
          ? readList(answer.page, visit, site, run)
          : readDetail(answer.page, visit, site, run);
    }
  }

  /** "Later" costs no attempt, so a site that says it for ever, or names a time beyond the end of the run, is left to another night. */
  async function getUntil(visit: Visit, validators: Validators | null, site: Site, run: Run): Promise<FetchResult> {
    try {
      return await getNew(site, visit.url, validators, run.signal);
    } catch (error) {
      const waitMs = error instanceof VindplaatsError ? (error.waitMs ?? 0) : 0;
      if (retryPolicyOf(error) !== 'later' || run.now().getTime() + waitMs < Date.parse(visit.lastTryAt)) throw error;
      throw new VindplaatsError(
        'FETCH_REFUSED',
        `${site.id} asks to come back later than this run may last; crawl it again another night.`,
        { cause: error },
      );
    }
  }

  /** A page that a browser put together has no validators of its server, but the same bytes are the same page there too. */
  async function getNew(
    site: Site,
    url: string,
    validators: Validators | null,
    signal: AbortSignal,
  ): Promise<FetchResult> {
    const answer = await source.get(site, url, validators, signal);
    return answer.kind === 'page' && answer.page.bodySha256 === validators?.bodySha256 ? { kind: 'unchanged' } : answer;
  }

  async function readList(page: Page, visit: Visit, site: Site, run: Run): Promise<Visited> {
    const { cards, linkless, next } = await reader.readListing(page, site);
    // They are no addresses, so no count of the run has them.
    if (linkless > 0) {
      run.log.warn(
        { site: site.id, cards: linkless },
        'cards of a listing lead nowhere, their ads are not read: see listing.link in the site file',
      );
    }
    return {
      kind: 'listed',
      url: visit.url,
      fetchedAt: page.fetchedAt,
      validators: { etag: page.etag, lastModified: page.lastModified, bodySha256: page.bodySha256 },
      reading: reader.readingOf(site),
      cards: found(cards, site),
      movedBack: await cardsMovedBack(visit, site, run.signal),
      next: next === null ? null : nextOf(withoutSession(next), site),
    };
  }

  /**
   * An ad that is taken away while the crawl pages on pulls the first card of this page to the end of the page before, which was
   * read already: nobody would see it. So the page before is looked at again, and costs no body when it is the same.
   */
  async function cardsMovedBack({ previous }: Visit, site: Site, signal: AbortSignal): Promise<FoundCard[]> {
    if (previous === null) return [];
    const answer = await getNew(site, previous.url, previous.validators, signal);
    return answer.kind === 'page' ? found((await reader.readListing(answer.page, site)).cards, site) : [];
  }

  function found(cards: Awaited<ReturnType<Reader['readListing']>>['cards'], site: Site): FoundCard[] {
    return cards.map(({ url: asWritten, place, says }) => {
      const url = withoutSession(asWritten);
      return {
        url,
        addressHash: hashAddress(hash, site.id, url),
        cardHash: hash('card', says),
        isOutside: place !== null && !reader.mayBeInRegion(place),
      };
    });
  }

  function nextOf(url: string, site: Site) {
    return { url, addressHash: hashAddress(hash, site.id, url) };
  }

  async function readDetail(first: Page, visit: Visit, site: Site, run: Run): Promise<Visited> {
    const pages = await followAd(source, reader, first, site, run.signal);
    const read = await reader.readAd(pages, site);
    if (read.kind === 'not-an-ad') return { kind: 'skipped', reason: 'not-an-ad' };
    const { municipality } = read.ad;
    if (municipality === null) return { kind: 'skipped', reason: 'outside-region' };
    if (!run.gate.permits(site.id, 'crawl', municipality)) return { kind: 'skipped', reason: 'no-legal-basis' };
    const ad = { ...read.ad, municipality };
    const contentHash = hashContent(hash, ad);
    const isKnown = visit.knownContent === contentHash;
    // Null also for an ad that reads as it did: its photos were hashed with the version that is known.
    const photos = isKnown
      ? null
      : await readPhotos({ source, hashPhoto, now: () => run.now() }, site, ad.photoUrls, run.signal);
    const evidence = isKnown ? { pages: [], bodies: [] } : evidencePages(pages, seal);
    const page = evidenceOf(pages, first);
    return {
      kind: 'ad',
      read: { kind: 'ad', ad, contentHash, page, pages: evidence.pages, photos },
      observation: reader.observeAd(ad),
      bodies: evidence.bodies,
    };
  }
}

/** An ad over several pages has no validator of its own, so it is read whole again each time. */
function evidenceOf(pages: readonly Page[], first: Page) {
  const isOne = pages.length === 1;
  return {
    sha256: isOne ? first.bodySha256 : sha256Hex(pages.map((page) => page.bodySha256).join(' ')),
    status: first.status,
    fetchedAt: first.fetchedAt,
    etag: isOne ? first.etag : null,
    lastModified: isOne ? first.lastModified : null,
  };
}
