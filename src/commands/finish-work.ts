import type { App, Desk, Settings } from '../app.ts';
import { VindplaatsError } from '../lib/errors.ts';

/**
 * Has the queued work of the store done: here, when nobody else writes, else by the Vindplaats that is running.
 * @returns whether it is done now.
 */
export async function finishWork(settings: Settings, app: App, desk: Desk): Promise<boolean> {
  if (settings.environment.redisUrl !== null) return false;
  try {
    await desk.write();
  } catch (error) {
    if (error instanceof VindplaatsError && error.code === 'DATA_LOCKED') return false;
    throw error;
  }
  await app.untilIdle([]);
  return true;
}
