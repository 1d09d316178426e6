/** The one catalogue of everything that can go wrong and be told to a person. README.md repeats it; a test keeps them equal. */

/** What the job runner does with a failure: try again with growing backoff, wait without spending an attempt, or give up at once. */
export type RetryPolicy = 'backoff' | 'later' | 'never';

type Entry = { exitCode: number; retry: RetryPolicy; meaning: string };

export const catalogue = {
  UNEXPECTED: { exitCode: 1, retry: 'backoff', meaning: 'a fault in Vindplaats itself' },
  USAGE: { exitCode: 2, retry: 'never', meaning: 'a command or option that does not exist' },
  NODE_TOO_OLD: { exitCode: 10, retry: 'never', meaning: 'Node.js is older than 20.18.1' },
  CONFIG_MISSING: { exitCode: 11, retry: 'never', meaning: 'a configuration file or folder is not there' },
  CONFIG_INVALID: {
    exitCode: 12,
    retry: 'never',
    meaning: 'a configuration file or environment variable does not hold what it must',
  },
  SITE_UNKNOWN: { exitCode: 13, retry: 'never', meaning: 'no file config/sites/<site>.yaml of that name' },
  RULES_INVALID: { exitCode: 14, retry: 'never', meaning: 'a rule file is broken, or a rule fails its own cases' },
  LEGAL_BASIS_MISSING: {
    exitCode: 15,
    retry: 'never',
    meaning: 'no valid legal basis for this source, purpose and date',
  },
  DATA_UNWRITABLE: { exitCode: 16, retry: 'never', meaning: 'the data folder cannot be written' },
  DATA_LOCKED: { exitCode: 17, retry: 'later', meaning: 'another Vindplaats uses this data folder' },
  PORT_IN_USE: { exitCode: 18, retry: 'never', meaning: 'the address of the pages or of a demo site is taken' },
  REDIS_UNREACHABLE: { exitCode: 19, retry: 'later', meaning: 'REDIS_URL is set, and no Redis answers there' },
  CHROMIUM_MISSING: { exitCode: 20, retry: 'never', meaning: 'a site needs the browser lane, and no Chromium starts' },
  SITE_UNREACHABLE: { exitCode: 21, retry: 'backoff', meaning: 'a site does not answer' },
  RUN_INCOMPLETE: { exitCode: 22, retry: 'never', meaning: 'a crawl ended with pages that failed or were never tried' },
  NOT_FOUND: { exitCode: 23, retry: 'never', meaning: 'what was asked for is not in the store' },
  INPUT_INVALID: { exitCode: 24, retry: 'never', meaning: 'a value that was typed or sent does not hold what it must' },
  DECISION_NOT_ALLOWED: { exitCode: 25, retry: 'never', meaning: 'that decision does not fit the state of the ad' },
  AUDIT_BROKEN: { exitCode: 26, retry: 'never', meaning: 'the audit log does not fit its own chain' },
  RUN_QUARANTINED: {
    exitCode: 27,
    retry: 'never',
    meaning: 'a crawl found something very unlike the nights before; its results are held until a person decides',
  },
  RUN_NOT_HELD: { exitCode: 28, retry: 'never', meaning: 'a run that is not, or not yet, held for a decision' },
  EVIDENCE_BROKEN: { exitCode: 29, retry: 'never', meaning: 'a page kept as evidence is gone or was changed' },
  FETCH_FAILED: { exitCode: 30, retry: 'backoff', meaning: 'a page could not be fetched this time' },
  FETCH_REFUSED: {
    exitCode: 31,
    retry: 'never',
    meaning: 'a page that must not or cannot be fetched (address, size, type, scope)',
  },
  FETCH_LATER: { exitCode: 32, retry: 'later', meaning: 'the site asks to come back later' },
  JOB_TIMEOUT: { exitCode: 33, retry: 'backoff', meaning: 'a job took longer than its stage allows' },
  JOB_INVALID: { exitCode: 34, retry: 'never', meaning: 'a job that does not fit its stage' },
  PAGE_UNREADABLE: {
    exitCode: 35,
    retry: 'never',
    meaning: 'a page that takes more time or memory to read than a page may',
  },
  SITE_BLOCKED: {
    exitCode: 36,
    retry: 'never',
    meaning: 'a site that shows a captcha or a log-in, or keeps refusing; it was left at once',
  },
  KEY_WRONG: {
    exitCode: 37,
    retry: 'never',
    meaning: 'the key is not the one this data folder was made with, or that others use on this Redis',
  },
  AD_ID_SHARED: {
    exitCode: 38,
    retry: 'never',
    meaning: 'pages of a site that tell one id for ads that are not the same',
  },
  REDIS_REFUSES: {
    exitCode: 39,
    retry: 'later',
    meaning: 'Redis answers and takes nothing in: it is full or read-only',
  },
  DISK_FULL: { exitCode: 40, retry: 'later', meaning: 'there is no room to write in the data folder' },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof catalogue;

/**
 * A failure with a code of the catalogue and one sentence: what, which file or id, what to do now.
 * `waitMs` goes with `later` codes: how long to wait before the next try.
 */
export class VindplaatsError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly waitMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown>; waitMs?: number } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'VindplaatsError';
    this.code = code;
    this.details = options.details ?? {};
    this.waitMs = options.waitMs;
  }
}

/** The retry policy of any thrown value; what is not ours is a fault and is tried again. */
export function retryPolicyOf(error: unknown): RetryPolicy {
  return error instanceof VindplaatsError ? catalogue[error.code].retry : catalogue.UNEXPECTED.retry;
}

export function exitCodeOf(error: unknown): number {
  return error instanceof VindplaatsError ? catalogue[error.code].exitCode : catalogue.UNEXPECTED.exitCode;
}

export function codeOf(error: unknown): ErrorCode {
  return error instanceof VindplaatsError ? error.code : 'UNEXPECTED';
}

/** What Node, SQLite and undici call an error, such as `ENOENT`; empty where it has no such name. */
export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
