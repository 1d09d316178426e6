/** What is ordinary to ask per site, worked out from the ads of the region now and then, and each ad's distance from it. */
export const priceLevels = `
create table price_level (
  site text not null,
  minutes integer not null check (minutes in (30, 60)),
  -- Null while too few ads name such a price, or all name the same.
  median_cents real,
  deviation_cents real,
  -- Ads it was worked out from, and ads linked since: when those have grown by a share, it is worked out anew.
  ads integer not null,
  linked_since integer not null,
  primary key (site, minutes)
) strict, without rowid;

alter table link_facts add column price_robust_z real;
`;
