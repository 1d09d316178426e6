import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openPageSource } from '../../src/crawl/page-source.ts';
import type { FetchResult, PageSource, PageSourceOptions } from '../../src/crawl/page-source.ts';
import { decodeHtml } from '../../src/lib/decode-html.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';
import type { Log } from '../../src/log.ts';
import { siteSchema } from '../../src/model/site.ts';
import type { Site } from '../../src/model/site.ts';
import type { TestServer } from '../support/http-server.ts';

export const userAgent = 'Vindplaats/0.1 (+mailto:proef@example.org)';

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What a test wants other than the plain site. */
export type SiteChange = Record<string, unknown> & { politeness?: Record<string, number> };

export function siteAt(origin: string, change: SiteChange = {}): Site {
  const { politeness, ...rest } = change;
  return siteSchema.parse({
    id: 'proef',
    title: 'Proef',
    network: 'loopback',
    termsReviewedOn: '2026-01-01',
    start: [`${origin}/`],
    politeness: { delayMs: 0, timeoutMs: 5000, maxBodyBytes: 100_000, ...politeness },
    listing: { card: 'article', link: { selector: 'a' } },
    detail: {
      fields: { id: { from: 'url' }, title: { from: 'title' }, text: { from: 'text' }, place: { from: 'text' } },
    },
    ...rest,
  });
}

/** A page source that is closed with the test. */
export function pageSource(options: Partial<PageSourceOptions> = {}): PageSource {
  const temporaryDir = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
  const source = openPageSource({ userAgent, now: () => new Date(), log: silentLog, temporaryDir, ...options });
  onTestFinished(async () => {
    await source.close();
    rmSync(temporaryDir, { recursive: true, force: true });
  });
  return source;
}

export async function closing(started: Promise<TestServer>): Promise<TestServer> {
  const server = await started;
  onTestFinished(() => server.close());
  return server;
}

/** The code a promise fails with, and its wait when there is one; any other outcome is shown as it is. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { resolved: await promise };
  } catch (error) {
    if (!(error instanceof VindplaatsError)) return error;
    return error.waitMs === undefined ? error.code : { code: error.code, waitMs: error.waitMs };
  }
}

export const never = new AbortController().signal;

/** What a reader would make of a page. */
export function textOf(result: FetchResult): string {
  if (result.kind !== 'page') throw new Error(`expected a page, got ${result.kind}`);
  return decodeHtml(result.page.bytes, result.page.contentType);
}
