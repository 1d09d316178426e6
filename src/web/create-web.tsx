import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { handLimits } from '../crawl/hand-desk.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { readAssets } from './read-assets.ts';
import { createRenderPage, renderProblem } from './render-page.tsx';
import { createAdRoutes } from './routes/ad.tsx';
import { createGroupRoutes } from './routes/group.tsx';
import { createHeldRunRoutes } from './routes/held-runs.tsx';
import { createByHandRoutes } from './routes/by-hand.tsx';
import { createFeedbackRoutes } from './routes/feedback.tsx';
import { createHandoverRoutes } from './routes/handover.tsx';
import { createMetricsRoute } from './routes/metrics.ts';
import { createReportRoutes } from './routes/report.tsx';
import { createReviewRoutes } from './routes/review.tsx';
import { createRulesRoutes } from './routes/rules.tsx';
import { createSignInRoutes } from './routes/sign-in.tsx';
import { createSourcesRoutes } from './routes/sources.tsx';
import { createTipRoutes } from './routes/tips.tsx';
import { requireSameOrigin } from './same-origin.ts';
import { mayEnter, requireSession } from './session.ts';
import type { Area } from './session.ts';
import type { WebDeps, WebEnv, WebRequest } from './web-context.ts';
import { words } from './words.ts';

/** A note of 2,000 signs fits many times over; nothing larger is sent here but an ad that is added by hand. */
const maxBodyBytes = 64 * 1024;
/** The one form with a file: the largest ad, and what a browser puts around it. */
const maxUploadBytes = handLimits.bytes + maxBodyBytes;

/** The pages: server-rendered, Dutch, complete without script. Serves nothing but its own three files and what is stored. */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const assets = readAssets();
  const render = createRenderPage(assets);
  const { problem } = words;
  const forbidden = (c: WebRequest) =>
    renderProblem(render, c, 403, { title: problem.forbiddenTitle, text: problem.forbidden });
  const refused = (c: WebRequest) =>
    renderProblem(render, c, 403, { title: problem.refusedTitle, text: problem.refused });
  const tooLarge = (c: WebRequest) =>
    renderProblem(render, c, 413, { title: problem.tooLargeTitle, text: problem.tooLarge });
  const missing = (c: WebRequest) =>
    renderProblem(render, c, 404, { title: problem.notFoundTitle, text: problem.notFound });

  const app = new Hono<WebEnv>();
  app.use(headers);
  app.use(keepOutOfCaches);
  app.use(requireSameOrigin(refused));
  const small = bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge });
  const large = bodyLimit({ maxSize: maxUploadBytes, onError: tooLarge });
  app.use((c, next) => (c.req.path === '/zelf-toevoegen' ? large : small)(c, next));

  app.get('/gezond', (c) => {
    deps.store.accounts.count();
    return c.text('ok');
  });
  app.route('/', createMetricsRoute(deps));
  for (const asset of Object.values(assets)) {
    app.get(asset.path, (c) =>
      c.body(asset.bytes, 200, {
        'content-type': asset.contentType,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    );
  }
  app.route('/', createSignInRoutes(deps, render));
  app.get('/', requireSession(deps, 'figures', forbidden), (c) => {
    const account = c.get('account');
    return c.redirect(account && mayEnter('review', account.role) ? '/beoordelen' : '/rapportage', 303);
  });
  mount('/beoordelen', 'review', createReviewRoutes(deps, render));
  mount('/advertentie', 'review', createAdRoutes(deps, render));
  mount('/groep', 'review', createGroupRoutes(deps, render));
  mount('/tips', 'review', createTipRoutes(deps, render));
  mount('/zelf-toevoegen', 'addByHand', createByHandRoutes(deps, render));
  mount('/risicolijsten', 'review', createFeedbackRoutes(deps, render).route('/', createHandoverRoutes(deps, render)));
  mount('/regels', 'review', createRulesRoutes(deps, render));
  mount('/bronnen', 'review', createSourcesRoutes(deps, render));
  mount('/bronnen/ronde', 'decideRuns', createHeldRunRoutes(deps, render));
  mount('/rapportage', 'figures', createReportRoutes(deps, render));

  app.notFound(missing);
  app.onError((error, c) => {
    if (error instanceof VindplaatsError && error.code === 'NOT_FOUND') return missing(c);
    const trace = randomBytes(4).toString('hex');
    // The frames tell where; the message may quote what was stored, so it stays out of the log.
    const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
    const code = error instanceof VindplaatsError ? error.code : error.name;
    deps.log.error({ event: 'page.failed', trace, code, path: c.req.routePath, frames });
    return renderProblem(render, c, 500, { title: problem.title, text: problem.generic(trace) });
  });
  return app;

  function mount(path: string, area: Area, routes: Hono<WebEnv>): void {
    app.use(path, requireSession(deps, area, forbidden));
    app.use(`${path}/*`, requireSession(deps, area, forbidden));
    app.route(path, routes);
  }
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  strictTransportSecurity: 'max-age=15552000',
});

/** Pages hold texts of people: neither a shared machine nor a proxy may keep them. Only the hashed files say otherwise. */
const keepOutOfCaches = createMiddleware(async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
});
