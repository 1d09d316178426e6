/** The pages that each version of an ad was read from. Bodies are files in the data folder, named by the hash of what they hold. */
export const pages = `
create table ad_page (
  ad_id integer not null,
  version integer not null,
  -- From 1: an ad may go on over several pages.
  position integer not null,
  -- Of the bytes as sent, after content decoding.
  sha256 text not null,
  size_bytes integer not null,
  fetched_at text not null,
  status integer not null,
  lane text not null check (lane in ('http', 'browser', 'manual')),
  run_id text not null references run (id),
  body text not null check (body in ('kept', 'too-large', 'erased')),
  erased_at text,
  primary key (ad_id, version, position),
  foreign key (ad_id, version) references ad_version (ad_id, version)
) strict, without rowid;
create index ad_page_by_body on ad_page (sha256) where body = 'kept';
create index ad_page_by_age on ad_page (fetched_at) where body <> 'erased';

-- Addresses and headers say whose ad it was; erased together with the body.
create table personal_page (
  ad_id integer not null,
  version integer not null,
  position integer not null,
  url text not null,
  final_url text not null,
  headers text not null check (json_valid(headers)),
  primary key (ad_id, version, position),
  foreign key (ad_id, version, position) references ad_page (ad_id, version, position)
) strict, without rowid;
`;
