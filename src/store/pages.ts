import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { EvidencePage, Lane } from '../model/evidence-page.ts';
import type { createPageBodyRecords } from './page-bodies.ts';

/** One page that a version of an ad was read from. What names people is null once it is erased. */
export type StoredPage = {
  version: number;
  /** From 1. */
  position: number;
  sha256: string;
  sizeBytes: number;
  fetchedAt: string;
  status: number;
  lane: Lane;
  runId: string;
  body: 'kept' | 'too-large' | 'erased';
  erasedAt: string | null;
  detail: { url: string; finalUrl: string; headers: Record<string, string> } | null;
};

type PageRow = Omit<StoredPage, 'detail'> & { url: string | null; finalUrl: string | null; headers: string | null };

const headersSchema = z.record(z.string(), z.string());

/** The pages behind the versions of ads. */
export function createPageRecords(db: Database, bodies: ReturnType<typeof createPageBodyRecords>) {
  const insert = db.prepare(
    `insert into ad_page (ad_id, version, position, sha256, size_bytes, fetched_at, status, lane, run_id, body)
     values (@adId, @version, @position, @sha256, @sizeBytes, @fetchedAt, @status, @lane, @runId, @body)`,
  );
  const insertDetail = db.prepare(
    'insert into personal_page (ad_id, version, position, url, final_url, headers) values (?, ?, ?, ?, ?, ?)',
  );
  const carryOver = db.prepare(
    `insert into ad_page select ad_id, @to, position, sha256, size_bytes, fetched_at, status, lane, run_id, body, erased_at
     from ad_page where ad_id = @adId and version = @from`,
  );
  const carryOverDetail = db.prepare(
    `insert into personal_page select ad_id, @to, position, url, final_url, headers
     from personal_page where ad_id = @adId and version = @from`,
  );
  const ofAd = db.prepare<[number], PageRow>(
    `select p.version, p.position, p.sha256, p.size_bytes sizeBytes, p.fetched_at fetchedAt, p.status, p.lane, p.run_id runId,
            p.body, p.erased_at erasedAt, d.url, d.final_url finalUrl, d.headers
     from ad_page p left join personal_page d using (ad_id, version, position) where p.ad_id = ? order by p.version, p.position`,
  );
  // Full pages stay only for an ad that a person has confirmed (guard-rail G4).
  const due = db.prepare<[string], { adId: number; version: number; position: number; sha256: string }>(
    `select p.ad_id adId, p.version, p.position, p.sha256 from ad_page p left join standing s on s.ad_id = p.ad_id
     where p.body <> 'erased' and p.fetched_at < ? and coalesce(s.state, 'open') not in ('confirmed', 'handed-over')`,
  );
  const markErased = db.prepare(
    `update ad_page set body = 'erased', erased_at = @at where ad_id = @adId and version = @version and position = @position`,
  );
  const eraseDetail = db.prepare(
    'delete from personal_page where ad_id = @adId and version = @version and position = @position',
  );
  const kept = db.prepare<[], { sha256: string; adId: number }>(
    `select sha256, min(ad_id) adId from ad_page where body = 'kept' group by sha256 order by adId`,
  );

  return {
    /** Keeps the pages of a new version; their bodies are there already. To be called in the transaction that adds the version. */
    add({ adId, version }: { adId: number; version: number }, runId: string, pages: readonly EvidencePage[]): void {
      for (const [index, page] of pages.entries()) {
        const { url, finalUrl, headers, ...facts } = page;
        const position = index + 1;
        insert.run({ ...facts, adId, version, position, runId });
        insertDetail.run(adId, version, position, url, finalUrl, JSON.stringify(headers));
      }
    },
    /** The pages of one version are those of another, too, which was read from them anew. */
    carryOver(adId: number, from: number, to: number): void {
      carryOver.run({ adId, from, to });
      carryOverDetail.run({ adId, from, to });
    },
    /** The pages of every version of an ad, in order. */
    ofAd(adId: number): StoredPage[] {
      return ofAd.all(adId).map(({ url, finalUrl, headers, ...page }) => ({
        ...page,
        detail:
          url === null || finalUrl === null || headers === null
            ? null
            : { url, finalUrl, headers: headersSchema.parse(JSON.parse(headers)) },
      }));
    },
    /** The bodies there have to be, each with one of the ads it belongs to. */
    keptBodies(): { sha256: string; adId: number }[] {
      return kept.all();
    },
    /** Erases the pages fetched before a moment, but not those of confirmed ads; hash, time and status stay. @returns how many. */
    eraseBefore(moment: string, at: string): number {
      const pages = due.all(moment);
      for (const page of pages) {
        eraseDetail.run(page);
        markErased.run({ ...page, at });
        bodies.eraseUnneeded(page.sha256);
      }
      return pages.length;
    },
  };
}
