/** A time-out that stands still while others are waited for: queueing politely at a host is not the page's own slowness. */

export type TimeBudget = {
  /** Aborts when the time is used up, on `fail`, or with the outer signal. */
  signal: AbortSignal;
  /** Stops the clock until the returned function is called; pauses may overlap. */
  pause(): () => void;
  fail(reason: Error): void;
  close(): void;
};

export function openTimeBudget(ms: number, outer: AbortSignal, usedUp: () => Error): TimeBudget {
  const ended = new AbortController();
  let leftMs = ms;
  let pauses = 0;
  let runningSince = performance.now();
  let timer = startTimer();

  function startTimer(): NodeJS.Timeout {
    runningSince = performance.now();
    return setTimeout(() => ended.abort(usedUp()), Math.max(1, leftMs));
  }

  return {
    signal: AbortSignal.any([outer, ended.signal]),
    pause() {
      pauses += 1;
      if (pauses === 1) {
        clearTimeout(timer);
        leftMs -= performance.now() - runningSince;
      }
      return () => {
        pauses -= 1;
        if (pauses === 0) timer = startTimer();
      };
    },
    fail: (reason) => ended.abort(reason),
    close: () => {
      pauses = Number.POSITIVE_INFINITY;
      clearTimeout(timer);
    },
  };
}
