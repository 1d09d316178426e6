import type { Database } from 'better-sqlite3';
import { createCarryMark } from './carry-mark.ts';
import { bytesOf, numbersOf } from './packed-numbers.ts';

/** A distinct text as kept, packed by the link stage: enough to put it back into memory without comparing anything. */
export type StoredText = { id: number; template: number; packed: Uint32Array };

/** `pairs`: of words, as far as they are kept. */
type NewText = StoredText & { pairs: number };

/** Texts, their templates, and which ad has which text. The likeness of texts is worked out in memory and only kept here. */
export function createTemplateRecords(db: Database) {
  const mark = createCarryMark(db, 'text');
  const nextId = db.prepare<[], { id: number }>('select coalesce(max(id), 0) + 1 id from text');
  const insertText = db.prepare('insert into text (id, template, pairs) values (?, ?, ?)');
  const insertContent = db.prepare('insert into personal_text (text_id, packed) values (?, ?)');
  const absorb = db.prepare('update text set template = ? where template = ?');
  const setTemplate = db.prepare('update text set template = ? where id = ?');
  const assign = db.prepare(
    'insert into ad_text (ad_id, text_id, nearest_share) values (?, ?, ?) on conflict (ad_id) do update set text_id = excluded.text_id, nearest_share = excluded.nearest_share',
  );
  const unassign = db.prepare('delete from ad_text where ad_id = ?');
  const textOf = db.prepare<[number], { text_id: number }>('select text_id from ad_text where ad_id = ?');
  const users = db.prepare<[number], { ads: number }>('select count(*) ads from ad_text where text_id = ?');
  const keepPossible = db.prepare(
    'insert into text_possible (text_id, other_id, share) values (?, ?, ?) on conflict (text_id, other_id) do update set share = excluded.share',
  );
  const deletePossible = db.prepare('delete from text_possible where text_id = ? or other_id = ?');
  const clearPossible = db.prepare('delete from text_possible');
  const possible = db.prepare<[Record<string, number>], { ad: number; share: number }>(
    `select other.ad_id ad, p.share from ad_text mine
     join (select text_id, other_id, share from text_possible union all select other_id, text_id, share from text_possible) p
       on p.text_id = mine.text_id
     join ad_text other on other.text_id = p.other_id
     where mine.ad_id = @ad order by p.share desc, other.ad_id limit @limit`,
  );
  const deleteContent = db.prepare('delete from personal_text where text_id = ?');
  const deleteText = db.prepare('delete from text where id = ?');
  // Rows as lists: a restart reads a million of them.
  const all = db
    .prepare<[], [number, number, Buffer]>(
      'select t.id, t.template, p.packed from text t join personal_text p on p.text_id = t.id order by t.id',
    )
    .raw();
  const templateOf = db.prepare<[number], { template: number }>(
    'select t.template from ad_text a join text t on t.id = a.text_id where a.ad_id = ?',
  );
  const adsOf = db.prepare<[number, number], { ad_id: number }>(
    'select a.ad_id from text t join ad_text a on a.text_id = t.id where t.template = ? order by a.ad_id limit ?',
  );
  const setContent = db.prepare('update personal_text set packed = ? where text_id = ?');
  const weights = db.prepare<[], { encoded: Buffer }>('select encoded from shingle_weights where id = 1');
  const keepWeights = db.prepare(
    `insert into shingle_weights (id, encoded, kept_to, stale_to) values (1, ?, 0, ?)
     on conflict (id) do update set (encoded, kept_to, stale_to) = (excluded.encoded, excluded.kept_to, excluded.stale_to)`,
  );
  const stale = db.prepare<[], { keptTo: number; staleTo: number }>(
    'select kept_to keptTo, stale_to staleTo from shingle_weights where kept_to < stale_to',
  );
  const keptUpTo = db.prepare('update shingle_weights set kept_to = ?');

  return {
    /** The id for the next text; ids are given in one transaction with `keep`. */
    nextTextId: (): number => nextId.get()?.id ?? 1,
    keep(text: NewText): void {
      insertText.run(text.id, text.template, text.pairs);
      insertContent.run(text.id, bytesOf(text.packed));
    },
    /** Templates that turned out to be one. */
    merge(template: number, absorbed: readonly number[]): void {
      for (const other of absorbed) {
        absorb.run(template, other);
        mark.move(other, template);
      }
    },
    /** After a text was taken out of a template, the rest may have fallen apart. */
    setTemplates(templates: ReadonlyMap<number, number>): void {
      mark.along(templates, () => {
        for (const [text, template] of templates) setTemplate.run(template, text);
      });
    },
    /** Gives an ad its text, or none (null). @returns the text it had, when no ad has that one any more: to be taken out. */
    assign(adId: number, text: { id: number; nearestShare: number | null } | null): number | null {
      const before = textOf.get(adId)?.text_id ?? null;
      if (text === null) unassign.run(adId);
      else assign.run(adId, text.id, text.nearestShare);
      return before === null || (users.get(before)?.ads ?? 0) > 0 ? null : before;
    },
    erase(textId: number): void {
      const template = mark.nameOf(textId);
      deletePossible.run(textId, textId);
      deleteContent.run(textId);
      deleteText.run(textId);
      if (template !== undefined) mark.endIfGone(template);
    },
    /** Texts that may be of one template with this one. */
    keepPossible(textId: number, others: readonly { text: number; share: number }[]): void {
      for (const { text, share } of others) keepPossible.run(textId, text, share);
    },
    clearPossible(): void {
      clearPossible.run();
    },
    /** Ads whose text may be of one template with that of this ad, likest first; `share` is how alike, 0 to 1. */
    possibleAds: (adId: number, limit: number) => possible.all({ ad: adId, limit }),
    templateOf: (adId: number) => templateOf.get(adId)?.template ?? null,
    /** The ads of a template, ascending. */
    adsOf: (template: number, limit: number) => adsOf.all(template, limit).map((row) => row.ad_id),
    /** Keeps what a known text is by the weights that are in use. */
    rekeep(textId: number, packed: Uint32Array): void {
      setContent.run(bytesOf(packed), textId);
    },
    /** Texts after the one id, up to the other, are still kept as older weights had them; null when none are. */
    stale: (): { keptTo: number; staleTo: number } | null => stale.get() ?? null,
    keptUpTo(textId: number): void {
      keptUpTo.run(textId);
    },
    /** Every text, by ascending id, for a restart. */
    *texts(): Generator<StoredText> {
      for (const [id, template, packed] of all.iterate()) yield { id, template, packed: numbersOf(packed) };
    },
    /** The table of weights that all texts were linked with; null before the first. */
    weights: (): Uint8Array | null => weights.get()?.encoded ?? null,
    /** @param staleTo the last of the texts that are kept as older weights had them. */
    keepWeights(encoded: Uint8Array, staleTo: number): void {
      keepWeights.run(encoded, staleTo);
    },
  };
}
