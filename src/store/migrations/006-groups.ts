/** Groups as last derived, for lists; what reviewers wrote about links; contacts other than telephone numbers; photos left out. */
export const groups = `
create table identifier_of_any_kind (
  ad_id integer not null references ad (id),
  kind text not null check (kind in ('phone', 'email', 'handle')),
  hash text not null,
  persona_hash text not null,
  -- Where it stands in the version that was linked: positions, never text.
  spans text not null default '[]' check (json_valid(spans)),
  primary key (ad_id, kind, hash)
) strict, without rowid;
insert into identifier_of_any_kind (ad_id, kind, hash, persona_hash) select ad_id, kind, hash, persona_hash from identifier;
drop table identifier;
alter table identifier_of_any_kind rename to identifier;
create index identifier_by_hash on identifier (kind, hash);

-- The smallest ad id of the group an ad is in; its own when it is alone. Derived from the evidence, and derived anew with it.
create table ad_group (
  ad_id integer primary key references ad (id),
  group_id integer not null
) strict;
create index ad_group_by_group on ad_group (group_id);

-- Texts that may be of one template: shown to a person, never merged.
create table text_possible (
  text_id integer not null references text (id),
  other_id integer not null references text (id),
  share real not null,
  primary key (text_id, other_id)
) strict, without rowid;
create index text_possible_by_other on text_possible (other_id);

create table personal_link_note (
  constraint_id integer primary key references link_constraint (id),
  note text not null
) strict;

create table personal_generic_note (
  node text primary key references generic_node (node) on delete cascade,
  note text not null
) strict, without rowid;

alter table link_facts add column photo_personas integer not null default 0;

-- Photos of an ad that have no hash, by reason.
create table photo_left_out (
  ad_id integer not null references ad (id),
  reason text not null,
  photos integer not null,
  primary key (ad_id, reason)
) strict, without rowid;
`;
