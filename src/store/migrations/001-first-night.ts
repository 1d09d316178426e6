/**
 * Two kinds of tables. `personal_*` holds what a person wrote or is called: text, numbers, names, addresses of pages.
 * Everything else holds ids, keyed hashes, counts, decisions and history, and stays whole when `personal_*` is erased.
 */
export const firstNight = `
create table run (
  id text primary key,
  site text not null,
  reason text not null,
  started_at text not null,
  finished_at text
) strict;
create index run_by_site on run (site, started_at);

-- Every address a run found, by keyed hash, and what became of it. Open while outcome is null.
create table run_address (
  run_id text not null references run (id),
  address_hash text not null,
  kind text not null check (kind in ('listing', 'detail')),
  outcome text check (outcome in ('stored', 'changed', 'unchanged', 'listed', 'skipped', 'failed')),
  detail text,
  primary key (run_id, address_hash)
) strict, without rowid;
create index run_address_open on run_address (run_id) where outcome is null;

create table ad (
  id integer primary key,
  site text not null,
  site_ad_id text not null,
  address_hash text not null,
  municipality text not null,
  age_band text not null,
  -- The posted date, else the day it was first seen: the day on which local law and reports count it.
  reference_day text not null,
  first_seen_at text not null,
  last_seen_at text not null,
  gone_at text,
  version integer not null,
  unique (site, site_ad_id)
) strict;
create index ad_by_address on ad (site, address_hash);
create index ad_by_day on ad (reference_day, municipality);

create table ad_version (
  ad_id integer not null references ad (id),
  version integer not null,
  content_hash text not null,
  seen_at text not null,
  page_sha256 text not null,
  page_status integer not null,
  etag text,
  last_modified text,
  primary key (ad_id, version)
) strict, without rowid;

create table personal_ad (
  ad_id integer not null references ad (id),
  version integer not null,
  content text not null check (json_valid(content)),
  primary key (ad_id, version)
) strict;

create table identifier (
  ad_id integer not null references ad (id),
  kind text not null check (kind in ('phone')),
  hash text not null,
  persona_hash text not null,
  primary key (ad_id, kind, hash)
) strict, without rowid;
create index identifier_by_hash on identifier (kind, hash);

create table assessment (
  id integer primary key,
  ad_id integer not null references ad (id),
  ad_version integer not null,
  made_at text not null,
  level text not null check (level in ('laag', 'verhoogd', 'hoog', 'direct')),
  points integer not null,
  ruleset_hash text not null,
  input_hash text not null,
  findings text not null check (json_valid(findings)),
  unique (ad_id, ad_version, ruleset_hash, input_hash)
) strict;

-- Where an ad stands now; kept in step by whoever writes an assessment or a review event, in the same transaction.
create table standing (
  ad_id integer primary key references ad (id),
  assessment_id integer not null references assessment (id),
  level_rank integer not null,
  points integer not null,
  state text not null check (state in ('open', 'confirmed', 'dismissed', 'handed-over'))
) strict;
create index standing_order on standing (state, level_rank desc, points desc, ad_id desc);

create table review_event (
  id integer primary key,
  ad_id integer not null references ad (id),
  kind text not null check (kind in ('decided', 'undone', 'reopened', 'handed-over')),
  content text not null check (json_valid(content)),
  actor text not null,
  at text not null
) strict;
create index review_event_by_ad on review_event (ad_id, id);

-- What a reviewer typed may name people, so it is erased with the rest.
create table personal_note (
  review_event_id integer primary key references review_event (id),
  note text not null
) strict;

create table handover (
  number text primary key,
  municipality text not null,
  made_at text not null,
  actor text not null,
  basis text not null,
  manifest_sha256 text not null
) strict;

create table handover_item (
  handover_number text not null references handover (number),
  ad_id integer not null references ad (id),
  ad_version integer not null,
  decision_event_id integer not null references review_event (id),
  primary key (handover_number, ad_id)
) strict, without rowid;

create table account (
  name text primary key,
  role text not null check (role in ('ketenregisseur', 'beheerder', 'auditor')),
  password_hash text not null,
  created_at text not null,
  disabled_at text
) strict;

create table session (
  token_hash text primary key,
  account text not null references account (name),
  created_at text not null,
  expires_at text not null
) strict;

create table audit (
  id integer primary key,
  at text not null,
  actor text not null,
  action text not null,
  object text not null,
  result text not null,
  origin text not null,
  hash text not null
) strict;
`;
