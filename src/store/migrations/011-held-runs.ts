/** What a run found is held until the run is checked as a whole; a run that drifts is kept apart until a person decides. */
export const heldRuns = `
alter table run add column state text not null default 'crawling'
  check (state in ('crawling', 'releasing', 'released', 'quarantined', 'rolled-back'));
-- Who accepted a run that drifts: from that night on, the site is as it is then.
alter table run add column vouched_by text;
update run set state = 'released' where finished_at is not null;
create index run_waiting on run (site, state, started_at) where state <> 'released';

-- The result of each visit of a run that is not in use yet, sealed as it came. Erased when it is taken in or rolled back.
create table personal_held_visit (
  -- In the order in which they came.
  id integer primary key,
  run_id text not null references run (id),
  address_hash text not null,
  -- Null once it is taken in.
  job text,
  -- The form of what was read, for the check of the run; null where nothing was.
  observation text check (observation is null or json_valid(observation)),
  -- The ad it is of, as far as that is known.
  ad_id integer,
  unique (run_id, address_hash)
) strict;

create table run_check (
  run_id text primary key references run (id),
  profile text not null check (json_valid(profile)),
  findings text not null check (json_valid(findings))
) strict;
`;
