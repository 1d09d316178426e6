import { Hono } from 'hono';
import { z } from 'zod';
import { readForm } from '../read-form.ts';
import type { RenderPage } from '../render-page.tsx';
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from '../session.ts';
import { SignInPage } from '../views/sign-in-page.tsx';
import { originOf } from '../web-context.ts';
import type { WebDeps, WebEnv, WebRequest } from '../web-context.ts';
import { words } from '../words.ts';

const formSchema = z.object({
  naam: z.string().max(60).default(''),
  wachtwoord: z.string().max(200).default(''),
  naar: z.string().max(2000).default('/'),
});

/** Logging in and out; the only pages without a session. */
export function createSignInRoutes({ access }: WebDeps, render: RenderPage) {
  const routes = new Hono<WebEnv>();
  const page = { title: words.signIn.title, place: null };

  routes.get('/inloggen', async (c) => {
    const token = readSessionCookie(c);
    if (token !== null && access.whoIs(token)) return c.redirect('/', 303);
    const returnPath = ownPath(c.req.query('naar') ?? '/');
    const problem = c.req.query('verlopen') === undefined ? null : 'lost';
    return render(c, page, <SignInPage name="" returnPath={returnPath} problem={problem} />);
  });

  routes.post('/inloggen', async (c) => {
    const form = await readForm(c, formSchema);
    const session = form ? await access.logIn(form.naam.trim().toLowerCase(), form.wachtwoord, originOf(c)) : null;
    if (!form || !session) return refuse(c, form?.naam ?? '', form?.naar ?? '/');
    writeSessionCookie(c, session);
    return c.redirect(ownPath(form.naar), 303);
  });

  routes.post('/uitloggen', (c) => {
    const token = readSessionCookie(c);
    if (token !== null) access.logOut(token);
    clearSessionCookie(c);
    return c.redirect('/inloggen', 303);
  });

  return routes;

  function refuse(c: WebRequest, name: string, returnPath: string): Promise<Response> {
    const content = <SignInPage name={name} returnPath={ownPath(returnPath)} problem="failed" />;
    return render(c, { ...page, status: 403 }, content);
  }
}

/** A path of ours or the front page, so that a link to log in cannot lead elsewhere afterwards. */
function ownPath(path: string): string {
  const own = 'http://own.invalid';
  if (!path.startsWith('/') || !URL.canParse(path, own)) return '/';
  const url = new URL(path, own);
  return url.origin === own ? url.pathname + url.search : '/';
}
