import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Validators } from '../model/page.ts';
import { skipReason } from '../model/run.ts';
import type { SkipReason } from '../model/run.ts';

const cardsSchema = z.array(z.strictObject({ addressHash: z.string(), cardHash: z.string(), isOutside: z.boolean() }));
export type ListedCard = z.infer<typeof cardsSchema>[number];

/** A listing page as it was last read; its cards in page order. */
export type ListingMemory = {
  reading: string;
  validators: Validators;
  cards: ListedCard[];
  sealedNext: string | null;
};

/** What came of the page behind a card: an ad, or a reason to leave it. */
export type CardMemory = {
  cardHash: string;
  reading: string;
  readAt: string;
} & ({ adId: number; skipped: null } | { adId: null; skipped: SkipReason });

type ListingRow = {
  reading: string;
  etag: string | null;
  last_modified: string | null;
  body_sha256: string | null;
  cards: string;
  sealed_next: string | null;
};
type CardRow = { card_hash: string; reading: string; read_at: string; ad_id: number | null; skipped: string | null };

/** What is remembered of listings between two runs: keyed hashes, nothing of what an ad says. */
export function createListingRecords(db: Database) {
  const page = db.prepare<[string, string], ListingRow>(
    'select * from listing_page where site = ? and address_hash = ?',
  );
  const keepPage = db.prepare(
    'insert or replace into listing_page (site, address_hash, reading, etag, last_modified, body_sha256, cards, sealed_next) values (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const card = db.prepare<[string, string], CardRow>(
    'select c.* from listing_card c left join ad on ad.id = c.ad_id where c.site = ? and c.address_hash = ? and ad.gone_at is null',
  );
  const keepCard = db.prepare(
    'insert or replace into listing_card (site, address_hash, card_hash, reading, read_at, ad_id, skipped) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const forgetCard = db.prepare('delete from listing_card where site = ? and address_hash = ?');
  const notMet =
    ' where site = ? and not exists (select 1 from run_address met where met.run_id = ? and met.address_hash =';
  const forgetPages = db.prepare(`delete from listing_page ${notMet} listing_page.address_hash)`);
  const forgetCards = db.prepare(`delete from listing_card ${notMet} listing_card.address_hash)`);

  return {
    page(site: string, addressHash: string): ListingMemory | null {
      const row = page.get(site, addressHash);
      if (!row) return null;
      return {
        reading: row.reading,
        validators: { etag: row.etag, lastModified: row.last_modified, bodySha256: row.body_sha256 },
        cards: cardsSchema.parse(JSON.parse(row.cards)),
        sealedNext: row.sealed_next,
      };
    },
    keepPage(site: string, addressHash: string, memory: ListingMemory): void {
      const { reading, validators, cards, sealedNext } = memory;
      keepPage.run(
        site,
        addressHash,
        reading,
        validators.etag,
        validators.lastModified,
        validators.bodySha256,
        JSON.stringify(
          cards.map(({ addressHash: of, cardHash, isOutside }) => ({ addressHash: of, cardHash, isOutside })),
        ),
        sealedNext,
      );
    },
    /** Null also for the card of a gone ad: only its own page can say that it is back. */
    card(site: string, addressHash: string): CardMemory | null {
      const row = card.get(site, addressHash);
      if (!row) return null;
      const common = { cardHash: row.card_hash, reading: row.reading, readAt: row.read_at };
      return row.ad_id === null
        ? { ...common, adId: null, skipped: skipReason.parse(row.skipped) }
        : { ...common, adId: row.ad_id, skipped: null };
    },
    keepCard(site: string, addressHash: string, memory: CardMemory): void {
      const { cardHash, reading, readAt, adId, skipped } = memory;
      keepCard.run(site, addressHash, cardHash, reading, readAt, adId, skipped);
    },
    forgetCard(site: string, addressHash: string): void {
      forgetCard.run(site, addressHash);
    },
    /** Forgets what a run that read the whole site did not meet. */
    forgetUnmet(site: string, runId: string): void {
      forgetPages.run(site, runId);
      forgetCards.run(site, runId);
    },
  };
}
