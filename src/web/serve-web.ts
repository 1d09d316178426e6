import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import type { WebEnv } from './web-context.ts';

/** A person on a slow line needs seconds; what takes longer holds a connection for nothing. */
const requestTimeoutMs = 30_000;

/**
 * Serves the pages until closed.
 * @param port 0 takes a free one; `url` names it.
 * @throws VindplaatsError `PORT_IN_USE` when the address cannot be had.
 */
export async function serveWeb({
  app,
  host,
  port,
}: {
  app: Hono<WebEnv>;
  host: string;
  port: number;
}): Promise<{ url: string; close(): Promise<void> }> {
  const listener = getRequestListener(app.fetch);
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    void listener(request, response);
  });
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new VindplaatsError(
      'PORT_IN_USE',
      `The pages cannot be served on ${host}:${port} (${messageOf(error)}); stop what uses it, or choose another port with VINDPLAATS_PORT.`,
      { cause: error, details: { host, port } },
    );
  }
  const address = server.address();
  const takenPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${takenPort}`,
    async close() {
      server.close();
      // Browsers keep connections open for minutes; what is being answered is finished first.
      server.closeIdleConnections();
      const lingering = setTimeout(() => server.closeAllConnections(), 2000);
      await once(server, 'close');
      clearTimeout(lingering);
    },
  };
}
