import { messageOf } from '../lib/errors.ts';
import type { Region } from '../model/region.ts';
import type { Site } from '../model/site.ts';
import { plansOf } from './planned-crawls.ts';
import type { Plans } from './planned-crawls.ts';

export type PlanKeeper = {
  /** The last good plans. */
  plans(): Plans;
  /** Why the configuration is not what is planned by now; null when it is. */
  problem(): string | null;
  /** Reads the configuration again. @returns the sites that have another schedule since. */
  refresh(): string[];
};

type Planned = { sites: readonly Site[]; region: Region };

/**
 * The schedules for a program that goes on while its configuration is edited. Only when to crawl is taken over, and only of sites that
 * were there at the start: all else of a site counts from the next start. While the configuration is broken the last good plans hold.
 */
export function keepPlans(begin: Planned, readAgain: () => Planned): PlanKeeper {
  let plans = plansOf(begin);
  let problem: string | null = null;
  return {
    plans: () => plans,
    problem: () => problem,
    refresh() {
      const before = plans;
      try {
        const now = plansOf(readAgain());
        plans = new Map([...now].filter(([site]) => begin.sites.some(({ id }) => id === site)));
        problem = null;
      } catch (error) {
        problem = messageOf(error);
      }
      return begin.sites.map(({ id }) => id).filter((site) => isOther(before.get(site), plans.get(site)));
    },
  };
}

type Plan = ReturnType<Plans['get']>;

function isOther(one: Plan, two: Plan): boolean {
  return one?.at !== two?.at || one?.reason !== two?.reason;
}
