/** Whether something that is being closed is closed soon; a hung page must not hang the night. */
import { setTimeout as delay } from 'node:timers/promises';

const closeMaxMs = 5000;

/** @returns false when it takes longer than a hung page is worth, or fails. */
export async function closesInTime(closing: Promise<unknown>, maxMs: number = closeMaxMs): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      closing.then(
        () => true,
        () => false,
      ),
      delay(maxMs, false, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}
