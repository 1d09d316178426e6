import { destination, pino } from 'pino';
import type { Logger } from 'pino';

/** Events with ids and counts; never text of an ad, numbers or names. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Names under which personal content could slip into a log line; their values are cut out (guard-rail G9). */
const redacted = [
  'text',
  'title',
  'phone',
  'phones',
  'e164',
  'rawForm',
  'name',
  'body',
  'payload',
  'password',
  'cookie',
  'authorization',
];

export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: { paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[weg]' },
    },
    destination({ dest: 2, sync: true }),
  );
}
