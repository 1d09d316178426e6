import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { end, launch } from '../../src/crawl/launch-chromium.ts';
import type { Chromium } from '../../src/crawl/launch-chromium.ts';
import { silentLog } from './crawl-fixtures.ts';

/** Counts whoever knocks, on TCP and on UDP; a browser with a network would be seen here. */
async function startCanary() {
  let knocks = 0;
  const tcp = createServer((socket) => {
    knocks += 1;
    socket.on('error', () => {}).end();
  });
  await new Promise<void>((resolve) => {
    tcp.listen(0, '127.0.0.1', resolve);
  });
  const { port } = tcp.address() as { port: number };
  const udp = createSocket('udp4', () => (knocks += 1));
  await new Promise<void>((resolve) => {
    udp.bind(port, '127.0.0.1', resolve);
  });
  return {
    host: `127.0.0.1:${port}`,
    knocks: () => knocks,
    close: () => {
      tcp.close();
      udp.close();
    },
  };
}

const temporaryDir = mkdtempSync(join(tmpdir(), 'vindplaats-proef-'));
let canary: Awaited<ReturnType<typeof startCanary>>;
let chromium: Chromium;
let context: BrowserContext;

beforeAll(async () => {
  canary = await startCanary();
  chromium = await launch({ chromiumPath: undefined, temporaryDir, log: silentLog });
  // Service workers are allowed here: the proxy has to hold without the other locks.
  context = await chromium.browser.newContext({ serviceWorkers: 'allow' });
  await context.route(`http://${canary.host}/start`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>start</title>' }),
  );
  await context.route(`http://${canary.host}/hop`, (route) =>
    route.fulfill({ status: 302, headers: { location: `http://${canary.host}/after-the-hop` } }),
  );
}, 60_000);

afterAll(async () => {
  await end(chromium, silentLog);
  canary.close();
  rmSync(temporaryDir, { recursive: true, force: true });
});

/** Only its first page is handed in, from an address of the canary; everything else is left to the browser. */
async function runInPage(script: string): Promise<void> {
  const page = await context.newPage();
  onTestFinished(() => page.close());
  await page.goto(`http://${canary.host}/start`);
  await page.evaluate(script);
}

const refusals = () => chromium.egress.refused().get(canary.host) ?? 0;

describe('a browser without interception', { timeout: 60_000 }, () => {
  it.each([
    ['an address of this machine', `location.href = 'http://HOST/elsewhere'`],
    ['a redirect hop, which no interception sees', `location.href = 'http://HOST/hop'`],
    ['a redirect hop of a script', `fetch('http://HOST/hop').catch(() => {})`],
    ['fetch', `fetch('http://HOST/fetch').catch(() => {})`],
    ['a beacon', `navigator.sendBeacon('http://HOST/beacon', 'x')`],
    ['a web socket', `new WebSocket('ws://HOST/socket')`],
    ['a secure web socket', `new WebSocket('wss://HOST/socket')`],
    ['https', `fetch('https://HOST/secure').catch(() => {})`],
    ['server-sent events', `new EventSource('http://HOST/events')`],
    ['a service worker', `navigator.serviceWorker.register('/worker.js').catch(() => {})`],
    ['a worker', `new Worker('/worker.js')`],
    [
      'a prefetch',
      `document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: 'http://HOST/next' }))`,
    ],
    ['a picture', `new Image().src = 'http://HOST/picture.png'`],
    ['a frame', `document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://HOST/frame' }))`],
  ])('reaches nobody by %s, and it is counted', async (_name, script) => {
    const before = refusals();
    await runInPage(script.replaceAll('HOST', canary.host));
    await expect.poll(refusals, { timeout: 10_000 }).toBeGreaterThan(before);
    expect(canary.knocks()).toBe(0);
  });

  it('reaches nobody by a preconnect', async () => {
    await runInPage(
      `document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://${canary.host}' }))`,
    );
    const before = refusals();
    await runInPage(`fetch('http://${canary.host}/later').catch(() => {})`);
    await expect.poll(refusals).toBeGreaterThan(before);
    expect(canary.knocks()).toBe(0);
  });

  it('reaches nobody by WebRTC', async () => {
    await runInPage(`(async () => {
      const urls = ['stun:${canary.host}', 'turn:${canary.host}', 'turn:${canary.host}?transport=tcp'];
      const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] });
      peer.createDataChannel('x');
      const gathered = new Promise((resolve) => {
        peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve();
        setTimeout(resolve, 5000);
      });
      await peer.setLocalDescription(await peer.createOffer());
      await gathered;
    })()`);
    expect(canary.knocks()).toBe(0);
  });

  it('looks up no name by itself', async () => {
    await runInPage(`fetch('http://advertenties.example/').catch(() => {})`);
    await expect.poll(() => chromium.egress.refused().has('advertenties.example')).toBe(true);
  });
});
