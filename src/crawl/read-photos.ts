import { VindplaatsError } from '../lib/errors.ts';
import type { FoundPhotos, PhotoLeftOutReason, PhotoOutcome, PhotoPrint } from '../model/photo.ts';
import type { Site } from '../model/site.ts';
import type { PageSource } from './page-source.ts';

/** Hashes one picture; the link stage, handed in by the pipeline because stages do not know each other. */
export type HashPhoto = (bytes: Uint8Array) => Promise<PhotoOutcome>;

/** All photos of one ad together; what has no turn by then is left out. Well within the time of a visit. */
const photosMaxMs = 45_000;

/**
 * Fetches the photos of one ad as politely as its page, one after another, hashes them and lets them go.
 * @returns null when the site file asks for no photos. Never throws for a photo: what went wrong is recorded, and the ad goes on.
 */
export async function readPhotos(
  { source, hashPhoto, now }: { source: PageSource; hashPhoto: HashPhoto; now: () => Date },
  site: Site,
  photoUrls: readonly string[],
  signal: AbortSignal,
): Promise<FoundPhotos | null> {
  if (site.photos === undefined) return null;
  const prints = new Map<string, PhotoPrint>();
  const leftOut = new Map<PhotoLeftOutReason, number>();
  const urls = [...new Set(photoUrls)];
  const untilMs = now().getTime() + photosMaxMs;
  for (const [at, url] of urls.entries()) {
    if (at >= site.photos.maxPerAd || now().getTime() > untilMs) {
      leave('beyond-limit', urls.length - at);
      break;
    }
    const outcome = await readOne(url);
    if (typeof outcome === 'string') leave(outcome, 1);
    else prints.set(outcome.hash, outcome);
  }
  return {
    prints: [...prints.values()],
    leftOut: [...leftOut].map(([reason, photos]) => ({ reason, photos })),
  };

  async function readOne(url: string): Promise<PhotoLeftOutReason | PhotoPrint> {
    try {
      const answer = await source.photo(site, url, signal);
      if (answer.kind === 'refused') return answer.reason === 'outside-scope' ? 'other-host' : 'robots';
      const outcome = await hashPhoto(answer.bytes);
      return outcome.kind === 'hashed' ? { hash: outcome.hash, quality: outcome.quality } : outcome.reason;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof VindplaatsError) return 'not-fetched';
      throw error;
    }
  }

  function leave(reason: PhotoLeftOutReason, photos: number): void {
    leftOut.set(reason, (leftOut.get(reason) ?? 0) + photos);
  }
}
