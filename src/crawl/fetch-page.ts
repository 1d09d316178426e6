/** The lane without a browser: what an answer to a conditional request means, and its body as bytes. */
import { VindplaatsError } from '../lib/errors.ts';
import { isUtf16 } from '../lib/decode-html.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { Page, Validators } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { WireResponse } from './http-exchange.ts';
import { keptHeaders } from './kept-headers.ts';
import type { PoliteFetch, Refusal } from './polite-fetch.ts';

export type FetchResult =
  { kind: 'page'; page: Page } | { kind: 'unchanged' } | { kind: 'gone'; status: 404 | 410 } | Refusal;

export type Fetch = { site: Site; url: string; validators: Validators | null; signal: AbortSignal };

const pageHeaders = { accept: 'text/html,application/xhtml+xml;q=0.9', 'accept-language': 'nl,en;q=0.5' } as const;

/** @throws VindplaatsError `FETCH_FAILED`, `FETCH_LATER`, `FETCH_REFUSED`, `SITE_UNREACHABLE` */
export async function fetchPage(fetch: PoliteFetch, wanted: Fetch, now: () => Date): Promise<FetchResult> {
  const fetched = await fetchHtml(fetch, wanted);
  if (fetched.kind !== 'html') return fetched;
  const { url, body, headers, status, wireBytes } = fetched.response;
  const bodySha256 = sha256Hex(body);
  if (bodySha256 === wanted.validators?.bodySha256) return { kind: 'unchanged' };
  return {
    kind: 'page',
    page: {
      url: wanted.url,
      finalUrl: url.href,
      status,
      fetchedAt: now().toISOString(),
      contentType: headers['content-type'] ?? '',
      etag: headers['etag'] ?? null,
      lastModified: headers['last-modified'] ?? null,
      bodySha256,
      wireBytes,
      bytes: body,
      headers: keptHeaders(headers),
      lane: 'http',
    },
  };
}

/** The part that both lanes share: everything up to the bytes of an HTML document. */
export async function fetchHtml(
  fetch: PoliteFetch,
  { site, url, validators, signal }: Fetch,
): Promise<{ kind: 'html'; response: WireResponse } | Exclude<FetchResult, { kind: 'page' }>> {
  const asked = conditions(validators);
  const headers = { ...pageHeaders, ...asked };
  const fetched = await fetch(site, url, { role: 'page', headers, signal });
  if (fetched.kind === 'refused') return fetched;
  const { response } = fetched;
  const { status } = response;
  // Only who was asked "unless it is this one" can say that it is.
  if (status === 304 && Object.keys(asked).length > 0) return { kind: 'unchanged' };
  if (status === 404 || status === 410) return { kind: 'gone', status };
  assertHtml(response);
  return { kind: 'html', response };
}

function conditions(validators: Validators | null): Record<string, string> {
  // Both may be sent: a server that knows entity tags must ignore the date then (RFC 9110, 13.1.3).
  return {
    ...(isSendable(validators?.etag) ? { 'if-none-match': validators.etag } : {}),
    ...(isSendable(validators?.lastModified) ? { 'if-modified-since': validators.lastModified } : {}),
  };
}

/** A stranger wrote it: it must fit into a header, and `*` would ask whether there is any page at all. */
function isSendable(validator: string | null | undefined): validator is string {
  return validator !== '*' && /^[\t\x20-\x7e\x80-\xff]{1,1000}$/.test(validator ?? '');
}

/**
 * Lets only a page pass.
 * @throws VindplaatsError `FETCH_FAILED` for what another try may mend, `FETCH_REFUSED` for what it will not.
 */
function assertHtml({ status, headers, body, url }: WireResponse): void {
  if (status >= 500 || status === 408 || status === 425 || status === 304) {
    throw new VindplaatsError('FETCH_FAILED', `${url.host} answers ${status}; it is tried again later.`);
  }
  if (status !== 200 && status !== 203) {
    throw new VindplaatsError('FETCH_REFUSED', `${url.host} does not give this page (status ${status}).`, {
      details: { status },
    });
  }
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== 'text/html' && type !== 'application/xhtml+xml') {
    throw new VindplaatsError('FETCH_REFUSED', `${url.host} sent "${type.slice(0, 60)}" where a page was expected.`);
  }
  // A picture sent as text/html would be stored and searched as text; a zero byte never stands in a page.
  if (!isUtf16(body, headers['content-type']) && body.subarray(0, 4096).includes(0)) {
    throw new VindplaatsError('FETCH_REFUSED', `${url.host} sent a file that is no text where a page was expected.`);
  }
}
