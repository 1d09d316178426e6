import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openExchange } from '../../src/crawl/http-exchange.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';
import { plainPage, startHostileServer } from '../support/hostile-server.ts';
import { startHttpServer } from '../support/http-server.ts';
import type { behaviours } from '../support/hostile-server.ts';
import { closing, failureOf, never, pageSource, siteAt, textOf, userAgent } from './crawl-fixtures.ts';
import type { SiteChange } from './crawl-fixtures.ts';

type Path = keyof typeof behaviours;

async function hostile(change: SiteChange = {}) {
  const server = await closing(startHostileServer());
  const source = pageSource();
  const site = siteAt(server.origin, change);
  return { server, source, site, get: (path: string) => source.get(site, server.origin + path, null, never) };
}

const patience = { politeness: { timeoutMs: 1000 } };

describe('a page', () => {
  it('comes with all that is known of it', async () => {
    const { server, get } = await hostile();
    const result = await get('/etag');
    expect(result).toEqual({
      kind: 'page',
      page: {
        url: `${server.origin}/etag`,
        finalUrl: `${server.origin}/etag`,
        status: 200,
        fetchedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        contentType: 'text/html; charset=utf-8',
        etag: '"one"',
        lastModified: 'Mon, 03 Jun 2019 10:00:00 GMT',
        bodySha256: createHash('sha256').update(plainPage, 'utf8').digest('hex'),
        wireBytes: Buffer.byteLength(plainPage),
        bytes: Buffer.from(plainPage),
        headers: expect.objectContaining({ etag: '"one"' }),
        lane: 'http',
      },
    });
  });

  it('is asked for by name and without a browser’s disguise', async () => {
    const { server, get } = await hostile();
    await get('/plain');
    expect(server.requests.at(-1)!.headers['user-agent']).toBe(userAgent);
  });

  it.each([
    '/gzip',
    '/brotli',
    '/deflate-zlib',
    '/deflate-raw',
    '/zstd',
    '/zstd-frames',
    '/latin1',
    '/latin1-unsaid',
    '/latin1-meta',
    '/utf16-bom',
    '/utf16-header',
    '/wrong-charset',
  ] satisfies Path[])('is read from %s', async (path) => {
    const { get } = await hostile();
    expect(textOf(await get(path))).toContain('<p>café</p>');
  });

  it.each(['/redirect', '/redirect-308', '/redirect-chain?left=5'])(
    'is followed from %s to where it stands',
    async (path) => {
      const { server, get } = await hostile();
      expect(await get(path)).toMatchObject({
        kind: 'page',
        page: { url: server.origin + path, finalUrl: `${server.origin}/plain` },
      });
    },
  );
});

