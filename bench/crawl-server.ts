/** Serves the benchmark's site on loopback, in a process of its own. First line on stdout: its origin. */
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { createSiteContents } from './crawl-site.ts';
import { readArguments, serverArguments } from './crawl-arguments.ts';

const { validators, ...shape } = readArguments(serverArguments);
const contents = createSiteContents(shape);

const server = createServer((request, response) => {
  const [, kind, number] = /^\/(lijst|ad)\/(\d+)$/.exec(request.url ?? '') ?? [];
  if (kind === undefined || number === undefined) return void response.writeHead(404).end();
  // Tags without a look at the bytes: what the server spends is nobody's figure, but it shares the machine.
  const tag = `"${createHash('sha1')
    .update(`${JSON.stringify(shape)} ${kind} ${number}`)
    .digest('hex')}"`;
  const headers = { 'content-type': 'text/html; charset=utf-8', ...(validators === 'etag' ? { etag: tag } : {}) };
  if (validators === 'etag' && request.headers['if-none-match'] === tag)
    return void response.writeHead(304, headers).end();
  const body = kind === 'lijst' ? contents.listing(Number(number)) : contents.detail(Number(number));
  response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
// Ends with the process that started it.
process.stdin.resume().on('end', () => process.exit(0));
