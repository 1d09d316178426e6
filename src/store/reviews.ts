import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { levels, levelSchema } from '../model/assessment.ts';
import type { Level } from '../model/assessment.ts';
import { confirmReasons, dismissReasons, reviewStateSchema, verdictSchema } from '../model/review.ts';
import type { ReviewEvent, ReviewState } from '../model/review.ts';

/** One line of the list to review. */
export type StandingRow = {
  adId: number;
  level: Level;
  points: number;
  state: ReviewState;
  municipality: string;
  site: string;
  firstSeenAt: string;
  lastSeenAt: string;
  goneAt: string | null;
};

/** Where an ad stands in the order of the list: by level, then by points. */
export type Place = Pick<StandingRow, 'level' | 'points'>;

export type StandingFilter = {
  state: ReviewState;
  municipality?: string | undefined;
  site?: string | undefined;
  level?: Level | undefined;
  /** The lightest place in the order that is still asked for; absent asks for all. */
  downTo?: Place | undefined;
  limit: number;
  offset: number;
};

/** An event before it has its number. */
export type NewReviewEvent = ReviewEvent extends infer E ? (E extends ReviewEvent ? Omit<E, 'id'> : never) : never;

const eventContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decided'),
    adVersion: z.number(),
    assessmentId: z.number(),
    verdict: verdictSchema,
    reason: z.union([confirmReasons, dismissReasons]),
  }),
  z.object({ kind: z.literal('undone'), undoes: z.number() }),
  z.object({ kind: z.literal('reopened'), assessmentId: z.number() }),
  z.object({ kind: z.literal('handed-over'), handoverNumber: z.string() }),
]);

type EventRow = {
  id: number;
  ad_id: number;
  kind: string;
  content: string;
  actor: string;
  at: string;
  note: string | null;
};
type StandingDbRow = {
  ad_id: number;
  level_rank: number;
  points: number;
  state: string;
  municipality: string;
  site: string;
  first_seen_at: string;
  last_seen_at: string;
  gone_at: string | null;
};

