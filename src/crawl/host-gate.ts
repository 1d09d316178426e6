/** The one place where politeness is kept: every request to a host, of either lane, robots.txt included, passes here. */
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { VindplaatsError } from '../lib/errors.ts';
import { orAborted } from './or-aborted.ts';

export type HostGate = {
  /**
   * Runs `task` when it is this host's turn: one at a time, `delayMs` between two starts, and after an answer a rest as
   * long as the answer took (at most a minute), so a host that labours gets air.
   * @param host `URL.host`: http and https of one name share a turn; ports of their own are hosts of their own.
   * @throws VindplaatsError `FETCH_LATER` while the host is blocked.
   */
  run<T>(host: string, delayMs: number, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  /** Keeps every request from the host for so long; a longer block stays. */
  block(host: string, waitMs: number): void;
};

type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;
type Turn = { inLine: ReturnType<typeof pLimit>; startedAt: number; endedAt: number; blockedUntil: number };

const restMaxMs = 60_000;

export function createHostGate({ now, sleep = realSleep }: { now: () => Date; sleep?: Sleep }): HostGate {
  const turns = new Map<string, Turn>();

  function turnOf(host: string): Turn {
    const known = turns.get(host);
    if (known !== undefined) return known;
    const fresh = { inLine: pLimit(1), startedAt: -Infinity, endedAt: -Infinity, blockedUntil: -Infinity };
    turns.set(host, fresh);
    return fresh;
  }

  function refuseWhileBlocked(host: string, turn: Turn): void {
    const waitMs = turn.blockedUntil - now().getTime();
    if (waitMs > 0) {
      throw new VindplaatsError('FETCH_LATER', `${host} asked to come back in ${Math.ceil(waitMs / 1000)} s.`, {
        waitMs,
      });
    }
  }

  async function takeTurn<T>(host: string, turn: Turn, delayMs: number, signal: AbortSignal, task: () => Promise<T>) {
    signal.throwIfAborted();
    refuseWhileBlocked(host, turn);
    const restMs = Math.min(turn.endedAt - turn.startedAt, restMaxMs);
    const clock = now().getTime();
    const waitMs = Math.max(turn.startedAt + delayMs, turn.endedAt + restMs) - clock;
    // A clock that was set back must not stretch the wait beyond what the gap can be.
    if (waitMs > 0) await sleep(Math.min(waitMs, Math.max(delayMs, restMs)), signal);
    signal.throwIfAborted();
    turn.startedAt = now().getTime();
    try {
      return await task();
    } finally {
      turn.endedAt = now().getTime();
    }
  }

  return {
    async run(host, delayMs, signal, task) {
      const turn = turnOf(host);
      refuseWhileBlocked(host, turn);
      // The line itself cannot be left; who gives up waiting hears so at once, and its turn passes unused.
      return orAborted(
        turn.inLine(() => takeTurn(host, turn, delayMs, signal, task)),
        signal,
      );
    },
    block(host, waitMs) {
      const turn = turnOf(host);
      turn.blockedUntil = Math.max(turn.blockedUntil, now().getTime() + waitMs);
    },
  };
}

async function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
