import { canonicalJson } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { Ad } from '../model/ad.ts';
import type { PageBody } from '../model/evidence-page.ts';
import type { AdObservation } from '../model/site-profile.ts';
import type { AdRead, Visit, VisitJob, VisitOutcome } from '../model/visit.ts';
import type { Traffic } from '../model/traffic.ts';
import type { NewJob } from '../queue/queue.ts';

/** One queue a site, so that its gap between requests holds over all workers and machines. */
export function crawlQueue(site: string): string {
  return `crawl.${site}`;
}

/** A run ends within a night and half a day, whatever a site asks for. */
const runMaxMs = 12 * 3_600_000;

/** @param startedAt of the run. */
export function lastTryOf(startedAt: string): string {
  return new Date(Date.parse(startedAt) + runMaxMs).toISOString();
}

/** The keyed hash under which an address is remembered; the address itself is kept with the ad's personal content only. */
export function hashAddress(hash: KeyedHash, site: string, url: string): string {
  return hash('address', `${site} ${url}`);
}

/** The keyed hash of an ad as it was read: equal exactly when nothing in it changed. */
export function hashContent(hash: KeyedHash, ad: Ad): string {
  return hash('content', canonicalJson(ad));
}

type Unsealed<Job> = Job extends VisitJob ? Omit<Job, 'sealed'> : never;

export function visitJob(seal: Seal, job: Unsealed<VisitJob>, visit: Visit): NewJob {
  return {
    queue: crawlQueue(job.site),
    key: `${job.runId} ${job.addressHash}`,
    payload: { ...job, sealed: seal.close(visit) },
  };
}

/** What came of a visit, on its way to the ingest stage. */
export type Visited =
  Exclude<VisitOutcome, { kind: 'ad' }> | { kind: 'ad'; read: AdRead; observation: AdObservation; bodies: PageBody[] };

/** @param traffic what was asked of the site for it; numbers only, so it travels open. */
export function resultJob(seal: Seal, job: VisitJob, visited: Visited, traffic: Traffic): NewJob {
  const common = { queue: 'ingest', key: `${job.runId} ${job.addressHash}` };
  if (visited.kind !== 'ad') return { ...common, payload: { ...job, sealed: seal.close(visited), traffic } };
  const { read, observation, bodies } = visited;
  const { contentHash, ad } = read;
  const outcome: VisitOutcome = { kind: 'ad', siteAdId: ad.siteAdId, contentHash, observation };
  return { ...common, payload: { ...job, sealed: seal.close(outcome), content: seal.close(read), bodies, traffic } };
}
