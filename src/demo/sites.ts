import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { VindplaatsError } from '../lib/errors.ts';
import { textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { demoSites } from './demo-ad.ts';
import type { DemoSite } from './demo-ad.ts';
import { answerMarktplein } from './marktplein.ts';
import { answerPrikbord } from './prikbord.ts';
import { siteContents } from './site-contents.ts';
import type { SiteContents } from './site-contents.ts';

export type DemoRequest = { site: DemoSite; path: string; atMs: number };

export type DemoServer = {
  /** Addresses without a slash at the end. */
  urls: Record<DemoSite, string>;
  /** Every request so far, oldest first: the newest 20,000. `atMs` is on a clock of its own that only goes forward. */
  requests(): readonly DemoRequest[];
  close(): Promise<void>;
};

type DemoOptions = {
  seed: number;
  /** Asked at every request, so that a running site can move on to the next night. */
  night: () => number;
  /** 0 takes any free port. The default is what config/sites/ holds. */
  ports?: Record<DemoSite, number>;
  host?: string;
};

const requestsMax = 20_000;
const defaultPorts = { prikbord: 8091, marktplein: 8092 } as const;
const answers = { prikbord: answerPrikbord, marktplein: answerMarktplein } satisfies Record<
  DemoSite,
  (contents: SiteContents, url: URL) => Answer
>;

/**
 * Serves the two synthetic advertisement sites.
 * @throws VindplaatsError `PORT_IN_USE`; then neither site is left running.
 */
export async function serveDemo({
  seed,
  night,
  ports = defaultPorts,
  host = '127.0.0.1',
}: DemoOptions): Promise<DemoServer> {
  const log: DemoRequest[] = [];
  const servers: Server[] = [];
  const urls = { prikbord: '', marktplein: '' };
  const close = async () => void (await Promise.all(servers.map((server) => closed(server))));
  try {
    for (const site of demoSites) {
      const contentsOf = keepNewest((asked: number) => siteContents(site, seed, asked));
      const server = createServer((request, response) => {
        const path = request.url ?? '/';
        if (log.push({ site, path, atMs: performance.now() }) > requestsMax) log.shift();
        send(
          request,
          response,
          answerTo(request, (url) => answers[site](contentsOf(night()), url)),
        );
      });
      urls[site] = `http://${host}:${await listening(server, site, host, ports[site])}`;
      servers.push(server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { urls, requests: () => log, close };
}

function answerTo(request: IncomingMessage, answer: (url: URL) => Answer): Answer {
  const path = request.url ?? '/';
  if (request.method !== 'GET' && request.method !== 'HEAD') return textAnswer('Alleen GET en HEAD.\n', 405);
  // The host is of no interest here; this one only makes the path readable.
  if (!path.startsWith('/') || !URL.canParse(path, 'http://demo.invalid')) return textAnswer('Geen adres.\n', 400);
  return answer(new URL(path, 'http://demo.invalid'));
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, etag }: Answer): void {
  const validators = etag === undefined ? {} : { etag };
  if (etag !== undefined && isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, validators).end();
    return;
  }
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...validators });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** RFC 9110, 13.1.2: a list of entity tags, compared without their weakness mark. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** Remembers the answer to the newest question only: nights go forward. */
function keepNewest<T>(make: (night: number) => T): (night: number) => T {
  let kept: { night: number; made: T } | null = null;
  return (night) => {
    if (kept?.night !== night) kept = { night, made: make(night) };
    return kept.made;
  };
}

/** @returns the port it listens on. */
function listening(server: Server, site: DemoSite, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new VindplaatsError(
              'PORT_IN_USE',
              `The demo site ${site} cannot open ${host}:${port}, another program uses it; stop that program and start again.`,
              { cause: error, details: { site, host, port } },
            )
          : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
