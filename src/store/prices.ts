import type { Database } from 'better-sqlite3';

/** Prices are compared with prices for the same time only. */
export type PriceMinutes = 30 | 60;

/** What is ordinary to ask on a site; eurocents. */
export type PriceLevel = { medianCents: number; deviationCents: number };

/** How much a price level rests on, and how much came since. */
export type PriceSupport = { ads: number; linkedSince: number };

/** What an ad asks, eurocents, and the distance that is kept of it. */
export type PricedAd = { id: number; per30Cents: number | null; per60Cents: number | null; robustZ: number | null };

type Row = {
  median_cents: number | null;
  deviation_cents: number | null;
  ads: number;
  linked_since: number;
};

export function createPriceRecords(db: Database) {
  const one = db.prepare<[string, number], Row>('select * from price_level where site = ? and minutes = ?');
  const count = db.prepare<[string, number], { ads: number; linked_since: number }>(
    `insert into price_level (site, minutes, ads, linked_since) values (?, ?, 0, 1)
     on conflict do update set linked_since = linked_since + 1 returning ads, linked_since`,
  );
  const keep = db.prepare(
    `update price_level set median_cents = ?, deviation_cents = ?, ads = ?, linked_since = 0 where site = ? and minutes = ?`,
  );
  const adBeyond = db.prepare<[string, number], { id: number }>('select id from ad where site = ? limit 1 offset ?');
  // The days count back from the newest sighting, which is our own clock: a site may date an ad as it likes.
  const recent = db.prepare<{ site: string; days: number }, PricedAd>(
    `select ad.id, stated.per30_cents per30Cents, stated.per60_cents per60Cents, facts.price_robust_z robustZ
     from ad join personal_stated stated on stated.ad_id = ad.id left join link_facts facts on facts.ad_id = ad.id
     where ad.site = @site and ad.last_seen_at >=
       (select strftime('%Y-%m-%dT%H:%M:%fZ', julianday(max(last_seen_at)) - @days) from ad where site = @site)`,
  );
  const keepDistance = db.prepare(
    'update link_facts set price_robust_z = @z where ad_id = @adId and price_robust_z is not @z',
  );

  return {
    /** Null while too little is known. */
    level(site: string, minutes: PriceMinutes): PriceLevel | null {
      const row = one.get(site, minutes);
      if (row === undefined || row.median_cents === null || row.deviation_cents === null) return null;
      return { medianCents: row.median_cents, deviationCents: row.deviation_cents };
    },
    /** One more ad of the site named such a price. @returns the support including it. */
    count(site: string, minutes: PriceMinutes): PriceSupport {
      const row = count.get(site, minutes);
      if (!row) throw new Error('a count that was just kept is not there');
      return { ads: row.ads, linkedSince: row.linked_since };
    },
    /** Whether the site has so many ads at most, without counting all of a large one. */
    hasFewAds: (site: string, most: number): boolean => adBeyond.get(site, most) === undefined,
    /** @param level null when `ads` are too few or name all the same. */
    keepLevel(site: string, minutes: PriceMinutes, level: PriceLevel | null, ads: number): void {
      keep.run(level?.medianCents ?? null, level?.deviationCents ?? null, ads, site, minutes);
    },
    /** The ads of a site that were seen in its last so many days. */
    recent: (site: string, days: number): PricedAd[] => recent.all({ site, days }),
    /** For an ad whose facts are kept. @returns whether it differs from what was kept. */
    keepDistance(adId: number, robustZ: number | null): boolean {
      return keepDistance.run({ adId, z: robustZ }).changes > 0;
    },
  };
}
