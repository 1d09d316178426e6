/** The photo hashes of an ad as the crawl found them; the link stage finds out which are of one picture. */
export const photos = `
create table found_photo (
  ad_id integer not null references ad (id),
  hash text not null,
  quality integer not null,
  primary key (ad_id, hash)
) strict, without rowid;
`;
