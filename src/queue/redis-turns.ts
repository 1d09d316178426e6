import { asRefusal } from './connect-redis.ts';
import type { Redis } from './connect-redis.ts';
import { turnsKeptMs } from './host-turns.ts';
import type { TurnRecords } from './host-turns.ts';

/** The clock is that of Redis: those of the machines differ. */
export function createTurnRecords(connection: Redis, prefix: string): TurnRecords {
  const keyOf = (host: string) => `${prefix}-turn:${host}`;
  return {
    async read(host) {
      const [state, [seconds, microseconds]] = await Promise.all([connection.get(keyOf(host)), connection.time()]);
      return { state, now: Number(seconds) * 1000 + Number(microseconds) / 1000 };
    },
    async replace(host, from, to) {
      try {
        return (await connection.eval(replaceUnlessChanged, 1, keyOf(host), from ?? '', to, turnsKeptMs)) === 1;
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}

const replaceUnlessChanged = `
  if (redis.call('get', KEYS[1]) or '') ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
  return 1`;
