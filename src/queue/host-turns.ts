/** Whose turn it is at a web host: one answer for all processes and machines that share a queue, whichever sites and lanes they visit. */
import { z } from 'zod';

export type HostTurns = {
  /**
   * Asks for the turn at a host. One is had at a time, and the next begins no sooner than the delay after the last has ENDED: then
   * the gap holds as the host sees it, however long a request was on its way. The largest delay that is asked of a host holds for all.
   * @param turn a name of the asker's own for it.
   */
  take(host: string, turn: string, delayMs: number): Promise<TurnAnswer>;
  /** To be called more often than every `turnHeldMs` while the turn lasts: one that is not renewed is over, for its process was killed. */
  renew(host: string, turn: string): Promise<void>;
  /** @param restMs how long the host is left alone at least. */
  end(host: string, turn: string, restMs: number): Promise<void>;
  /** Nobody gets a turn for so long; a longer block stays. */
  block(host: string, waitMs: number): Promise<void>;
};

export type TurnAnswer = { kind: 'yours' } | { kind: 'wait' | 'blocked'; waitMs: number };

/** Where the turns of hosts are kept, for all who share them. */
export type TurnRecords = {
  /** @returns also the clock that all of them go by, in ms. */
  read(host: string): Promise<{ state: string | null; now: number }>;
  /** Writes unless somebody was faster. @returns false then. */
  replace(host: string, from: string | null, to: string): Promise<boolean>;
};

export const turnHeldMs = 5_000;
/** A record that nobody has touched for so long may be forgotten. */
export const turnsKeptMs = 25 * 3_600_000;

/** How soon the end of another's turn is noticed. */
const lookAgainMs = 25;
/** A delay is asked of a host for so long after the last turn. */
const delayKeptMs = 3_600_000;
/** The longest rest and the longest block that anyone may ask for. */
const restMaxMs = 60_000;
const blockMaxMs = 24 * 3_600_000;

/** Moments by the clock of the records. */
const stateSchema = z.object({
  holder: z.string().nullable(),
  heldUntil: z.number(),
  endedAt: z.number(),
  /** After `endedAt`. */
  restMs: z.number(),
  delayMs: z.number(),
  blockedUntil: z.number(),
});
type State = z.infer<typeof stateSchema>;

export function createHostTurns(records: TurnRecords): HostTurns {
  async function change<T>(
    host: string,
    decide: (state: State, now: number) => { next: State; answer: T },
  ): Promise<T> {
    for (;;) {
      const { state, now } = await records.read(host);
      const before = state === null ? neverAsked : stateSchema.parse(JSON.parse(state));
      const { next, answer } = decide(before, now);
      if (next === before || (await records.replace(host, state, JSON.stringify(next)))) return answer;
    }
  }

  return {
    take: (host, turn, delayMs) => change(host, (state, now) => decideTurn(onClock(state, now), turn, delayMs, now)),
    renew: (host, turn) =>
      change(host, (state, now) => ({
        next: state.holder === turn ? { ...state, heldUntil: now + turnHeldMs } : state,
        answer: undefined,
      })),
    end: (host, turn, restMs) =>
      change(host, (state, now) => {
        const next = { ...state, holder: null, endedAt: now, restMs: Math.min(restMs, restMaxMs) };
        return { next: state.holder === turn ? next : state, answer: undefined };
      }),
    block: (host, waitMs) =>
      change(host, (state, now) => {
        const blockedUntil = Math.max(state.blockedUntil, now + Math.min(waitMs, blockMaxMs));
        return { next: { ...state, blockedUntil }, answer: undefined };
      }),
  };
}

function decideTurn(state: State, turn: string, delayMs: number, now: number): { next: State; answer: TurnAnswer } {
  if (state.blockedUntil > now) return { next: state, answer: { kind: 'blocked', waitMs: state.blockedUntil - now } };
  if (state.holder !== null && state.heldUntil > now) {
    return { next: state, answer: { kind: 'wait', waitMs: Math.min(state.heldUntil - now, lookAgainMs) } };
  }
  const endedAt = state.holder === null ? state.endedAt : state.heldUntil;
  const asked = Math.max(delayMs, now - endedAt < delayKeptMs ? state.delayMs : 0);
  const freeAt = endedAt + Math.max(asked, state.restMs);
  if (freeAt > now) return { next: state, answer: { kind: 'wait', waitMs: freeAt - now } };
  return {
    next: { ...state, holder: turn, heldUntil: now + turnHeldMs, endedAt, delayMs: asked },
    answer: { kind: 'yours' },
  };
}

/** A clock that was set back must not stretch a wait beyond what it can be. */
function onClock(state: State, now: number): State {
  const isAhead = state.endedAt > now || state.heldUntil > now + turnHeldMs || state.blockedUntil > now + blockMaxMs;
  if (!isAhead) return state;
  return {
    ...state,
    endedAt: Math.min(state.endedAt, now),
    heldUntil: Math.min(state.heldUntil, now + turnHeldMs),
    blockedUntil: Math.min(state.blockedUntil, now + blockMaxMs),
  };
}

const longAgo = 0;
const neverAsked: State = {
  holder: null,
  heldUntil: longAgo,
  endedAt: longAgo,
  restMs: 0,
  delayMs: 0,
  blockedUntil: longAgo,
};

/** For one process that shares its turns with nobody. */
export function memoryTurnRecords(now: () => Date): TurnRecords {
  const states = new Map<string, string>();
  return {
    read: async (host) => ({ state: states.get(host) ?? null, now: now().getTime() }),
    async replace(host, from, to) {
      if ((states.get(host) ?? null) !== from) return false;
      states.set(host, to);
      return true;
    },
  };
}
