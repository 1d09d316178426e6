/**
 * The only way to a network that the browser is given, and it leads nowhere. What a page may have is handed in through the polite
 * fetch; whatever gets past that (a redirect hop, a socket, a worker, a prefetch) arrives here, and is refused and counted.
 */
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { messageOf } from '../lib/errors.ts';
import type { Log } from '../log.ts';
import { createAddressGuard } from './address-guard.ts';

export type EgressProxy = {
  url: string;
  /** How often each host was asked for, at most a thousand hosts. */
  refused(): ReadonlyMap<string, number>;
  close(): Promise<void>;
};

const hostsMax = 1000;
const refusal = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

export async function openEgressProxy(log: Log): Promise<EgressProxy> {
  const guard = createAddressGuard('public');
  const refused = new Map<string, number>();
  const sockets = new Set<Socket>();

  /** @param address what the browser asked for: an absolute URL, or host and port. */
  function refuse(address: string): void {
    const url = URL.canParse(address) ? new URL(address) : null;
    const host = url?.host || 'unreadable';
    const known = refused.get(host);
    if (known === undefined && refused.size >= hostsMax) return;
    refused.set(host, (known ?? 0) + 1);
    // Once a host: a page can ask thousands of times. Nothing for a person to act on: Chromium itself asks for updates at every start.
    if (known === undefined) log.info({ host, reason: reasonFor(url) }, 'egress.refused');
  }

  function reasonFor(url: URL | null): string {
    try {
      if (url !== null) guard.check(url);
      return 'the browser has no network of its own';
    } catch (error) {
      return messageOf(error);
    }
  }

  const server = createServer((request, response) => {
    refuse(request.url ?? '');
    response.writeHead(403, { connection: 'close' }).end();
  });
  server.on('connect', (request, socket) => {
    refuse(`http://${request.url ?? ''}`);
    socket.end(refusal);
  });
  server.on('upgrade', (request, socket) => {
    refuse(request.url ?? '');
    socket.end(refusal);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('connection', (socket) => {
    sockets.add(socket);
    // A browser that is killed resets its connections.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    refused: () => refused,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
