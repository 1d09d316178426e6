/** How many ads stand where, kept in step by the database itself, so that no page counts a million rows to say "393 more". */
export const standingTally = `
create table standing_tally (
  state text not null,
  municipality text not null,
  site text not null,
  level_rank integer not null,
  ads integer not null,
  primary key (state, municipality, site, level_rank)
) strict, without rowid;

insert into standing_tally
select s.state, ad.municipality, ad.site, s.level_rank, count(*)
from standing s join ad on ad.id = s.ad_id group by 1, 2, 3, 4;

create trigger standing_enters after insert on standing begin
  insert into standing_tally
  select new.state, municipality, site, new.level_rank, 1 from ad where id = new.ad_id
  on conflict do update set ads = ads + 1;
end;

create trigger standing_leaves after delete on standing begin
  update standing_tally set ads = ads - 1
  where state = old.state and level_rank = old.level_rank
    and (municipality, site) = (select municipality, site from ad where id = old.ad_id);
end;

create trigger standing_moves after update of state, level_rank on standing
when old.state <> new.state or old.level_rank <> new.level_rank begin
  update standing_tally set ads = ads - 1
  where state = old.state and level_rank = old.level_rank
    and (municipality, site) = (select municipality, site from ad where id = old.ad_id);
  insert into standing_tally
  select new.state, municipality, site, new.level_rank, 1 from ad where id = new.ad_id
  on conflict do update set ads = ads + 1;
end;

create trigger ad_moves after update of municipality on ad when old.municipality <> new.municipality begin
  update standing_tally set ads = ads - 1
  where (municipality, site) = (old.municipality, old.site)
    and (state, level_rank) = (select state, level_rank from standing where ad_id = old.id);
  insert into standing_tally
  select state, new.municipality, new.site, level_rank, 1 from standing where ad_id = new.id
  on conflict do update set ads = ads + 1;
end;
`;
