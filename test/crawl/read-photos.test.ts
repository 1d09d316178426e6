import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { readPhotos } from '../../src/crawl/read-photos.ts';
import { photoAnswer } from '../../src/demo/answer.ts';
import { createPhotoHasher } from '../../src/link/hash-photo.ts';
import type { Site } from '../../src/model/site.ts';
import { startHttpServer } from '../support/http-server.ts';
import { closing, never, pageSource, siteAt } from './crawl-fixtures.ts';

const hasher = createPhotoHasher();
afterAll(() => hasher.close());
const now = () => new Date();
const hashPhoto = (bytes: Uint8Array) => hasher.hash(bytes);

/** A server with one picture for every name, and a few that are none. */
function openServer(robots = '') {
  return closing(
    startHttpServer((_request, response, url) => {
      if (url.pathname === '/robots.txt') return void response.end(robots);
      if (url.pathname === '/gone.png') return void response.writeHead(404).end();
      if (url.pathname === '/broken.png') return void response.end('no picture at all');
      if (url.pathname === '/large.png') return void response.end(Buffer.alloc(200_000, 7));
      if (url.pathname === '/elsewhere.png')
        return void response.writeHead(302, { location: url.searchParams.get('to') ?? '/' }).end();
      response.writeHead(200, { 'content-type': 'image/png' }).end(photoAnswer(url.pathname).body);
    }),
  );
}

const read = (site: Site, urls: readonly string[]) =>
  readPhotos({ source: pageSource(), hashPhoto, now }, site, urls, never);

describe('the photos of an ad', () => {
  it('are not asked for unless the site file asks for them', async () => {
    const server = await openServer();
    expect(await read(siteAt(server.origin), [`${server.origin}/a.png`])).toBeNull();
    expect(server.requests).toEqual([]);
  });

  it('are hashed one by one, the same file once, and what fails is recorded while the others go on', async () => {
    const server = await openServer('User-agent: *\nDisallow: /secret\n');
    const site = siteAt(server.origin, { photos: { keep: 'hash', maxPerAd: 8 } });
    const names = ['a.png', 'broken.png', 'gone.png', 'a.png', 'large.png', 'secret/x.png', 'b.png'];
    const found = await read(site, [...names.map((name) => `${server.origin}/${name}`), 'data:image/png;base64,AAAA']);
    expect(found?.prints).toHaveLength(2);
    expect(found?.prints[0]).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(Object.fromEntries(found?.leftOut.map((one) => [one.reason, one.photos]) ?? [])).toEqual({
      broken: 1,
      'not-fetched': 3,
      robots: 1,
    });
    expect(server.paths()).toEqual(['/a.png', '/broken.png', '/gone.png', '/large.png', '/b.png']);
  });

  it('come from the site itself and the hosts its file names, on every redirect too, and nowhere else', async () => {
    const [server, other] = [await openServer(), await openServer()];
    const photos = { keep: 'hash', maxPerAd: 8 };
    const urls = [
      `${other.origin}/a.png`,
      `${server.origin}/elsewhere.png?to=${encodeURIComponent(`${other.origin}/b.png`)}`,
    ];
    expect(await read(siteAt(server.origin, { photos }), urls)).toEqual({
      prints: [],
      leftOut: [{ reason: 'other-host', photos: 2 }],
    });
    expect(other.requests).toEqual([]);
    const named = siteAt(server.origin, { photos: { ...photos, hosts: [new URL(other.origin).host] } });
    expect((await read(named, urls))?.prints).toHaveLength(2);
  });

  it('are at most as many as the site file says', async () => {
    const server = await openServer();
    const site = siteAt(server.origin, { photos: { keep: 'hash', maxPerAd: 2 } });
    const found = await read(
      site,
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${server.origin}/${name}.png`),
    );
    expect(found).toMatchObject({ prints: [{}, {}], leftOut: [{ reason: 'beyond-limit', photos: 3 }] });
  });

  it('wait their turn like pages, with the pause of the site between them', async () => {
    const server = await openServer();
    const site = siteAt(server.origin, { photos: { keep: 'hash' }, politeness: { delayMs: 120 } });
    await read(
      site,
      ['a', 'b', 'c'].map((name) => `${server.origin}/${name}.png`),
    );
    const gaps = server.requests.slice(1).map((request, nth) => request.atMs - (server.requests[nth]?.atMs ?? 0));
    expect(gaps).toHaveLength(3);
    for (const gap of gaps) expect(gap).toBeGreaterThan(110);
  });

  it('end with the visit, and a host that does not answer costs its photos only', async () => {
    const site = siteAt('http://127.0.0.1:9', { photos: { keep: 'hash' } });
    expect(await read(site, ['http://127.0.0.1:9/a.png'])).toEqual({
      prints: [],
      leftOut: [{ reason: 'not-fetched', photos: 1 }],
    });
    const silent = createServer();
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const origin = `http://127.0.0.1:${port}`;
    const ended = AbortSignal.abort(new Error('the visit is over'));
    const waiting = readPhotos(
      { source: pageSource(), hashPhoto, now },
      siteAt(origin, { photos: { keep: 'hash' } }),
      [`${origin}/a.png`],
      ended,
    );
    await expect(waiting).rejects.toThrow('the visit is over');
    await new Promise((resolve) => void silent.close(resolve));
  });
});
