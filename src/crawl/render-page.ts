/**
 * The lane for sites that only show their ads after scripts have run. The browser has no network of its own: whatever its pages
 * ask for is fetched by the same polite fetch as everything else and handed in. So redirects, addresses, robots.txt and pauses
 * hold for it by construction, and what slips past the interception ends at the egress proxy and reaches nobody.
 */
import pLimit from 'p-limit';
import type { BrowserContext, Page as Tab, Route } from 'playwright';
import { VindplaatsError } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { Log } from '../log.ts';
import type { Site } from '../model/site.ts';
import { fetchHtml } from './fetch-page.ts';
import type { Fetch, FetchResult } from './fetch-page.ts';
import type { WireResponse } from './http-exchange.ts';
import { keptHeaders } from './kept-headers.ts';
import { end, kill, launch } from './launch-chromium.ts';
import type { Chromium } from './launch-chromium.ts';
import { orAborted } from './or-aborted.ts';
import { closesInTime } from './closes-in-time.ts';
import { createPageParts } from './page-parts.ts';
import type { Asked, PageParts, PartCache } from './page-parts.ts';
import type { PoliteFetch } from './polite-fetch.ts';
import { isInScope } from './scope.ts';
import { openTimeBudget } from './time-budget.ts';

export type Renderer = {
  /** @throws VindplaatsError as `PageSource.get` */
  render(wanted: Fetch): Promise<FetchResult>;
  close(): Promise<void>;
};

type RendererOptions = {
  fetch: PoliteFetch;
  userAgent: string;
  now: () => Date;
  log: Log;
  temporaryDir: string;
  chromiumPath: string | undefined;
  /** After so many pages a site gets a new cookie jar and cache. */
  pagesPerContext: number | undefined;
};

/** A site's own cookie jar and cache. Renewed now and then, so that neither memory nor a session of the site grows without end. */
type Tenant = {
  chromium: Chromium;
  context: BrowserContext;
  cache: PartCache;
  pages: number;
  /** One tab for page after page: opening and closing one costs several times a page. */
  tab: Tab | null;
  /** What answers the page that is being shown; null between pages, when nothing may be asked. */
  parts: PageParts | null;
};

const pagesPerContextDefault = 50;

export function openRenderer(options: RendererOptions): Renderer {
  const { fetch, userAgent, now, log, pagesPerContext = pagesPerContextDefault } = options;
  const tenants = new Map<string, Tenant>();
  const inLine = new Map<string, ReturnType<typeof pLimit>>();
  let launched: Promise<Chromium> | null = null;
  let closed = false;

  async function chromium(): Promise<Chromium> {
    if (closed) throw new VindplaatsError('FETCH_FAILED', 'The browser lane is being closed; run the crawl again.');
    const current = (launched ??= launch(options));
    const running = await current.catch((error: unknown) => {
      // The next page may try again: a Chromium can be installed meanwhile.
      if (launched === current) launched = null;
      throw error;
    });
    if (running.browser.isConnected()) return running;
    if (launched === current) {
      // It crashed or was killed: clean up behind it and start anew.
      launched = null;
      await end(running, log);
    }
    return chromium();
  }

  async function tenantOf(site: Site): Promise<Tenant> {
    const known = tenants.get(site.id);
    if (known !== undefined && known.pages < pagesPerContext && known.chromium.browser.isConnected()) return known;
    if (known !== undefined) await retire(site.id, known);
    const running = await chromium();
    const context = await running.browser.newContext({
      userAgent,
      acceptDownloads: false,
      serviceWorkers: 'block',
      locale: 'nl-NL',
    });
    const fresh = {
      chromium: running,
      context,
      cache: { parts: new Map(), sizeBytes: 0 },
      pages: 0,
      tab: null,
      parts: null,
    };
    tenants.set(site.id, fresh);
    return fresh;
  }

  async function retire(siteId: string, tenant: Tenant): Promise<void> {
    tenants.delete(siteId);
    const isClosed = await closesInTime(tenant.context.close());
    if (!isClosed) await kill(tenant.chromium, log);
  }

  async function renderInTurn({ site, url, signal }: Fetch, document: WireResponse): Promise<FetchResult> {
    signal.throwIfAborted();
    const tenant = await tenantOf(site);
    tenant.pages += 1;
    const budget = openTimeBudget(
      site.politeness.timeoutMs,
      signal,
      () =>
        new VindplaatsError(
          'FETCH_FAILED',
          `A page of ${site.id} was not ready within ${site.politeness.timeoutMs} ms; see "ready" in its site file.`,
        ),
    );
    const parts = createPageParts({ fetch, site, document, cache: tenant.cache, budget });
    try {
      const shown = await orAborted(show(tenant, site, document.url.href, parts), budget.signal);
      const { html, finalUrl } = shown;
      const bytes = Buffer.from(html);
      if (!isInScope(site, new URL(finalUrl))) return { kind: 'refused', reason: 'outside-scope' };
      if (bytes.length > site.politeness.maxBodyBytes) {
        throw new VindplaatsError(
          'FETCH_REFUSED',
          `A page of ${site.id} grew beyond ${site.politeness.maxBodyBytes} bytes in the browser.`,
        );
      }
      return {
        kind: 'page',
        page: {
          url,
          finalUrl,
          status: document.status,
          fetchedAt: now().toISOString(),
          contentType: 'text/html; charset=utf-8',
          // The server speaks for its empty frame, not for what scripts filled in: its validators prove nothing here.
          etag: null,
          lastModified: null,
          bodySha256: sha256Hex(bytes),
          wireBytes: parts.wireBytes(),
          bytes,
          // Of the document the scripts began with; the rendered one has no sender.
          headers: keptHeaders(document.headers),
          lane: 'browser',
        },
      };
    } catch (error) {
      signal.throwIfAborted();
      const refusal = parts.refusal();
      if (refusal !== null) return refusal;
      if (error instanceof VindplaatsError) throw error;
      throw new VindplaatsError('FETCH_FAILED', `A page of ${site.id} broke in the browser; it is tried again.`, {
        cause: error,
      });
    } finally {
      budget.close();
      tenant.parts = null;
      if (!(await closesInTime(emptyTab(tenant)))) await retire(site.id, tenant);
    }
  }

  return {
    async render(wanted) {
      const { site, validators, signal } = wanted;
      // Unconditional: an unchanged frame may show changed ads.
      const fetched = await fetchHtml(fetch, { ...wanted, validators: null });
      if (fetched.kind !== 'html') return fetched;
      const line = inLine.get(site.id) ?? pLimit(1);
      inLine.set(site.id, line);
      const result = await orAborted(
        line(() => renderInTurn(wanted, fetched.response)),
        signal,
      );
      const same = result.kind === 'page' && result.page.bodySha256 === validators?.bodySha256;
      return same ? { kind: 'unchanged' } : result;
    },
    async close() {
      closed = true;
      for (const [siteId, tenant] of tenants) await retire(siteId, tenant);
      if (launched === null) return;
      const running = await launched.catch(() => null);
      launched = null;
      if (running !== null) await end(running, log);
    },
  };
}