export function createReviewRecords(db: Database) {
  const insert = db.prepare<[number, string, string, string, string], { id: number }>(
    'insert into review_event (ad_id, kind, content, actor, at) values (?, ?, ?, ?, ?) returning id',
  );
  const insertNote = db.prepare('insert into personal_note (review_event_id, note) values (?, ?)');
  const events = db.prepare<[number], EventRow>(
    'select e.*, n.note from review_event e left join personal_note n on n.review_event_id = e.id where e.ad_id = ? order by e.id',
  );
  const recent = db.prepare<[string, number], { ad_id: number }>(
    "select ad_id from review_event where actor = ? and kind = 'decided' order by id desc limit ?",
  );
  const setState = db.prepare('update standing set state = ? where ad_id = ?');
  const where = `where s.state = @state and (@municipality is null or ad.municipality = @municipality)
    and (@site is null or ad.site = @site) and (@rank is null or s.level_rank = @rank)
    and (s.level_rank, s.points) >= (@lowestRank, @lowestPoints)`;
  const list = db.prepare<[Record<string, unknown>], StandingDbRow>(
    `select s.*, ad.municipality, ad.site, ad.first_seen_at, ad.last_seen_at, ad.gone_at from standing s join ad on ad.id = s.ad_id
     ${where} order by s.level_rank desc, s.points desc, s.ad_id desc limit @limit offset @offset`,
  );
  const perLevel = db.prepare<[Record<string, unknown>], { level_rank: number; n: number }>(
    `select s.level_rank, count(*) n from standing s join ad on ad.id = s.ad_id ${where} group by s.level_rank`,
  );
  const tally = db.prepare<[Record<string, unknown>], { level_rank: number; n: number }>(
    `select level_rank, sum(ads) n from standing_tally where state = @state
     and (@municipality is null or municipality = @municipality) and (@site is null or site = @site) group by level_rank`,
  );
  const heaviest = db.prepare<[string, number], { level_rank: number; points: number }>(
    'select level_rank, points from standing where state = ? order by level_rank desc, points desc, ad_id desc limit ?',
  );
  // The place is bound and not looked up within: a subquery narrows the search by level only, which is 100 ms on a million ads.
  const place = '(@placeRank, @placePoints, @adId)';
  const below = db.prepare<[Record<string, unknown>], { ad_id: number }>(
    `select s.ad_id from standing s join ad on ad.id = s.ad_id ${where} and (s.level_rank, s.points, s.ad_id) < ${place}
     order by s.level_rank desc, s.points desc, s.ad_id desc limit 1`,
  );
  // The plus keeps the index for the place, which is the narrower of the two here.
  const above = db.prepare<[Record<string, unknown>], { ad_id: number }>(
    `select s.ad_id from standing s join ad on ad.id = s.ad_id ${where.replace('(s.level_rank,', '(+s.level_rank,')}
     and (s.level_rank, s.points, s.ad_id) > ${place} order by s.level_rank, s.points, s.ad_id limit 1`,
  );
  const one = db.prepare<[number], StandingDbRow>(
    'select s.*, ad.municipality, ad.site, ad.first_seen_at, ad.last_seen_at, ad.gone_at from standing s join ad on ad.id = s.ad_id where s.ad_id = ?',
  );

  function bind(filter: Omit<StandingFilter, 'limit' | 'offset'>): Record<string, unknown> {
    return {
      state: filter.state,
      municipality: filter.municipality ?? null,
      site: filter.site ?? null,
      rank: filter.level === undefined ? null : levels.indexOf(filter.level),
      lowestRank: filter.downTo === undefined ? 0 : levels.indexOf(filter.downTo.level),
      lowestPoints: filter.downTo?.points ?? 0,
    };
  }

  return {
    /** Adds an event and sets the state that follows from it. Call inside a transaction. @returns the event's number. */
    add(event: NewReviewEvent, stateAfter: ReviewState): number {
      const row = insert.get(event.adId, event.kind, JSON.stringify(contentOf(event)), event.actor, event.at);
      if (!row) throw new Error('insert into review_event returned no id');
      if (event.kind === 'decided' && event.decision.note !== '') insertNote.run(row.id, event.decision.note);
      setState.run(stateAfter, event.adId);
      return row.id;
    },
    events(adId: number): ReviewEvent[] {
      return events.all(adId).map(toEvent);
    },
    /** Ads this person decided on last, newest first, for undo. */
    recentlyDecidedBy(actor: string, limit: number): number[] {
      return recent.all(actor, limit).map((row) => row.ad_id);
    },
    /** By level, heaviest first; within a level by points. */
    list(filter: StandingFilter): StandingRow[] {
      return list.all({ ...bind(filter), limit: filter.limit, offset: filter.offset }).map(toStanding);
    },
    /** The ads just before and after this one in a list, whether or not it still belongs to that list itself. */
    beside(
      filter: Omit<StandingFilter, 'limit' | 'offset'>,
      adId: number,
    ): { previous: number | null; next: number | null } {
      // The place of the ad itself in the order, so that a list that moved meanwhile is still walked without gaps.
      const row = one.get(adId);
      if (!row) return { previous: null, next: null };
      const bound = { ...bind(filter), adId, placeRank: row.level_rank, placePoints: row.points };
      return { previous: above.get(bound)?.ad_id ?? null, next: below.get(bound)?.ad_id ?? null };
    },
    /** The places of the heaviest ads of the whole region, heaviest first. */
    heaviest(state: ReviewState, limit: number): Place[] {
      return heaviest.all(state, limit).map((row) => ({ level: levelAt(row.level_rank), points: row.points }));
    },
    /** Reads as many rows as the part of the list above `downTo` has, and for the whole list none but a tally. */
    countPerLevel(filter: Omit<StandingFilter, 'limit' | 'offset' | 'level'>): Record<Level, number> {
      const counts: Record<Level, number> = { laag: 0, verhoogd: 0, hoog: 0, direct: 0 };
      const rows = (filter.downTo === undefined ? tally : perLevel).all(bind(filter));
      for (const row of rows) counts[levelAt(row.level_rank)] = row.n;
      return counts;
    },
    standing(adId: number): StandingRow | null {
      const row = one.get(adId);
      return row ? toStanding(row) : null;
    },
  };
}

function contentOf(event: NewReviewEvent): z.infer<typeof eventContent> {
  switch (event.kind) {
    case 'decided':
      return {
        kind: event.kind,
        adVersion: event.adVersion,
        assessmentId: event.assessmentId,
        verdict: event.decision.verdict,
        reason: event.decision.reason,
      };
    case 'undone':
      return { kind: event.kind, undoes: event.undoes };
    case 'reopened':
      return { kind: event.kind, assessmentId: event.assessmentId };
    case 'handed-over':
      return { kind: event.kind, handoverNumber: event.handoverNumber };
  }
}

function toEvent(row: EventRow): ReviewEvent {
  const content = eventContent.parse(JSON.parse(row.content));
  const common = { id: row.id, adId: row.ad_id, actor: row.actor, at: row.at };
  if (content.kind !== 'decided') return { ...content, ...common };
  const { kind, adVersion, assessmentId, verdict, reason } = content;
  const note = row.note ?? '';
  const decision =
    verdict === 'confirmed'
      ? { verdict, reason: confirmReasons.parse(reason), note }
      : { verdict, reason: dismissReasons.parse(reason), note };
  return { kind, ...common, adVersion, assessmentId, decision };
}

function levelAt(rank: number): Level {
  return levelSchema.parse(levels[rank]);
}

function toStanding(row: StandingDbRow): StandingRow {
  return {
    adId: row.ad_id,
    level: levelAt(row.level_rank),
    points: row.points,
    state: reviewStateSchema.parse(row.state),
    municipality: row.municipality,
    site: row.site,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    goneAt: row.gone_at,
  };
}
