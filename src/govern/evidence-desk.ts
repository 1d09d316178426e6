import { VindplaatsError } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { Actor } from '../model/actor.ts';
import type { Region } from '../model/region.ts';
import type { StoredPage } from '../store/pages.ts';
import type { Store } from '../store/open-store.ts';
import { writeWarc } from './write-warc.ts';
import type { WarcPage } from './write-warc.ts';

const dayMs = 86_400_000;

/** The moment from which the page of an ad may be erased when nobody has confirmed the ad. */
export function keptUntil(fetchedAt: string, region: Region): string {
  return new Date(Date.parse(fetchedAt) + region.retention.evidenceDays * dayMs).toISOString();
}

/** The pages ads were read from: their short term (guard-rail G4), their export, and whether they are whole. */
export function createEvidenceDesk({
  store,
  seal,
  region,
  now,
}: {
  store: Store;
  seal: Seal;
  region: Region;
  now: () => Date;
}) {
  return {
    /** Erases every page whose term is over, body and address. @returns how many pages. */
    sweep(actor: Actor): number {
      const at = now();
      const erased = store.transaction(() => {
        const moment = new Date(at.getTime() - region.retention.evidenceDays * dayMs).toISOString();
        const pages = store.pages.eraseBefore(moment, at.toISOString());
        if (pages > 0) append(actor, 'evidence.erased', 'evidence', `${pages} pages after ${daysOf(region)} days`);
        return pages;
      });
      // Also for what was erased since the last time: runs that were rolled back, and the like.
      store.emptyLog();
      return erased;
    },
    /**
     * The pages of every version of an ad as a WARC file.
     * @throws VindplaatsError `NOT_FOUND` when none is kept (any more), `EVIDENCE_BROKEN` when one is not what it was.
     */
    async export(adId: number, actor: Actor): Promise<{ warc: Buffer; pages: number }> {
      const stored = store.pages.ofAd(adId);
      if (!stored.some((page) => page.body === 'kept')) {
        throw new VindplaatsError('NOT_FOUND', whyNothing(adId, stored));
      }
      const madeAt = now().toISOString();
      const pages = stored.map(withBody);
      const warc = await writeWarc({ adId, operator: region.operator.name, madeAt }, pages);
      const count = pages.filter((page) => page.kept !== null).length;
      append(actor, 'evidence.exported', `ad:${adId}`, `${count} pages, sha256 ${sha256Hex(warc)}`);
      return { warc, pages: count };
    },
    /**
     * Opens every page there has to be.
     * @returns how many there are. @throws VindplaatsError `EVIDENCE_BROKEN` naming the first that is gone or changed.
     */
    verify(): number {
      const kept = store.pages.keptBodies();
      for (const { sha256, adId } of kept) openBody(sha256, adId);
      return kept.length;
    },
  };

  function withBody({ body, detail, ...page }: StoredPage): WarcPage {
    if (body !== 'kept' || detail === null) return { ...page, kept: null };
    return { ...page, kept: { ...detail, bytes: openBody(page.sha256, null) } };
  }

  function openBody(sha256: string, adId: number | null): Buffer {
    const sealed = store.bodies.read(sha256);
    if (sealed === null) throw broken(sha256, adId, 'is not there');
    let bytes: Buffer;
    try {
      bytes = seal.openBytes(sealed);
    } catch (error) {
      throw broken(sha256, adId, 'was changed or sealed with another key', error);
    }
    if (sha256Hex(bytes) !== sha256) throw broken(sha256, adId, 'holds another page than its name says');
    return bytes;
  }

  function append(actor: Actor, action: string, object: string, result: string): void {
    store.audit.append({
      at: now().toISOString(),
      actor: actor.name,
      action,
      object,
      result,
      origin: actor.origin,
    });
  }
}

function broken(sha256: string, adId: number | null, what: string, cause?: unknown): VindplaatsError {
  const ofAd = adId === null ? '' : ` (ad ${adId})`;
  return new VindplaatsError(
    'EVIDENCE_BROKEN',
    `The page ${sha256}${ofAd} ${what}; put it back from a backup of this data folder.`,
    { cause },
  );
}

function whyNothing(adId: number, stored: readonly StoredPage[]): string {
  const [last] = stored.toReversed();
  if (last === undefined) return `Of ad ${adId} no page is kept; choose another ad.`;
  if (last.erasedAt === null) return `The page of ad ${adId} was too large to keep; its hash is ${last.sha256}.`;
  return `The pages of ad ${adId} were erased on ${last.erasedAt.slice(0, 10)}, when their term was over; hash, time and status are still on its page.`;
}

function daysOf(region: Region): number {
  return region.retention.evidenceDays;
}
