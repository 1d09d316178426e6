import type { Database } from 'better-sqlite3';
import { photoLeftOutReason } from '../model/photo.ts';
import type { FoundPhotos, PhotoLeftOutReason, PhotoPrint } from '../model/photo.ts';
import { createCarryMark } from './carry-mark.ts';

/** A distinct photo as kept: its hash, and the smallest photo id of those that are the same picture. */
export type StoredPhoto = PhotoPrint & { id: number; cluster: number };

/** Hashes of photos, which ad shows which, and which are one picture. Pictures themselves are never stored. */
export function createPhotoRecords(db: Database) {
  const mark = createCarryMark(db, 'photo');
  const clearFound = db.prepare('delete from found_photo where ad_id = ?');
  const insertFound = db.prepare(
    'insert into found_photo (ad_id, hash, quality) values (?, ?, ?) on conflict do nothing',
  );
  const found = db.prepare<[number], PhotoPrint>('select hash, quality from found_photo where ad_id = ? order by hash');
  const clearLeftOut = db.prepare('delete from photo_left_out where ad_id = ?');
  const insertLeftOut = db.prepare('insert into photo_left_out (ad_id, reason, photos) values (?, ?, ?)');
  const leftOut = db.prepare<[number], { reason: string; photos: number }>(
    'select reason, photos from photo_left_out where ad_id = ? order by reason',
  );
  const nextId = db.prepare<[], { id: number }>('select coalesce(max(id), 0) + 1 id from photo');
  const byHash = db.prepare<[string], { id: number }>('select id from photo where hash = ?');
  const all = db.prepare<[], StoredPhoto>('select id, cluster, hash, quality from photo order by id');
  const insert = db.prepare('insert into photo (id, cluster, hash, quality) values (?, ?, ?, ?)');
  const absorb = db.prepare('update photo set cluster = ? where cluster = ?');
  const setCluster = db.prepare('update photo set cluster = ? where id = ?');
  const erase = db.prepare('delete from photo where id = ?');
  const photosOf = db.prepare<[number], { id: number }>(
    'select photo_id id from ad_photo where ad_id = ? order by photo_id',
  );
  const unassign = db.prepare('delete from ad_photo where ad_id = ?');
  const assign = db.prepare('insert into ad_photo (ad_id, photo_id, nearest_bits) values (?, ?, ?)');
  const users = db.prepare<[number], { ads: number }>('select count(*) ads from ad_photo where photo_id = ?');

  return {
    /** What the crawl found of an ad's photos, in place of what it found before. */
    keepFound(adId: number, photos: FoundPhotos): void {
      clearFound.run(adId);
      clearLeftOut.run(adId);
      for (const { hash, quality } of photos.prints) insertFound.run(adId, hash, quality);
      for (const one of photos.leftOut) insertLeftOut.run(adId, one.reason, one.photos);
    },
    found: (adId: number): PhotoPrint[] => found.all(adId),
    leftOut: (adId: number): { reason: PhotoLeftOutReason; photos: number }[] =>
      leftOut.all(adId).map(({ reason, photos }) => ({ reason: photoLeftOutReason.parse(reason), photos })),
    nextPhotoId: (): number => nextId.get()?.id ?? 1,
    idOf: (hash: string): number | null => byHash.get(hash)?.id ?? null,
    /** Every photo, by ascending id, for a restart. */
    all: (): StoredPhoto[] => all.all(),
    keep({ id, cluster, hash, quality }: StoredPhoto): void {
      insert.run(id, cluster, hash, quality);
    },
    merge(cluster: number, absorbed: readonly number[]): void {
      for (const other of absorbed) {
        absorb.run(cluster, other);
        mark.move(other, cluster);
      }
    },
    setClusters(clusters: ReadonlyMap<number, number>): void {
      mark.along(clusters, () => {
        for (const [photo, cluster] of clusters) setCluster.run(cluster, photo);
      });
    },
    /** Gives an ad its photos. @returns those it had that no ad has any more: to be taken out. */
    assign(adId: number, photos: readonly { id: number; nearestBits: number | null }[]): number[] {
      const before = photosOf.all(adId).map((row) => row.id);
      unassign.run(adId);
      for (const { id, nearestBits } of photos) assign.run(adId, id, nearestBits);
      return before.filter((id) => users.get(id)?.ads === 0);
    },
    erase(photoId: number): void {
      const cluster = mark.nameOf(photoId);
      erase.run(photoId);
      if (cluster !== undefined) mark.endIfGone(cluster);
    },
  };
}
