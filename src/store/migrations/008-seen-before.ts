/** What makes an unchanged night cheap, and what keeps a missed ad from being called gone at once. */
export const seenBefore = `
-- A listing page as it was last read. Addresses are keyed hashes; that of the next page is sealed.
create table listing_page (
  site text not null,
  address_hash text not null,
  -- Fingerprint of the site file and the region it was read with; under another one it is read anew.
  reading text not null,
  etag text,
  last_modified text,
  body_sha256 text,
  cards text not null check (json_valid(cards)),
  sealed_next text,
  primary key (site, address_hash)
) strict, without rowid;

-- What came of the page behind a card. Of an ad outside the region this is all there is: keyed hashes and a day.
create table listing_card (
  site text not null,
  address_hash text not null,
  card_hash text not null,
  reading text not null,
  read_at text not null,
  ad_id integer references ad (id) on delete cascade,
  skipped text,
  primary key (site, address_hash),
  check ((ad_id is null) <> (skipped is null))
) strict, without rowid;
create index listing_card_by_ad on listing_card (ad_id) where ad_id is not null;

-- The run that did not find the ad for the first time; null while it is found.
alter table ad add column missed_in text;

create table ad_event (
  run_id text not null references run (id),
  ad_id integer not null references ad (id) on delete cascade,
  kind text not null check (kind in ('missed', 'gone', 'returned')),
  at text not null,
  primary key (run_id, ad_id, kind)
) strict, without rowid;
create index ad_event_by_ad on ad_event (ad_id, at);
insert into ad_event (run_id, ad_id, kind, at)
  select run.id, ad.id, 'gone', ad.gone_at from ad join run on run.site = ad.site and ad.gone_at between run.started_at and run.finished_at;

-- Settled by what was known of its card, without a request.
alter table run_address add column by_card integer not null default 0 check (by_card in (0, 1));
-- Every listing page of the site was read: what this run did not find is not there.
alter table run add column is_whole integer not null default 0 check (is_whole in (0, 1));
`;
