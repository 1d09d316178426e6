/** Ads that a person added by hand: who, when, and which version it made or confirmed. */
export const manualEntries = `
create table manual_entry (
  id text primary key,
  ad_id integer not null references ad (id),
  version integer not null,
  run_id text not null references run (id),
  actor text not null,
  added_at text not null
) strict;
create index manual_entry_by_ad on manual_entry (ad_id, added_at);
`;
