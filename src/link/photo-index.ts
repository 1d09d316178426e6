import { createBandIndex, grown } from './band-index.ts';
import { createComponents } from './components.ts';
import { bitsApart, samePhotoMaxBits, turnsOf } from './pdq.ts';
import type { PhotoHash } from './pdq.ts';

export type PhotoChange = {
  photo: number;
  /** The smallest photo id of those that are the same picture. */
  cluster: number;
  absorbed: number[];
  /** The nearest other photo and how many bits it is away, turned as it best fits; null when it is the first. */
  nearest: { photo: number; bits: number } | null;
};

/** 31 differing bits over 16 pieces of 16 leave at least one piece with one differing bit or none. */
const pieces = 16;

/** The same pictures of the whole store, in memory, about 200 bytes a photo. Photos are numbered from 1 by the caller. */
export function createPhotoIndex() {
  const bands = createBandIndex(pieces);
  const clusters = createComponents();
  let hashes = new Uint32Array(0);

  const hashAt = (photo: number) => hashes.subarray(photo * 8, photo * 8 + 8);

  function compare(photo: number, hash: PhotoHash): Omit<PhotoChange, 'photo'> {
    let nearest: PhotoChange['nearest'] = null;
    const absorbed = new Set<number>();
    for (const turned of turnsOf(hash)) {
      for (let piece = 0; piece < pieces; piece += 1) {
        const value = pieceOf(turned, piece);
        for (let flipped = -1; flipped < 16; flipped += 1) {
          bands.forEach(keyOf(piece, flipped < 0 ? value : value ^ (1 << flipped)), (other) => {
            if (other === photo) return;
            const bits = bitsApart(turned, hashAt(other));
            if (bits > samePhotoMaxBits) return;
            if (nearest === null || bits < nearest.bits) nearest = { photo: other, bits };
            absorbed.add(clusters.find(other));
            absorbed.add(clusters.find(photo));
            clusters.unite(photo, other);
          });
        }
      }
    }
    const cluster = clusters.find(photo);
    absorbed.delete(cluster);
    absorbed.delete(photo);
    return { cluster, absorbed: [...absorbed], nearest };
  }

  function keep(photo: number, hash: PhotoHash): void {
    hashes = grown(hashes, (photo + 1) * 8);
    hashes.set(hash, photo * 8);
    clusters.add(photo);
    bands.add(
      photo,
      Uint32Array.from({ length: pieces }, (_, piece) => keyOf(piece, pieceOf(hash, piece))),
    );
  }

  return {
    add(photo: number, hash: PhotoHash): PhotoChange {
      keep(photo, hash);
      return { photo, ...compare(photo, hash) };
    },
    /** Puts back what the store kept, by ascending id, without comparing anything. */
    restore(photos: Iterable<{ id: number; cluster: number; hash: PhotoHash }>): void {
      for (const { id, cluster, hash } of photos) {
        keep(id, hash);
        if (cluster !== id && clusters.has(cluster)) clusters.unite(id, cluster);
      }
    },
    /** Takes out a photo no ad has any more. @returns the cluster of each photo that was with it. */
    remove(photo: number): Map<number, number> {
      if (!clusters.has(photo)) return new Map();
      const rest = clusters.dissolve(photo).filter((one) => one !== photo);
      bands.remove(photo);
      clusters.remove(photo);
      for (const one of rest) compare(one, hashAt(one).slice());
      return new Map(rest.map((one) => [one, clusters.find(one)]));
    },
    clusterOf: (photo: number) => (clusters.has(photo) ? clusters.find(photo) : null),
    sizeBytes: () => bands.sizeBytes() + clusters.sizeBytes() + hashes.byteLength,
  };
}

function pieceOf(hash: PhotoHash, piece: number): number {
  return ((hash[piece >>> 1] ?? 0) >>> ((piece & 1) * 16)) & 0xffff;
}

function keyOf(piece: number, value: number): number {
  return piece * 0x10000 + value;
}
