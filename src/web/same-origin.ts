import { createMiddleware } from 'hono/factory';
import type { WebEnv, WebRequest } from './web-context.ts';

/**
 * Every change must come from one of our own pages. `hono/csrf` lets a request pass when either header fits and looks at forms only;
 * here neither `Sec-Fetch-Site` nor `Origin` may speak against it, and one of them must speak for it, whatever the content type.
 */
export function requireSameOrigin(refused: (c: WebRequest) => Promise<Response>) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD';
    return isSafe || isFromOurPage(c) ? next() : refused(c);
  });
}

function isFromOurPage(c: WebRequest): boolean {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site !== undefined && site !== 'same-origin') return false;
  // Under our own "no-referrer" a browser sends "null" for the origin of a form; then Sec-Fetch-Site alone can tell.
  if (origin === undefined || origin === 'null') return site === 'same-origin';
  return hostOf(origin) === new URL(c.req.url).host;
}

/** Host and port only: behind a proxy that ends TLS the scheme differs. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
