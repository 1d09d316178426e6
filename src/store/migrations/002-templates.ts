/** Texts and photos that ads share, and what reviewers decided about groups. Groups themselves are derived, never stored. */
export const templates = `
create table text (
  id integer primary key,
  -- The smallest text id of those that are surely of one template.
  template integer not null
) strict;
create index text_by_template on text (template);

-- Hashes of pairs of words: personal content, apart from the rest so that it can be erased.
create table personal_text (
  text_id integer primary key references text (id),
  packed blob not null
) strict;

create table ad_text (
  ad_id integer primary key references ad (id),
  text_id integer not null references text (id),
  -- How alike the nearest other text was when the ad was linked, 0 to 1; null when it stood alone or was the very same.
  nearest_share real
) strict;
create index ad_text_by_text on ad_text (text_id);

create table shingle_weights (
  id integer primary key check (id = 1),
  encoded blob not null
) strict;

create table photo (
  id integer primary key,
  cluster integer not null,
  hash text not null unique,
  quality integer not null
) strict;
create index photo_by_cluster on photo (cluster);

create table ad_photo (
  ad_id integer not null references ad (id),
  photo_id integer not null references photo (id),
  nearest_bits integer,
  primary key (ad_id, photo_id)
) strict, without rowid;
create index ad_photo_by_photo on ad_photo (photo_id);

create table link_constraint (
  id integer primary key,
  decision text not null check (json_valid(decision)),
  reason text not null,
  actor text not null,
  made_at text not null,
  undone_at text
) strict;

create table link_constraint_ad (
  ad_id integer not null references ad (id),
  constraint_id integer not null references link_constraint (id),
  primary key (ad_id, constraint_id)
) strict, without rowid;

create table generic_node (
  node text primary key,
  reason text not null,
  actor text not null,
  made_at text not null
) strict, without rowid;
`;
