import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Role } from '../store/accounts.ts';
import type { WebDeps, WebEnv, WebRequest } from './web-context.ts';

const cookieName = 'vindplaats';

/** Pages a role may open; an auditor sees figures, never the text of an ad. */
const areas = {
  review: ['ketenregisseur', 'beheerder'],
  addByHand: ['ketenregisseur'],
  decideRuns: ['beheerder'],
  figures: ['ketenregisseur', 'beheerder', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;
export type Area = keyof typeof areas;

export function mayEnter(area: Area, role: Role | undefined): boolean {
  return areas[area].some((allowed) => allowed === role);
}

/** Lets a request through with a session of a role that fits; without a session to the log-in page, and back here after it. */
export function requireSession({ access }: WebDeps, area: Area, forbidden: (c: WebRequest) => Promise<Response>) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const token = readSessionCookie(c);
    const account = token === null ? null : access.whoIs(token);
    if (!account) {
      const url = new URL(c.req.url);
      if (c.req.method === 'GET')
        return c.redirect(`/inloggen?naar=${encodeURIComponent(url.pathname + url.search)}`, 303);
      // What was sent is lost: the log-in page says so, and leads back to the page it was filled in on.
      const [filledInOn = '/'] = /^\/[^/]+(?:\/\d+)?/.exec(url.pathname) ?? [];
      return c.redirect(`/inloggen?naar=${encodeURIComponent(filledInOn)}&verlopen=ja`, 303);
    }
    c.set('account', account);
    return mayEnter(area, account.role) ? next() : forbidden(c);
  });
}

export function readSessionCookie(c: WebRequest): string | null {
  return (isLoopback(c) ? getCookie(c, cookieName) : getCookie(c, cookieName, 'host')) ?? null;
}

export function writeSessionCookie(c: WebRequest, session: { token: string; maxAgeSeconds: number }): void {
  setCookie(c, cookieName, session.token, { ...cookieOptions(c), maxAge: session.maxAgeSeconds });
}

export function clearSessionCookie(c: WebRequest): void {
  deleteCookie(c, cookieName, cookieOptions(c));
}

/** Beyond this machine a cookie travels over TLS only, and is bound to this host by its `__Host-` name. */
function cookieOptions(c: WebRequest) {
  const common = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;
  return isLoopback(c) ? common : ({ ...common, secure: true, prefix: 'host' } as const);
}

function isLoopback(c: WebRequest): boolean {
  const { hostname } = new URL(c.req.url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
