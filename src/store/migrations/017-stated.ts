/**
 * What of an ad's content is asked for again and again, beside it: reading a whole content for one age made every comparison of ads
 * slow. As personal as the content, and erased with it by the database itself.
 */
export const stated = `
create table personal_stated (
  ad_id integer primary key references ad (id),
  age integer,
  posted_on text,
  per30_cents integer,
  per60_cents integer
) strict;

insert into personal_stated
select ad.id, json_extract(p.content, '$.age'), json_extract(p.content, '$.postedOn'),
  json_extract(p.content, '$.prices.per30Cents'), json_extract(p.content, '$.prices.per60Cents')
from ad join personal_ad p on p.ad_id = ad.id and p.version = ad.version;

-- A version is kept once and after all older ones.
create trigger content_kept after insert on personal_ad begin
  insert or replace into personal_stated values (new.ad_id, json_extract(new.content, '$.age'), json_extract(new.content, '$.postedOn'),
    json_extract(new.content, '$.prices.per30Cents'), json_extract(new.content, '$.prices.per60Cents'));
end;

create trigger content_erased after delete on personal_ad
when old.version = (select version from ad where id = old.ad_id) begin
  delete from personal_stated where ad_id = old.ad_id;
end;
`;
