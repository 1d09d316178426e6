import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { WebDeps, WebEnv } from '../web-context.ts';

/** The metrics, for who brings the token of VINDPLAATS_METRICS_TOKEN; without one set there is no such page. */
export function createMetricsRoute({ metrics }: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  if (metrics === null) return routes;
  const expected = digest(`Bearer ${metrics.token}`);
  return routes.get('/metrics', async (c) => {
    if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected))
      return c.text('A token is needed.', 401, { 'www-authenticate': 'Bearer' });
    return c.text(await metrics.source.text(), 200, { 'content-type': metrics.source.contentType });
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