describe('what is not a page', () => {
  it.each([
    ['/gzip-bomb', 'FETCH_REFUSED'],
    ['/brotli-bomb', 'FETCH_REFUSED'],
    ['/truncated-gzip', 'FETCH_FAILED'],
    ['/not-gzip', 'FETCH_FAILED'],
    ['/zstd-bomb', 'FETCH_REFUSED'],
    ['/zstd-window', 'FETCH_REFUSED'],
    ['/zstd-busy', 'FETCH_REFUSED'],
    ['/truncated-zstd', 'FETCH_FAILED'],
    ['/broken-zstd', 'FETCH_FAILED'],
    ['/not-zstd', 'FETCH_FAILED'],
    ['/unknown-encoding', 'FETCH_REFUSED'],
    ['/double-encoding', 'FETCH_REFUSED'],
    ['/endless', 'FETCH_REFUSED'],
    ['/large-told', 'FETCH_REFUSED'],
    ['/shorter-than-told', 'FETCH_FAILED'],
    ['/reset', 'FETCH_FAILED'],
    ['/reset-in-body', 'FETCH_FAILED'],
    ['/huge-headers', 'FETCH_REFUSED'],
    ['/many-headers', 'FETCH_REFUSED'],
    ['/not-http', 'FETCH_FAILED'],
    ['/early-close', 'FETCH_FAILED'],
    ['/redirect-loop', 'FETCH_REFUSED'],
    ['/redirect-chain?left=6', 'FETCH_REFUSED'],
    ['/redirect-metadata', 'FETCH_REFUSED'],
    ['/redirect-decimal', 'FETCH_REFUSED'],
    ['/redirect-private', 'FETCH_REFUSED'],
    ['/redirect-mapped', 'FETCH_REFUSED'],
    ['/redirect-file', 'FETCH_REFUSED'],
    ['/redirect-script', 'FETCH_REFUSED'],
    ['/redirect-password', 'FETCH_REFUSED'],
    ['/redirect-nonsense', 'FETCH_REFUSED'],
    ['/redirect-nowhere', 'FETCH_REFUSED'],
    ['/500', 'FETCH_FAILED'],
    ['/503', 'FETCH_FAILED'],
    ['/304-always', 'FETCH_FAILED'],
    ['/challenge-header', 'SITE_BLOCKED'],
    ['/challenge-429', 'SITE_BLOCKED'],
    ['/challenge-503', 'SITE_BLOCKED'],
    ['/challenge-gzip', 'SITE_BLOCKED'],
    ['/log-in', 'SITE_BLOCKED'],
    ['/401', 'FETCH_REFUSED'],
    ['/403', 'FETCH_REFUSED'],
    ['/204', 'FETCH_REFUSED'],
    ['/binary', 'FETCH_REFUSED'],
    ['/pdf', 'FETCH_REFUSED'],
    ['/no-type', 'FETCH_REFUSED'],
  ])('%s ends as %s, and the next page comes', async (path, code) => {
    const { get } = await hostile();
    expect(await failureOf(get(path))).toBe(code);
    expect(await get('/plain')).toMatchObject({ kind: 'page' });
  });

  it.each(['/slow-headers', '/slow-body', '/drip'] satisfies Path[])('%s is given up in time', async (path) => {
    const { get } = await hostile(patience);
    expect(await failureOf(get(path))).toBe('FETCH_FAILED');
  });

  it('an ad that is gone is told apart', async () => {
    const { get } = await hostile();
    expect([await get('/404'), await get('/410')]).toEqual([
      { kind: 'gone', status: 404 },
      { kind: 'gone', status: 410 },
    ]);
  });

  it('nobody listening is the site’s failure', async () => {
    const server = await startHostileServer();
    await server.close();
    expect(await failureOf(pageSource().get(siteAt(server.origin), `${server.origin}/`, null, never))).toBe(
      'SITE_UNREACHABLE',
    );
  });

  it('a name that does not exist is the site’s failure', async () => {
    const origin = 'http://bestaat-niet.invalid';
    expect(await failureOf(pageSource().get(siteAt(origin, { network: 'public' }), `${origin}/`, null, never))).toBe(
      'SITE_UNREACHABLE',
    );
  });

  it('a caller who aborts gets its own reason', async () => {
    const { server, source, site } = await hostile();
    const controller = new AbortController();
    const getting = source.get(site, `${server.origin}/slow-headers`, null, controller.signal);
    const reason = new Error('the job ran out of time');
    controller.abort(reason);
    await expect(getting).rejects.toBe(reason);
  });

  it('what is no address is refused', async () => {
    const { source, site } = await hostile();
    expect(await failureOf(source.get(site, 'http://[', null, never))).toBe('FETCH_REFUSED');
    expect(await failureOf(source.get(site, `${site.start[0]}${'x'.repeat(9000)}`, null, never))).toBe('FETCH_REFUSED');
  });
});

