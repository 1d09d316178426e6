/**
 * A worker process for the conformance suite, made to be killed in the middle of jobs: it finishes `finishCount` jobs of
 * queue `work`, each followed by one job on `after`, then takes more and never finishes them. Says `done` or `stuck` a job.
 */
import { openBullQueue } from '../../src/queue/bullmq.ts';
import { openSqliteQueue } from '../../src/queue/sqlite.ts';
import { quietLog } from './quiet-log.ts';

const [engine = '', address = '', prefix = '', finishCount = '0'] = process.argv.slice(2);
const queue =
  engine === 'sqlite'
    ? openSqliteQueue({ path: address, log: quietLog })
    : await openBullQueue({ redisUrl: address, prefix, log: quietLog });

let taken = 0;
await queue.consume(
  'work',
  { concurrency: 3, timeoutMs: 6_000, maxAttempts: 1, backoffMs: 0, minGapMs: 0 },
  {
    async handle(payload) {
      taken += 1;
      if (taken > Number(finishCount)) {
        process.stdout.write('stuck\n');
        await new Promise(() => undefined);
      }
      process.stdout.write('done\n');
      return [{ queue: 'after', key: String(payload), payload }];
    },
    classify: () => ({ retry: 'never' }),
    giveUp: () => [],
  },
);
process.stdout.write('ready\n');
