import type { Database } from 'better-sqlite3';
import { observationSchema } from '../model/site-profile.ts';
import type { Observation } from '../model/site-profile.ts';

/**
 * What is held of one visit. `job` is null once it was taken in; `content` where the job holds all there is; `adId` is the ad it is of,
 * as far as that is known.
 */
export type HeldVisit = { id: number; job: string | null; content: string | null; adId: number | null };

/** What runs found and is not in use yet. The content is sealed: whoever opens it needs the key. */
export function createHeldVisitRecords(db: Database) {
  const hold = db.prepare(
    'insert into personal_held_visit (run_id, address_hash, job, content, observation, ad_id) values (?, ?, ?, ?, ?, ?) on conflict do nothing',
  );
  const observed = db.prepare<[string], { observation: string }>(
    'select observation from personal_held_visit where run_id = ? and observation is not null',
  );
  const next = db.prepare<[string, number, number], HeldVisit>(
    'select id, job, content, ad_id adId from personal_held_visit where run_id = ? and id > ? order by id limit ?',
  );
  const taken = db.prepare(
    'update personal_held_visit set job = null, content = null, observation = null, ad_id = ? where id = ?',
  );
  const eraseUpTo = db.prepare('delete from personal_held_visit where run_id = ? and id <= ?');
  const minors = db.prepare<[string], { n: number }>(
    "select count(*) n from personal_held_visit where run_id = ? and json_extract(observation, '$.statesMinor')",
  );

  return {
    /** @param visit `job` and `content` as the queue brought them, sealed. Holding an address again changes nothing. */
    hold(
      runId: string,
      visit: {
        addressHash: string;
        job: string;
        content: string | null;
        observation: Observation | null;
        adId: number | null;
      },
    ): void {
      const { addressHash, job, content, observation, adId } = visit;
      hold.run(runId, addressHash, job, content, observation === null ? null : JSON.stringify(observation), adId);
    },
    *observations(runId: string): Iterable<Observation> {
      for (const row of observed.iterate(runId)) yield observationSchema.parse(JSON.parse(row.observation));
    },
    /** The next held visits behind an id, in the order in which they came. */
    next(runId: string, after: number, limit: number): HeldVisit[] {
      return next.all(runId, after, limit);
    },
    /** Its content is in use now and goes; what stays for a moment is which ad it became. */
    markTaken(id: number, adId: number | null): void {
      taken.run(adId, id);
    },
    eraseUpTo(runId: string, id: number): void {
      eraseUpTo.run(runId, id);
    },
    /** Ads among them that state an age under 18: whoever decides on the run has to know. */
    countMinors(runId: string): number {
      return minors.get(runId)?.n ?? 0;
    },
  };
}
