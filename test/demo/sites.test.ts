import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusOfNight } from '../../src/demo/nights.ts';
import { scenarios } from '../../src/demo/recipes.ts';
import { serveDemo } from '../../src/demo/sites.ts';
import type { DemoServer } from '../../src/demo/sites.ts';
import { VindplaatsError } from '../../src/lib/errors.ts';

const seed = 2019;
const anyPorts = { prikbord: 0, marktplein: 0 };
let night = 1;
let server: DemoServer;

beforeAll(async () => {
  server = await serveDemo({ seed, night: () => night, ports: anyPorts });
});
afterAll(() => server.close());

async function text(address: string): Promise<string> {
  return (await fetch(address)).text();
}

type ListData = { kaarten: { adres: string; kop: string; datum: string }[]; volgende: string | null };
async function listed(): Promise<ListData['kaarten']> {
  const all: ListData['kaarten'] = [];
  for (let next: string | null = '/lijst?p=1'; next !== null;) {
    const data = (await (await fetch(`${server.urls.marktplein}/api${next}`)).json()) as ListData;
    all.push(...data.kaarten);
    next = data.volgende;
  }
  return all;
}

/** The links of every listing page of prikbord, in order. */
async function rows(): Promise<string[]> {
  const all: string[] = [];
  for (let next: string | undefined = '/'; next !== undefined;) {
    const page = await text(server.urls.prikbord + next);
    all.push(...Array.from(page.matchAll(/<td class="kop"><a href="([^"]+)"/g), (match) => match[1]!));
    next = /class="volgende" rel="next" href="([^"]+)"/.exec(page)?.[1];
  }
  return all;
}

