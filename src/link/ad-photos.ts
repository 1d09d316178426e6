import type { PhotoPrint } from '../model/photo.ts';
import type { Store } from '../store/open-store.ts';
import { parsePhotoHash } from './pdq.ts';
import { createPhotoIndex } from './photo-index.ts';

/** The photos of all ads: the index in memory and the clusters in the store, kept equal. For the one process that writes. */
export function openAdPhotos({ store }: { store: Store }) {
  let index: ReturnType<typeof createPhotoIndex> | null = null;

  function read() {
    const fresh = createPhotoIndex();
    fresh.restore(
      store.photos.all().flatMap((photo) => {
        const hash = parsePhotoHash(photo.hash);
        return hash === null ? [] : { ...photo, hash };
      }),
    );
    return fresh;
  }

  return {
    /**
     * Gives the ad its photos, and takes out those that no ad shows any more. Inside a transaction.
     * @returns clusters that took in others or are what is left of one, so that ads which nobody touched are named differently.
     */
    assign(adId: number, prints: readonly PhotoPrint[]): number[] {
      const current = (index ??= read());
      const changed = new Set<number>();
      const assigned = prints.flatMap((print) => {
        const hash = parsePhotoHash(print.hash);
        if (hash === null) return [];
        const known = store.photos.idOf(print.hash);
        if (known !== null) return { id: known, nearestBits: 0 };
        const id = store.photos.nextPhotoId();
        const { cluster, absorbed, nearest } = current.add(id, hash);
        store.photos.keep({ id, cluster, ...print });
        store.photos.merge(cluster, absorbed);
        if (absorbed.length > 0) changed.add(cluster);
        return { id, nearestBits: nearest?.bits ?? null };
      });
      for (const gone of store.photos.assign(adId, assigned)) {
        const left = current.remove(gone);
        store.photos.setClusters(left);
        store.photos.erase(gone);
        for (const cluster of left.values()) changed.add(cluster);
      }
      return [...changed];
    },
    /** After a transaction that failed: memory is ahead of the store, so the next use reads it again. */
    forget(): void {
      index = null;
    },
  };
}
