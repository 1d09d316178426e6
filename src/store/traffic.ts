import type { Database } from 'better-sqlite3';
import type { Traffic } from '../model/traffic.ts';

type Row = { requests: number; wire_bytes: number; busy_ms: number; pause_ms: number };

/** What each run asked of its site. */
export function createTrafficRecords(db: Database) {
  const add = db.prepare(
    `insert into run_traffic (run_id, requests, wire_bytes, busy_ms, pause_ms)
     values (@runId, @requests, @wireBytes, @busyMs, @pauseMs)
     on conflict do update set requests = requests + excluded.requests, wire_bytes = wire_bytes + excluded.wire_bytes,
       busy_ms = busy_ms + excluded.busy_ms, pause_ms = max(pause_ms, excluded.pause_ms)`,
  );
  const one = db.prepare<[string], Row>('select * from run_traffic where run_id = ?');
  const perSite = db.prepare<[], { site: string; requests: number; wire_bytes: number }>(
    `select run.site, sum(t.requests) requests, sum(t.wire_bytes) wire_bytes
     from run_traffic t join run on run.id = t.run_id group by run.site`,
  );
  return {
    add(runId: string, traffic: Traffic): void {
      add.run({ runId, ...traffic });
    },
    /** Zeros for a run of before this was counted. */
    of(runId: string): Traffic {
      const row = one.get(runId);
      return row === undefined
        ? { requests: 0, wireBytes: 0, busyMs: 0, pauseMs: 0 }
        : { requests: row.requests, wireBytes: row.wire_bytes, busyMs: row.busy_ms, pauseMs: row.pause_ms };
    },
    /** Over all runs of each site. */
    totals(): { site: string; requests: number; wireBytes: number }[] {
      return perSite.all().map(({ site, requests, wire_bytes: wireBytes }) => ({ site, requests, wireBytes }));
    },
  };
}