describe('prikbord', () => {
  it('lists 25 ads a page, newest first, with their place, and leads to every one of them', async () => {
    const page = await text(server.urls.prikbord);
    expect(page.match(/<tr class="rij"/g)).toHaveLength(25);
    expect(page.match(/<td class="plaats">[^<]+<\/td>/g)).toHaveLength(25);
    expect(page).toContain('december 2019');
    const ads = corpusOfNight(seed, 1).filter((ad) => ad.shown.site === 'prikbord');
    const links = await rows();
    // Three links are dead, three lead to the closed folder.
    expect(new Set(links).size).toBe(ads.length + 6);
    for (const { shown } of ads) {
      expect(links.some((link) => link.startsWith(`/advertentie/${shown.siteAdId}-`))).toBe(true);
    }
  });

  it('answers 304 while an ad is the same, and 200 once it is not', async () => {
    night = 1;
    const address = `${server.urls.prikbord}${(await rows()).find((link) => link.startsWith('/advertentie/'))!}`;
    const etag = (await fetch(address)).headers.get('etag')!;
    const again = await fetch(address, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await fetch(address, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
    await other.text();
  });

  it('lists a few links that are dead', async () => {
    const open = (await rows()).filter((link) => link.startsWith('/advertentie/'));
    const statuses = await Promise.all(
      open.map(async (link) => {
        const { status, body } = await fetch(server.urls.prikbord + link);
        await body?.cancel();
        return status;
      }),
    );
    expect(statuses.filter((status) => status === 404)).toHaveLength(3);
    expect(statuses.filter((status) => status !== 404 && status !== 200)).toEqual([]);
  });
});

describe('marktplein', () => {
  it('sends the same empty frame for every address, and the ads as data, without a place in the list', async () => {
    const cards = await listed();
    const ads = corpusOfNight(seed, 1).filter((ad) => ad.shown.site === 'marktplein');
    expect(cards).toHaveLength(ads.length + 6);
    expect(cards.map((card) => card.datum)).toEqual(
      cards
        .map((card) => card.datum)
        .toSorted()
        .toReversed(),
    );
    expect(Object.keys(cards[0]!)).toEqual(['adres', 'kop', 'datum']);
    const { shown } = ads[0]!;
    const frame = await text(`${server.urls.marktplein}/ad/${shown.siteAdId}`);
    expect(frame).toBe(await text(`${server.urls.marktplein}/lijst?p=2`));
    expect(frame).not.toContain(shown.title);
    const data = await text(`${server.urls.marktplein}/api/ad/${shown.siteAdId}`);
    expect(JSON.parse(data)).toMatchObject({ nummer: shown.siteAdId, kop: shown.title, plaats: shown.place });
    expect(await text(`${server.urls.marktplein}/app.js`)).toContain('textContent');
  });
});

describe('both sites', () => {
  it('close a folder by robots.txt, and list ads in it', async () => {
    for (const url of Object.values(server.urls)) {
      expect(await text(`${url}/robots.txt`)).toMatch(/^User-agent: \*\n(?:.*\n)*Disallow: \/besloten\/\n/);
    }
    expect((await rows()).filter((link) => link.startsWith('/besloten/'))).toHaveLength(3);
    expect((await listed()).filter((card) => card.adres.startsWith('/besloten/'))).toHaveLength(3);
  });

  it('show nothing of the truth on any page', async () => {
    const pages = [
      ...(await rows()).map((link) => server.urls.prikbord + link),
      ...(await listed()).map((card) => `${server.urls.marktplein}/api${card.adres}`),
      ...Object.values(server.urls),
      `${server.urls.marktplein}/app.js`,
    ];
    const secrets = new RegExp([...scenarios, 'scenario', 'truth', 'e164', 'inRegion'].join('|'), 'i');
    const leaks: string[] = [];
    for (const page of pages) if (secrets.test(await text(page))) leaks.push(page);
    expect(leaks).toEqual([]);
    expect(pages.length).toBeGreaterThan(500);
  });

  it('give a photo by its name: the same name, the same picture', async () => {
    const picture = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer());
    const one = await picture(`${server.urls.prikbord}/foto/foto-abc123.png`);
    expect(one.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(await picture(`${server.urls.marktplein}/beeld/foto-abc123.png`)).toEqual(one);
    expect(await picture(`${server.urls.marktplein}/beeld/foto-abc124.png`)).not.toEqual(one);
  });

  it('move on to the next night while they run', async () => {
    night = 1;
    const [first, second] = [corpusOfNight(seed, 1), corpusOfNight(seed, 2)];
    const staying = new Set(second.map(({ shown }) => `${shown.site} ${shown.siteAdId}`));
    const gone = first.filter(({ shown }) => !staying.has(`${shown.site} ${shown.siteAdId}`));
    const addresses = gone.map(({ shown }) =>
      shown.site === 'prikbord'
        ? `${server.urls.prikbord}/advertentie/${shown.siteAdId}-x`
        : `${server.urls.marktplein}/ad/${shown.siteAdId}`,
    );
    const statuses = async () => {
      const all = await Promise.all(addresses.map((address) => fetch(address, { method: 'HEAD' })));
      return new Set(all.map(({ status }) => status));
    };
    expect(await statuses()).toEqual(new Set([200]));
    night = 2;
    expect(await statuses()).toEqual(new Set([404]));
    const links = await rows();
    for (const { shown } of gone.filter((ad) => ad.shown.site === 'prikbord')) {
      expect(links.some((link) => link.includes(`/${shown.siteAdId}-`))).toBe(false);
    }
    night = 1;
  });

  it.each([
    '/%',
    '//',
    '/?pagina=0',
    '/?pagina=x',
    '/advertentie/1',
    '/ad/zzz',
    '/api/ad/zzz',
    '/lijst?p=999',
    '/foto/../x',
  ])('answer %s without falling over', async (path) => {
    for (const url of Object.values(server.urls)) {
      const { status, body } = await fetch(url + path);
      await body?.cancel();
      expect([200, 400, 404]).toContain(status);
    }
  });

  it('remember who asked for what, in order', async () => {
    await text(`${server.urls.prikbord}/robots.txt`);
    await text(`${server.urls.marktplein}/robots.txt`);
    const [before, last] = server.requests().slice(-2);
    expect([before!.site, before!.path, last!.site]).toEqual(['prikbord', '/robots.txt', 'marktplein']);
    expect(last!.atMs).toBeGreaterThanOrEqual(before!.atMs);
  });

  it('say which address is taken, and leave neither site running', async () => {
    const taken = Number(new URL(server.urls.marktplein).port);
    const spare = await serveDemo({ seed, night: () => 1, ports: anyPorts });
    const free = Number(new URL(spare.urls.prikbord).port);
    await spare.close();
    const ports = { prikbord: free, marktplein: taken };
    const error = await serveDemo({ seed, night: () => 1, ports }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(VindplaatsError);
    expect((error as VindplaatsError).code).toBe('PORT_IN_USE');
    expect((error as VindplaatsError).message).toContain(`127.0.0.1:${taken}`);
    await expect(fetch(`http://127.0.0.1:${free}/`)).rejects.toThrow('fetch failed');
  });
});
