/** Tips from outside, entered by a person: what they are about as keyed hashes, what the person wrote apart from it. */
export const tips = `
create table tip (
  id integer primary key,
  source text not null,
  received_on text not null,
  actor text not null,
  entered_at text not null,
  undone_at text,
  undone_by text
) strict;

-- For kind 'ad' the number of the ad stands in \`hash\`.
create table tip_subject (
  tip_id integer not null references tip (id),
  kind text not null check (kind in ('phone', 'email', 'url', 'ad')),
  hash text not null,
  primary key (tip_id, kind, hash)
) strict, without rowid;
create index tip_subject_by_hash on tip_subject (kind, hash);

create table personal_tip_note (
  tip_id integer primary key references tip (id),
  note text not null
) strict;
`;
