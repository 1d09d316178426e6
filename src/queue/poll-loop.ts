/** What a claim gave: jobs that now run, or how long there is nothing to claim. */
export type Claim = { runs: Promise<void>[] } | { waitMs: number };

export type PollLoop = {
  /** Looks again soon: something was added in this process. */
  wake(): void;
  /** Runs something else in one of its places. @returns null when none is free: it was not run. */
  take<T>(run: () => Promise<T>): Promise<T> | null;
  close(): Promise<void>;
};

/**
 * Keeps up to `concurrency` claims running: looks again when one ends, when it is woken, when the next job is due, and
 * at least every `pollMs`, because other processes cannot wake it.
 * @param options.claim takes up to so many at once; its `runs` must not reject.
 */
export function startPollLoop(options: {
  concurrency: number;
  pollMs: number;
  claim(atMost: number): Claim;
  onError(error: unknown): void;
}): PollLoop {
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;
  let isClosed = false;

  function wake(): void {
    if (isClosed || soon !== undefined) return;
    clearTimeout(timer);
    // Not at once: a long row of quick jobs would keep timers and connections from their turn.
    soon = setImmediate(() => {
      soon = undefined;
      look();
    });
  }

  function hold(run: Promise<void>): void {
    const held = run.finally(() => {
      running.delete(held);
      wake();
    });
    running.add(held);
  }

  function look(): void {
    let waitMs = 0;
    try {
      while (running.size < options.concurrency) {
        const claim = options.claim(options.concurrency - running.size);
        if ('waitMs' in claim) {
          waitMs = claim.waitMs;
          break;
        }
        for (const run of claim.runs) hold(run);
      }
    } catch (error) {
      options.onError(error);
      waitMs = options.pollMs;
    }
    clearTimeout(timer);
    if (running.size < options.concurrency) timer = setTimeout(wake, Math.min(waitMs, options.pollMs));
  }

  wake();
  return {
    wake,
    take(run) {
      if (isClosed || running.size >= options.concurrency) return null;
      const taken = run();
      hold(taken.then(() => undefined));
      return taken;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearImmediate(soon);
      await Promise.all(running);
    },
  };
}
