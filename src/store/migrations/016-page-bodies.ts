/**
 * Page bodies as rows: a file a page cost more than everything else on the page's way to the disk, and an erased row is overwritten.
 * What a run holds stands apart from what its address is settled by; what was held in the form before is rolled back, so that the
 * next night reads those pages again.
 */
export const pageBodies = `
update run_address set outcome = 'skipped', detail = 'rolled-back'
where outcome in ('stored', 'changed') and exists (
  select 1 from personal_held_visit h
  where h.run_id = run_address.run_id and h.address_hash = run_address.address_hash and h.job is not null);
delete from personal_held_visit;
update run set state = 'rolled-back', finished_at = coalesce(finished_at, started_at)
where state in ('crawling', 'releasing', 'quarantined');

-- What was read, sealed, where the job does not hold it itself: opened by nobody before the run is put to use.
alter table personal_held_visit add column content text;

create table personal_page_body (
  -- Of the bytes unsealed, as in ad_page.
  sha256 text primary key,
  -- The run that brought it last. As long as that is held, no page needs to name the body.
  run_id text not null references run (id),
  sealed blob not null
) strict;
create index page_body_by_run on personal_page_body (run_id);
`;
