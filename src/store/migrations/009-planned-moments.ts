/** What came of the moments at which a crawl was planned, so that each is answered once, whatever restarts in between. */
export const plannedMoments = `
create table planned_moment (
  site text not null,
  at text not null,
  -- watched: from here on the plan of this site is kept. skipped: an earlier crawl was still going on. refused: no legal basis.
  outcome text not null check (outcome in ('watched', 'started', 'skipped', 'refused')),
  answered_at text not null,
  primary key (site, at)
) strict, without rowid;
`;
