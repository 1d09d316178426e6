/** The one place where politeness is kept: every request to a host, of either lane, robots.txt included, passes here. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { VindplaatsError } from '../lib/errors.ts';
import { turnHeldMs } from '../queue/host-turns.ts';
import type { HostTurns } from '../queue/host-turns.ts';
import { orAborted } from './or-aborted.ts';

export type Pace = {
  /** From the end of one request to the start of the next. */
  delayMs: number;
  /** More than one only without delay: then nobody waits for turns, and blocks hold for this process alone. */
  atOnce: number;
};

export type HostGate = {
  /**
   * Runs `task` when it is this host's turn, over all processes that share the turns: one at a time, with the delay between, and
   * after an answer a rest as long as the answer took (at most a minute), so a host that labours gets air.
   * @param host `URL.host`: http and https of one name share a turn; ports of their own are hosts of their own.
   * @throws VindplaatsError `FETCH_LATER` while the host is blocked.
   */
  run<T>(host: string, pace: Pace, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  /** Keeps every request from the host for so long; a longer block stays. Within a task it holds before anyone else's turn. */
  block(host: string, waitMs: number): Promise<void>;
};

type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;
type Door = { inLine: ReturnType<typeof pLimit>; blockedUntil: number };

export function createHostGate(options: { turns: HostTurns; now: () => Date; sleep?: Sleep }): HostGate {
  const { turns, now, sleep = realSleep } = options;
  const doors = new Map<string, Door>();

  function doorOf(host: string, atOnce: number): Door {
    const known = doors.get(host);
    if (known !== undefined) return known;
    const fresh = { inLine: pLimit(atOnce), blockedUntil: -Infinity };
    doors.set(host, fresh);
    return fresh;
  }

  async function takeTurn<T>(host: string, delayMs: number, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const turn = randomUUID();
    for (;;) {
      signal.throwIfAborted();
      const answer = await turns.take(host, turn, delayMs);
      if (answer.kind === 'yours') break;
      if (answer.kind === 'blocked') throw later(host, answer.waitMs);
      await sleep(answer.waitMs, signal);
    }
    const startedAt = now().getTime();
    // One that cannot be renewed ends by itself.
    const renewing = setInterval(() => void turns.renew(host, turn).catch(() => {}), turnHeldMs / 3);
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      clearInterval(renewing);
      await turns.end(host, turn, Math.max(0, now().getTime() - startedAt));
    }
  }

  return {
    async run(host, { delayMs, atOnce }, signal, task) {
      const door = doorOf(host, atOnce);
      const waitMs = door.blockedUntil - now().getTime();
      if (waitMs > 0) throw later(host, waitMs);
      // The line itself cannot be left; who gives up waiting hears so at once, and its turn passes unused.
      return orAborted(
        door.inLine(() => (atOnce === 1 ? takeTurn(host, delayMs, signal, task) : task())),
        signal,
      );
    },
    async block(host, waitMs) {
      const door = doorOf(host, 1);
      door.blockedUntil = Math.max(door.blockedUntil, now().getTime() + waitMs);
      await turns.block(host, waitMs);
    },
  };
}

function later(host: string, waitMs: number): VindplaatsError {
  return new VindplaatsError('FETCH_LATER', `${host} asked to come back in ${Math.ceil(waitMs / 1000)} s.`, { waitMs });
}

async function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
