/** At which instants a cron pattern falls, on both nights of the year that change the clock too. The only importer of croner. */
import { Cron } from 'croner';
import { messageOf } from './errors.ts';

/** A pattern of five fields (minute, hour, day, month, weekday), read on the wall clock of a time zone. */
export type Planning = { cron: string; timeZone: string };

/** The clock that people in the region live by. */
export const dutchTime = 'Europe/Amsterdam';

/**
 * What keeps a pattern from being a planning of crawls, as words to follow the name of the setting; null when it is one.
 * The minute must be one number, so that nothing is planned more than once an hour.
 */
export function problemOfCron(cron: string): string | null {
  if (!/^\d{1,2}(?: [\d*/,a-zA-Z#-]+){4}$/.test(cron) || cron.length > 100) {
    return "must be five fields with one number for the minute, such as '0 3 * * *' (every day at 03:00)";
  }
  try {
    return nextMoment({ cron, timeZone: dutchTime }, new Date()) === null ? 'names a day that never comes' : null;
  } catch (error) {
    return `is not a cron pattern (${messageOf(error)})`;
  }
}

/**
 * The first planned instant after `after`; null when there is none any more.
 * A fixed time that the clock skips (02:30 on the last Sunday of March) falls where the clock jumps to: 03:00, at 01:00 UTC.
 * One that comes twice (02:30 on the last Sunday of October) counts the first time only: 00:30 UTC.
 */
export function nextMoment(planning: Planning, after: Date): Date | null {
  return read(planning).nextRun(after);
}

/** The last planned instant that is not later than `at`; null when there was none. */
export function lastMoment(planning: Planning, at: Date): Date | null {
  // Croner looks strictly before the moment it is given.
  return read(planning).previousRuns(1, new Date(at.getTime() + 1))[0] ?? null;
}

function read({ cron, timeZone }: Planning): Cron {
  // Without this rule a list of hours or minutes would lose its skipped time, and have its doubled one twice.
  return new Cron(cron, { timezone: timeZone, paused: true, fixedTimeRule: 'no-wildcard' });
}