async function show(tenant: Tenant, site: Site, url: string, parts: PageParts) {
  tenant.tab ??= await openTab(tenant);
  const { tab } = tenant;
  tenant.parts = parts;
  await tab.goto(url, { waitUntil: 'domcontentloaded', timeout: 0 });
  await untilReady(tab, site);
  return { html: await tab.content(), finalUrl: tab.url() };
}

async function openTab(tenant: Tenant): Promise<Tab> {
  const tab = await tenant.context.newPage();
  tab.on('popup', (popup) => void popup.close().catch(() => {}));
  await tab.routeWebSocket(/.*/, (socket) => socket.close());
  await tab.route('**/*', (route) =>
    tenant.parts === null ? route.abort('blockedbyclient') : serve(tab, route, tenant.parts),
  );
  return tab;
}

/** Ends the scripts of the page that was shown, and whatever it opened beside itself. */
async function emptyTab(tenant: Tenant): Promise<void> {
  const { tab } = tenant;
  const others = tenant.context.pages().filter((other) => other !== tab);
  await Promise.all(others.map((other) => other.close()));
  await tab?.goto('about:blank', { timeout: 0 });
}

async function serve(tab: Tab, route: Route, parts: PageParts): Promise<void> {
  const request = route.request();
  const navigation = request.isNavigationRequest();
  // Frames hold no ads of this page.
  const wanted = !navigation || request.frame() === tab.mainFrame();
  const asked: Asked = {
    url: request.url(),
    method: request.method(),
    type: request.resourceType(),
    navigation,
    headers: await request.allHeaders(),
  };
  const part = wanted ? await parts.answer(asked) : null;
  await (part === null ? route.abort('blockedbyclient') : route.fulfill(part));
}

/**
 * Waits for what the site file calls ready. Which kind of page this is shows only when it is read, so any of its marks counts.
 * With a mark nothing else does: a page taken too early looks like one without ads. Without any, a page is ready when it has
 * asked for nothing for half a second.
 */
async function untilReady(tab: Tab, { listing, detail }: Site): Promise<void> {
  const marks = [listing.ready, detail.ready].filter((mark) => mark !== undefined);
  if (marks.length === 0) await tab.waitForLoadState('networkidle', { timeout: 0 });
  else {
    // A withdrawn ad will never show its text, so its own mark ends the wait as well.
    const any = [...marks, ...(detail.skip === undefined ? [] : [detail.skip])].join(', ');
    await tab.waitForSelector(any, { state: 'attached', timeout: 0 });
  }
}
