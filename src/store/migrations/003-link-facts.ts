/** What linking works out for the screen stage, which may not ask it: kept, so that both read the same. */
export const linkFacts = `
-- The keyed hash of the persona of every ad; the one beside an identifier is there only for ads with a contact.
create table ad_persona (
  ad_id integer primary key references ad (id),
  persona_hash text not null,
  is_named integer not null check (is_named in (0, 1))
) strict;

create table link_facts (
  ad_id integer primary key references ad (id),
  template_ads integer not null,
  template_contacts integer not null,
  ages_falling integer not null check (ages_falling in (0, 1)),
  name_changed integer not null check (name_changed in (0, 1)),
  posts_in_burst integer not null,
  burst_personas integer not null,
  days_known integer not null
) strict;
`;