describe('coming back later', () => {
  it.each([
    ['/429', 60_000],
    ['/429-seconds', 7000],
    ['/429-century', 86_400_000],
    ['/429-nonsense', 60_000],
  ] satisfies [Path, number][])('%s asks for %i ms', async (path, waitMs) => {
    const { get } = await hostile();
    expect(await failureOf(get(path))).toEqual({ code: 'FETCH_LATER', waitMs });
  });

  it('a date counts from now, and the whole host is left alone until then', async () => {
    const { server, get } = await hostile();
    const later = { code: 'FETCH_LATER', waitMs: expect.any(Number) };
    await expect(get('/503-date')).rejects.toSatisfy(
      (error) => error instanceof VindplaatsError && error.code === 'FETCH_LATER' && (error.waitMs ?? 0) > 100_000,
    );
    expect(await failureOf(get('/plain'))).toEqual(later);
    expect(server.paths()).toEqual(['/503-date']);
  });

  it.each([
    ['0', 60_000],
    ['-5', 60_000],
    ['Wed, 01 Jan 2020 00:00:00 GMT', 60_000],
    ['9'.repeat(40), 86_400_000],
  ])('a Retry-After of "%s" is waited for %i ms after a 429', async (retryAfter, waitMs) => {
    const { get } = await laterServer(429, retryAfter);
    expect(await failureOf(get())).toEqual({ code: 'FETCH_LATER', waitMs });
  });

  it('a 503 that names no time to come is an ordinary fault', async () => {
    const { get } = await laterServer(503, '0');
    expect(await failureOf(get())).toBe('FETCH_FAILED');
  });

  it('a host that says so again and again is asked ever less often, and as usual once it answers', async () => {
    const { get, pass, recover } = await laterServer(503, '1');
    const waits: unknown[] = [];
    for (let time = 0; time < 12; time += 1) {
      waits.push(await failureOf(get()));
      pass(600_000);
    }
    const wait = (waitMs: number) => ({ code: 'FETCH_LATER', waitMs });
    expect(waits.slice(0, 4)).toEqual([wait(1000), wait(2000), wait(4000), wait(8000)]);
    expect(waits.at(-1)).toEqual(wait(600_000));
    recover(true);
    expect(await get()).toMatchObject({ kind: 'page' });
    recover(false);
    expect(await failureOf(get())).toEqual(wait(1000));
  });

  /** A server that answers every page so until it recovers, and a clock that the test moves. */
  async function laterServer(status: number, retryAfter: string) {
    let isWell = false;
    let clock = Date.parse('2026-01-01T00:00:00Z');
    const server = await closing(
      startHttpServer((_request, response, { pathname }) => {
        if (pathname === '/robots.txt') response.writeHead(404).end();
        else if (isWell) response.writeHead(200, { 'content-type': 'text/html' }).end(plainPage);
        else response.writeHead(status, { 'retry-after': retryAfter }).end();
      }),
    );
    const source = pageSource({ now: () => new Date(clock) });
    const site = siteAt(server.origin);
    return {
      get: () => source.get(site, `${server.origin}/plain`, null, never),
      pass: (ms: number) => {
        clock += ms;
      },
      recover: (now: boolean) => {
        isWell = now;
      },
    };
  }
});

describe('unchanged pages', () => {
  it('are not sent again when the server knows tags or dates', async () => {
    const { server, source, site } = await hostile();
    for (const path of ['/etag', '/dated'] satisfies Path[]) {
      const first = await source.get(site, server.origin + path, null, never);
      if (first.kind !== 'page') throw new Error(`expected a page, got ${first.kind}`);
      const { etag, lastModified } = first.page;
      expect(await source.get(site, server.origin + path, { etag, lastModified, bodySha256: null }, never)).toEqual({
        kind: 'unchanged',
      });
    }
  });

  it('are asked for by what fits into a header, whatever a server said of them', async () => {
    const { server, source, site } = await hostile();
    const twice = await source.get(site, `${server.origin}/twice`, null, never);
    expect(twice).toMatchObject({
      kind: 'page',
      page: { etag: '"two"', lastModified: 'Mon, 03 Jun 2019 10:00:00 GMT' },
    });
    expect(textOf(twice)).toContain('café');
    for (const etag of ['"one"\n"two"', '*', `"${'x'.repeat(9000)}"`, '"\u20ac"', '']) {
      const known = { etag, lastModified: etag, bodySha256: null };
      expect(await source.get(site, `${server.origin}/plain`, known, never)).toMatchObject({ kind: 'page' });
      const { headers } = server.requests.at(-1)!;
      expect([headers['if-none-match'], headers['if-modified-since']]).toEqual([undefined, undefined]);
      // Who was not asked has no say in it.
      expect(await failureOf(source.get(site, `${server.origin}/304-always`, known, never))).toBe('FETCH_FAILED');
    }
  });

  it('are known by their bytes when the server knows nothing', async () => {
    const { server, source, site } = await hostile();
    const first = await source.get(site, `${server.origin}/gzip`, null, never);
    if (first.kind !== 'page') throw new Error(`expected a page, got ${first.kind}`);
    const known = { etag: null, lastModified: null, bodySha256: first.page.bodySha256 };
    expect(await source.get(site, `${server.origin}/plain`, known, never)).toEqual({ kind: 'unchanged' });
    expect(await source.get(site, `${server.origin}/other`, known, never)).toMatchObject({ kind: 'page' });
  });
});

