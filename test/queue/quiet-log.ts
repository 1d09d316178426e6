import type { QueueLog } from '../../src/queue/run-job.ts';

export const quietLog: QueueLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
