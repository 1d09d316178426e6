/** What each run asked of its site: sums, from which the next one can be planned. */
export const runTraffic = `
create table run_traffic (
  run_id text primary key references run (id),
  requests integer not null,
  wire_bytes integer not null,
  busy_ms integer not null,
  pause_ms integer not null
) strict, without rowid;
`;
