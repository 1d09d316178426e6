import { describe, expect, it } from 'vitest';
import { createRobots, pauseMs, robotsMaxBytes } from '../../src/crawl/robots.ts';
import type { WireResponse } from '../../src/crawl/http-exchange.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { redirectTo, robotsText, startHostileServer, status } from '../support/hostile-server.ts';
import { closing, failureOf, never, pageSource, silentLog, siteAt } from './crawl-fixtures.ts';

const disallowOther = 'User-agent: Vindplaats\nDisallow: /other\n';

async function serverWith(robots: Parameters<typeof startHostileServer>[0]) {
  const server = await closing(startHostileServer(robots));
  const source = pageSource();
  const site = siteAt(server.origin);
  return { server, get: (path: string) => source.get(site, server.origin + path, null, never) };
}

describe('robots.txt of a server', () => {
  it('is asked first, once, unpacked and by name', async () => {
    const { server, get } = await serverWith(robotsText(disallowOther));
    await Promise.all([get('/plain'), get('/plain'), get('/plain')]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/plain', '/plain', '/plain']);
    expect(server.requests[0]!.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^Vindplaats\//),
      'accept-encoding': 'identity',
    });
  });

  it('keeps a forbidden page from being asked for', async () => {
    const { server, get } = await serverWith(robotsText(disallowOther));
    expect(await get('/other')).toEqual({ kind: 'refused', reason: 'robots' });
    expect(server.paths()).toEqual([]);
  });

  it('keeps every page from being asked for when it asks for a pause that cannot be kept', async () => {
    const { server, get } = await serverWith(robotsText('User-agent: *\nCrawl-delay: 600\n'));
    expect(await get('/plain')).toEqual({ kind: 'refused', reason: 'crawl-delay' });
    expect(server.paths()).toEqual([]);
  });

  it('holds for where a redirect leads', async () => {
    const { server, get } = await serverWith(robotsText('User-agent: *\nDisallow: /private/\n'));
    expect(await get('/redirect-forbidden')).toEqual({ kind: 'refused', reason: 'robots' });
    expect(server.paths()).toEqual(['/redirect-forbidden']);
  });

  it.each([401, 403, 404, 410])('is as good as absent with status %i', async (code) => {
    const { get } = await serverWith(status(code));
    expect(await get('/plain')).toMatchObject({ kind: 'page' });
  });

  it.each([500, 503, 304, 302])('forbids all while it answers %i', async (code) => {
    const { server, get } = await serverWith(status(code));
    const failure = await failureOf(get('/plain'));
    expect([failure, await failureOf(get('/other'))]).toEqual(['SITE_UNREACHABLE', 'SITE_UNREACHABLE']);
    expect(server.paths()).toEqual([]);
  });

  it('leaves the host alone for a minute while it answers 429', async () => {
    const { server, get } = await serverWith(status(429));
    expect(await failureOf(get('/plain'))).toEqual({ code: 'FETCH_LATER', waitMs: 60_000 });
    expect(await failureOf(get('/other'))).toEqual({ code: 'FETCH_LATER', waitMs: expect.closeTo(60_000, -4) });
    expect(server.paths()).toEqual([]);
  });

  it('forbids all when the connection breaks', async () => {
    const { server, get } = await serverWith((request) => {
      request.socket.resetAndDestroy();
    });
    expect(await failureOf(get('/plain'))).toBe('SITE_UNREACHABLE');
    expect(server.paths()).toEqual([]);
  });

  it('is followed through redirects', async () => {
    const server = await closing(
      startHostileServer((request, response, url) =>
        url.search === '?3'
          ? robotsText(disallowOther)(request, response, url)
          : redirectTo(`/robots.txt?${Number(url.search.slice(1)) + 1}`)(request, response, url),
      ),
    );
    const source = pageSource();
    expect(await source.get(siteAt(server.origin), `${server.origin}/other`, null, never)).toEqual({
      kind: 'refused',
      reason: 'robots',
    });
  });

  it('that redirects in a circle is as good as absent, after five', async () => {
    const { server, get } = await serverWith(redirectTo('/robots.txt'));
    expect(await get('/plain')).toMatchObject({ kind: 'page' });
    expect(server.requests).toHaveLength(7);
  });

  it('that redirects into a private network is not followed, and forbids', async () => {
    const { server, get } = await serverWith(redirectTo('http://10.0.0.1/robots.txt'));
    expect(await failureOf(get('/plain'))).toBe('FETCH_REFUSED');
    expect(server.paths()).toEqual([]);
  });

  it('is read up to 500 KiB, and not half a line of it', async () => {
    const filler = `# ${'x'.repeat(97)}\n`;
    const head = disallowOther + filler.repeat(Math.floor((robotsMaxBytes - disallowOther.length - 200) / 100));
    const cutInside = `${head}${'#'.repeat(robotsMaxBytes - head.length - '\nAllow: /other'.length)}\nAllow: /other-page-that-is-cut\nDisallow: /plain\n`;
    const { get } = await serverWith(robotsText(cutInside));
    expect(await get('/other')).toEqual({ kind: 'refused', reason: 'robots' });
    expect(await get('/plain')).toMatchObject({ kind: 'page' });
  });
});

const rulesAsking = (crawlDelayMs: number | null) => ({ allows: () => true, crawlDelayMs });

describe('keeping robots.txt', () => {
  const site = siteAt('http://127.0.0.1:1');
  const url = new URL('http://127.0.0.1:1/x');

  function kept(answers: (number | VindplaatsError)[]) {
    let clockMs = 0;
    let asked = 0;
    const robots = createRobots({
      productToken: 'Vindplaats',
      now: () => new Date(clockMs),
      log: silentLog,
      ask: async (_site, at): Promise<WireResponse> => {
        const answer = answers[asked]!;
        asked += 1;
        if (answer instanceof VindplaatsError) throw answer;
        return { url: at, status: answer, headers: {}, body: Buffer.from(disallowOther), wireBytes: 1, tookMs: 1 };
      },
    });
    return {
      after: async (ms: number) => {
        clockMs += ms;
        const outcome = await failureOf(robots.rulesFor(site, url, never));
        return { asked, failed: outcome === 'SITE_UNREACHABLE' };
      },
    };
  }

  it('lasts a day when it is good', async () => {
    const { after } = kept([200, 200]);
    expect([await after(0), await after(86_399_999), await after(1)].map(({ asked }) => asked)).toEqual([1, 1, 2]);
  });

  it('lasts ten minutes when it failed, and then opens again', async () => {
    const { after } = kept([500, new VindplaatsError('FETCH_FAILED', 'reset'), 200]);
    expect([await after(0), await after(599_999), await after(1), await after(600_000)]).toEqual([
      { asked: 1, failed: true },
      { asked: 1, failed: true },
      { asked: 2, failed: true },
      { asked: 3, failed: false },
    ]);
  });

  it('the longer of the two pauses counts, and one of more than a minute only when the site file keeps it', () => {
    const slow = siteAt('http://127.0.0.1:1', { politeness: { delayMs: 3000 } });
    expect([null, 1000, 5000, 60_000, 60_001].map((ms) => pauseMs(slow, rulesAsking(ms)))).toEqual([
      3000,
      3000,
      5000,
      60_000,
      null,
    ]);
    const slower = siteAt('http://127.0.0.1:1', { politeness: { delayMs: 120_000 } });
    expect([5000, 120_000, 120_001].map((ms) => pauseMs(slower, rulesAsking(ms)))).toEqual([120_000, 120_000, null]);
  });
});