describe('scope', () => {
  it('other origins are not asked, also behind a redirect', async () => {
    const { get, source, site } = await hostile();
    const outside = { kind: 'refused', reason: 'outside-scope' };
    expect(await source.get(site, 'http://127.0.0.1:1/', null, never)).toEqual(outside);
    expect(await get('/redirect-elsewhere')).toEqual(outside);
    // One such link on a page must not make a whole run incomplete.
    for (const link of ['http://10.0.0.1/', 'http://[::1]/', 'ftp://example.org/', 'http://me:secret@example.org/'])
      expect(await source.get(site, link, null, never)).toEqual(outside);
  });

  it('paths follow the site file, however they are written', async () => {
    const { server, get } = await hostile({
      scope: { include: ['/plain', '/redirect', '/private'], exclude: ['/private/'] },
    });
    const outside = { kind: 'refused', reason: 'outside-scope' };
    expect(await get('/plain')).toMatchObject({ kind: 'page' });
    for (const path of [
      '/other',
      '/private/page',
      '/plain/../private/page',
      '/plain/%2e%2e/other',
      '/redirect-forbidden',
    ]) {
      expect(await get(path)).toEqual(outside);
    }
    expect(server.paths()).toEqual(['/plain', '/redirect-forbidden']);
  });
});

describe('addresses', () => {
  it('a public site cannot be pointed at this machine, by number or by name', async () => {
    const server = await closing(startHostileServer());
    const { port } = new URL(server.origin);
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '0',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::7f00:1]',
      '[2002:7f00:1::]',
      'localhost',
    ]) {
      const origin = `http://${host}:${port}`;
      expect(
        await failureOf(pageSource().get(siteAt(origin, { network: 'public' }), `${origin}/plain`, null, never)),
      ).toBe('FETCH_REFUSED');
    }
    expect(server.requests).toEqual([]);
  });

  it('a public name that resolves to this machine is not connected to', async () => {
    const server = await closing(startHostileServer());
    const exchange = openExchange(userAgent, async () => [{ address: '127.0.0.1', family: 4 }]);
    const url = new URL(`http://advertenties.example:${new URL(server.origin).port}/plain`);
    const order = { url, network: 'public', headers: {}, timeoutMs: 1000, maxBytes: 1000, overflow: 'refuse' } as const;
    expect(await failureOf(exchange.send(order, never))).toBe('FETCH_REFUSED');
    await exchange.close();
    expect(server.requests).toEqual([]);
  });
});

describe('politeness, by the server’s own log', () => {
  it('three workers never overlap and keep the gap, robots.txt and redirects included', async () => {
    const delayMs = 150;
    const { server, get } = await hostile({ politeness: { delayMs } });
    await Promise.all([get('/redirect'), get('/plain'), get('/other')]);
    const times = server.requests.map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((atMs, index) => atMs - times[index]!);
    expect(server.requests).toHaveLength(5);
    expect(Math.max(...server.requests.map(({ underWay }) => underWay))).toBe(1);
    // The gate counts from when it lets a request go; the first one also has to connect.
    expect(Math.min(...gaps)).toBeGreaterThan(delayMs / 2);
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(delayMs - 15);
  });
});
