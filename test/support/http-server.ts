/** A web server on loopback for tests, with a log of what it was asked. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export type LoggedRequest = {
  /** Milliseconds by the server's own monotonic clock. */
  atMs: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** How many requests, this one included, the server was busy with. */
  underWay: number;
};

export type TestServer = {
  origin: string;
  requests: LoggedRequest[];
  /** Paths asked for, without robots.txt. */
  paths(): string[];
  close(): Promise<void>;
};

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

export async function startHttpServer(handler: Handler): Promise<TestServer> {
  const requests: LoggedRequest[] = [];
  let underWay = 0;
  const server = createServer((request, response) => {
    underWay += 1;
    response.on('close', () => {
      underWay -= 1;
    });
    const path = request.url ?? '/';
    const { headers, method = '' } = request;
    requests.push({ atMs: performance.now(), method, path, headers, underWay });
    Promise.resolve(handler(request, response, new URL(path, 'http://any.invalid'))).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { port } = address;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    paths: () => requests.map(({ path }) => path).filter((path) => path !== '/robots.txt'),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

export function sendHtml(response: ServerResponse, html: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(html);
}
