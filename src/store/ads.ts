import type { Database } from 'better-sqlite3';
import { amsterdamDay } from '../lib/amsterdam-day.ts';
import { adSchema, ageBandOf } from '../model/ad.ts';
import type { Ad } from '../model/ad.ts';
import type { Validators } from '../model/page.ts';

/** An ad without personal content: what may be counted, ordered and kept. */
export type AdRecord = {
  id: number;
  site: string;
  siteAdId: string;
  municipality: string;
  ageBand: string;
  referenceDay: string;
  firstSeenAt: string;
  lastSeenAt: string;
  goneAt: string | null;
  version: number;
};

/** The page an ad was read from, as evidence. */
export type PageEvidence = {
  sha256: string;
  status: number;
  fetchedAt: string;
  etag: string | null;
  lastModified: string | null;
};

type AdRow = {
  id: number;
  site: string;
  site_ad_id: string;
  municipality: string;
  age_band: string;
  reference_day: string;
  first_seen_at: string;
  last_seen_at: string;
  gone_at: string | null;
  version: number;
};

export function createAdRecords(db: Database) {
  const byId = db.prepare<[number], AdRow>('select * from ad where id = ?');
  const versionOf = db.prepare<[number], number>('select version from ad where id = ?').pluck();
  const byIdentity = db.prepare<[string, string], AdRow & { content_hash: string }>(
    'select ad.*, v.content_hash from ad join ad_version v on v.ad_id = ad.id and v.version = ad.version where site = ? and site_ad_id = ?',
  );
  const insert = db.prepare<[string, string, string, string, string, string, string, string], { id: number }>(
    'insert into ad (site, site_ad_id, address_hash, municipality, age_band, reference_day, first_seen_at, last_seen_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, 1) returning id',
  );
  const update = db.prepare(
    'update ad set address_hash = ?, municipality = ?, age_band = ?, reference_day = ?, last_seen_at = ?, version = ? where id = ?',
  );
  const insertVersion = db.prepare(
    'insert into ad_version (ad_id, version, content_hash, seen_at, page_sha256, page_status, etag, last_modified) values (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const refreshPage = db.prepare(
    'update ad_version set page_sha256 = ?, page_status = ?, etag = ?, last_modified = ? where ad_id = ? and version = ?',
  );
  const copyVersion = db.prepare(
    `insert into ad_version (ad_id, version, content_hash, seen_at, page_sha256, page_status, etag, last_modified)
     select ad_id, ?, ?, seen_at, page_sha256, page_status, etag, last_modified from ad_version where ad_id = ? and version = ?`,
  );
  const revise = db.prepare(
    'update ad set municipality = ?, age_band = ?, reference_day = ?, version = ? where id = ?',
  );
  const insertContent = db.prepare('insert into personal_ad (ad_id, version, content) values (?, ?, ?)');
  const content = db.prepare<[number, number], { content: string }>(
    'select content from personal_ad where ad_id = ? and version = ?',
  );
  const validators = db.prepare<
    [string, string],
    { etag: string | null; last_modified: string | null; page_sha256: string }
  >(
    'select v.etag, v.last_modified, v.page_sha256 from ad join ad_version v on v.ad_id = ad.id and v.version = ad.version where site = ? and address_hash = ?',
  );
  const byAddress = db.prepare<[string, string], { id: number }>(
    'select id from ad where site = ? and address_hash = ?',
  );
  const contentHashAt = db.prepare<[string, string], { content_hash: string }>(
    'select v.content_hash from ad join ad_version v on v.ad_id = ad.id and v.version = ad.version where site = ? and address_hash = ?',
  );
  const toldElsewhere = db.prepare<
    [{ site: string; siteAdId: string; addressHash: string; runId: string; since: string }],
    { id: number; version: number }
  >(
    `select ad.id, ad.version from ad join run_address a on a.run_id = @runId and a.address_hash = ad.address_hash
     where ad.site = @site and ad.site_ad_id = @siteAdId and ad.address_hash <> @addressHash and (a.by_card = 1 or ad.last_seen_at >= @since)
     and a.outcome in ('stored', 'changed', 'unchanged')`,
  );
  const versions = db.prepare<[number], { version: number; seen_at: string }>(
    'select version, seen_at from ad_version where ad_id = ? order by version',
  );
  const all = db.prepare<[], { id: number }>('select id from ad order by id');
  const ofSite = db.prepare<[string], { id: number }>('select id from ad where site = ? order by id');

  return {
    find(id: number): AdRecord | null {
      const row = byId.get(id);
      return row ? toRecord(row) : null;
    },
    /** Of its newest reading; null for an ad that is not there. */
    versionOf: (id: number): number | null => versionOf.get(id) ?? null,
    /** The ad as extracted, in its newest or a given version; null once its content is erased. */
    content(id: number, version: number): Ad | null {
      const row = content.get(id, version);
      return row ? adSchema.parse(JSON.parse(row.content)) : null;
    },
    versions(id: number): { version: number; seenAt: string }[] {
      return versions.all(id).map((row) => ({ version: row.version, seenAt: row.seen_at }));
    },
    ids(): number[] {
      return all.all().map((row) => row.id);
    },
    idsOfSite(site: string): number[] {
      return ofSite.all(site).map((row) => row.id);
    },
    /** The ad that was last read from this address. */
    idAt(site: string, addressHash: string): number | null {
      return byAddress.get(site, addressHash)?.id ?? null;
    },
    /** What the last fetch of this address left to compare with; null for an address that is new. */
    validators(site: string, addressHash: string): Validators | null {
      const row = validators.get(site, addressHash);
      return row ? { etag: row.etag, lastModified: row.last_modified, bodySha256: row.page_sha256 } : null;
    },
    /** The keyed hash of what the ad at this address said when it was last read. */
    contentHashAt(site: string, addressHash: string): string | null {
      return contentHashAt.get(site, addressHash)?.content_hash ?? null;
    },
    /** The ad that goes by this id of the site, and the keyed hash of what it said last. */
    knownAs(site: string, siteAdId: string): { id: number; contentHash: string } | null {
      const row = byIdentity.get(site, siteAdId);
      return row ? { id: row.id, contentHash: row.content_hash } : null;
    },
    /**
     * The ad of this id as another address told it, in this run or, where its card is the same as before, in an earlier one.
     * @returns also whether it says something else there: then the id is none.
     */
    toldElsewhere(
      ad: Ad,
      addressHash: string,
      run: { id: string; startedAt: string },
    ): { adId: number; isOther: boolean } | null {
      const { site, siteAdId } = ad;
      const row = toldElsewhere.get({ site, siteAdId, addressHash, runId: run.id, since: run.startedAt });
      if (row === undefined) return null;
      const told = this.content(row.id, row.version);
      return { adId: row.id, isOther: told !== null && (told.title !== ad.title || told.text !== ad.text) };
    },
    /**
     * Another reading of the page that a version was read from, as the next version. Whether and when the ad was seen stays as it is.
     * @returns false when the ad has moved on since that version, or says the same.
     */
    revise(id: number, version: number, ad: Ad & { municipality: string }, contentHash: string): boolean {
      const known = byIdentity.get(ad.site, ad.siteAdId);
      if (known?.id !== id || known.version !== version || known.content_hash === contentHash) return false;
      copyVersion.run(version + 1, contentHash, id, version);
      insertContent.run(id, version + 1, JSON.stringify(ad));
      revise.run(ad.municipality, ageBandOf(ad.age), ad.postedOn ?? known.reference_day, version + 1, id);
      return true;
    },
    /** Keeps what an ad says: new, as a further version of one we know by the site's own id, or unchanged. Whether it is gone, `presence` keeps. */
    keep(entry: { ad: Ad & { municipality: string }; addressHash: string; contentHash: string; page: PageEvidence }): {
      adId: number;
      version: number;
      outcome: 'stored' | 'changed' | 'unchanged';
    } {
      const { ad, addressHash, contentHash, page } = entry;
      const known = byIdentity.get(ad.site, ad.siteAdId);
      const band = ageBandOf(ad.age);
      if (!known) {
        const referenceDay = ad.postedOn ?? amsterdamDay(page.fetchedAt);
        const row = insert.get(
          ad.site,
          ad.siteAdId,
          addressHash,
          ad.municipality,
          band,
          referenceDay,
          page.fetchedAt,
          page.fetchedAt,
        );
        if (!row) throw new Error('insert into ad returned no id');
        addVersion(row.id, 1);
        return { adId: row.id, version: 1, outcome: 'stored' };
      }
      const isChanged = known.content_hash !== contentHash;
      const version = isChanged ? known.version + 1 : known.version;
      update.run(
        addressHash,
        ad.municipality,
        band,
        ad.postedOn ?? known.reference_day,
        page.fetchedAt,
        version,
        known.id,
      );
      if (isChanged) addVersion(known.id, version);
      else refreshPage.run(page.sha256, page.status, page.etag, page.lastModified, known.id, version);
      return { adId: known.id, version, outcome: isChanged ? 'changed' : 'unchanged' };

      function addVersion(adId: number, number: number): void {
        insertVersion.run(
          adId,
          number,
          contentHash,
          page.fetchedAt,
          page.sha256,
          page.status,
          page.etag,
          page.lastModified,
        );
        insertContent.run(adId, number, JSON.stringify(ad));
      }
    },
  };
}

function toRecord(row: AdRow): AdRecord {
  return {
    id: row.id,
    site: row.site,
    siteAdId: row.site_ad_id,
    municipality: row.municipality,
    ageBand: row.age_band,
    referenceDay: row.reference_day,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    goneAt: row.gone_at,
    version: row.version,
  };
}
