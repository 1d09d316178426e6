/**
 * The lane for sites that only show their ads after scripts have run. The browser has no network of its own: it is sent into a
 * dead end, and whatever its pages ask for is fetched by the same polite fetch as everything else and handed in. So redirects,
 * addresses, robots.txt and pauses hold for it by construction, and what slips past the interception reaches nobody.
 * The only importer of playwright, and only when a site needs it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Browser, BrowserContext, Page as Tab, Route } from 'playwright';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { Log } from '../log.ts';
import type { Site } from '../model/site.ts';
import { fetchHtml } from './fetch-page.ts';
import type { Fetch, FetchResult } from './fetch-page.ts';
import { chromiumCandidates, quietFlags } from './find-chromium.ts';
import type { WireResponse } from './http-exchange.ts';
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
};

type Chromium = { browser: Browser; pid: number; profileDir: string };
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

const pagesPerContext = 50;
const launchMaxMs = 30_000;

/** Port 9 (discard) of this machine: nothing answers there, so nothing gets out. */
const deadEnd = { server: 'http://127.0.0.1:9' };

export function openRenderer(options: RendererOptions): Renderer {
  const { fetch, userAgent, now, log } = options;
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
    if (!isClosed) kill(tenant.chromium, log);
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
      if (!isInScope(site, new URL(finalUrl))) return { kind: 'refused', reason: 'outside-scope' };
      if (Buffer.byteLength(html) > site.politeness.maxBodyBytes) {
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
          body: html,
          bodySha256: sha256Hex(html),
          wireBytes: parts.wireBytes(),
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
  await Promise.all(tenant.context.pages().map((other) => (other === tab ? null : other.close())));
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

async function launch({ chromiumPath, temporaryDir, log }: RendererOptions): Promise<Chromium> {
  const { chromium } = await import('playwright');
  const failures: string[] = [];
  try {
    for await (const { path, origin } of chromiumCandidates(chromiumPath, chromium.executablePath())) {
      // Root cannot have Chromium's sandbox; elsewhere the kernel may forbid it (user namespaces).
      for (const sandbox of process.getuid?.() === 0 ? [false] : [true, false]) {
        try {
          const started = await start(path, sandbox);
          log.info({ origin, sandbox, version: started.browser.version() }, 'chromium.started');
          if (!sandbox) log.warn({ origin }, 'chromium.without-sandbox');
          return started;
        } catch (error) {
          failures.push(`${path}: ${messageOf(error).split('\n', 1)[0]}`);
        }
      }
    }
  } catch (error) {
    failures.push(messageOf(error));
  }
  throw new VindplaatsError(
    'CHROMIUM_MISSING',
    'A site needs the browser lane, and no Chromium starts here: install one ("apt install chromium", or "npx playwright install chromium"), or set CHROMIUM_PATH to one.',
    { details: { failures } },
  );

  async function start(executablePath: string, chromiumSandbox: boolean): Promise<Chromium> {
    await mkdir(temporaryDir, { recursive: true });
    const profileDir = await mkdtemp(join(temporaryDir, 'chromium-'));
    try {
      const first = await chromium.launchPersistentContext(profileDir, {
        executablePath,
        chromiumSandbox,
        headless: true,
        proxy: deadEnd,
        args: [...quietFlags],
        timeout: launchMaxMs,
        serviceWorkers: 'block',
        // Only what a browser needs: no key or address of ours is handed to a program that runs strangers' scripts.
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: profileDir, TMPDIR: profileDir, LANG: 'C.UTF-8' },
      });
      const browser = first.browser();
      if (browser === null) throw new Error('the browser gave no handle to itself');
      return { browser, profileDir, pid: await pidOf(browser) };
    } catch (error) {
      await rm(profileDir, { recursive: true, force: true });
      throw error;
    }
  }
}

/** So that a browser that does not end when asked can be ended. */
async function pidOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const own = processInfo.find(({ type }) => type === 'browser');
  if (own === undefined) throw new Error('the browser does not tell its process id');
  return own.id;
}

async function end(running: Chromium, log: Log): Promise<void> {
  const closed = await closesInTime(running.browser.close());
  if (!closed) kill(running, log);
  await rm(running.profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function kill({ browser, pid }: Chromium, log: Log): void {
  // Once disconnected the id may belong to another process.
  if (!browser.isConnected()) return;
  log.warn({ chromiumPid: pid }, 'chromium.killed');
  process.kill(pid, 'SIGKILL');
}
