/** One request over HTTP and its answer, with a limit on everything a stranger's server decides. The only importer of undici. */
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { VindplaatsError, messageOf, systemCodeOf } from '../lib/errors.ts';
import { createAddressGuard } from './address-guard.ts';
import type { Network, Resolve } from './address-guard.ts';
import { inflate } from './inflate.ts';

export type Order = {
  url: URL;
  network: Network;
  headers: Readonly<Record<string, string>>;
  /** For the whole exchange, from the first packet to the last byte. */
  timeoutMs: number;
  /** Holds twice: for the bytes on the wire and for what they inflate to. */
  maxBytes: number;
  /** Whether a body over the limit is an error, or is cut there (robots.txt). */
  overflow: 'refuse' | 'cut';
};

export type WireResponse = {
  url: URL;
  status: number;
  /** Names in lower case; what came more than once is joined with a line feed, or the last of it where it may come once only. */
  headers: Readonly<Record<string, string>>;
  /** After content decoding. Empty unless the status is 2xx; of 401, 403, 429 and 503 the beginning, as far as it can be read. */
  body: Buffer;
  wireBytes: number;
  tookMs: number;
};

export type Exchange = {
  /**
   * Whether an address may be asked at all, as far as can be seen before a connection.
   * @throws VindplaatsError `FETCH_REFUSED`
   */
  check(url: URL, network: Network): void;
  /**
   * Sends one GET; follows nothing.
   * @throws VindplaatsError `FETCH_FAILED`, `FETCH_REFUSED` or `SITE_UNREACHABLE`; the reason of `signal` when that aborts.
   */
  send(order: Order, signal: AbortSignal): Promise<WireResponse>;
  close(): Promise<void>;
};

const headersMaxBytes = 16 * 1024;

/** @param userAgent names the crawler and a way to reach whoever runs it. */
export function openExchange(userAgent: string, resolve?: Resolve): Exchange {
  const guards = { public: createAddressGuard('public', resolve), loopback: createAddressGuard('loopback', resolve) };
  const agents = { public: agentOf('public'), loopback: agentOf('loopback') };

  function agentOf(network: Network): Agent {
    return new Agent({
      connect: { lookup: guards[network].lookup, timeout: 10_000 },
      maxHeaderSize: headersMaxBytes,
      pipelining: 1,
    });
  }

  return {
    check: (url, network) => guards[network].check(url),
    async send(order, signal) {
      signal.throwIfAborted();
      // A socket to a number never asks `lookup`, so numbers are judged here, whoever calls.
      guards[order.network].check(order.url);
      const startedAt = performance.now();
      // Not AbortSignal.timeout and .any: their timers and links stay long after the answer, thousands at a time.
      const ended = new AbortController();
      const leave = () => ended.abort();
      const timer = setTimeout(leave, order.timeoutMs);
      signal.addEventListener('abort', leave);
      try {
        const answer = await request(order.url, {
          dispatcher: agents[order.network],
          method: 'GET',
          headers: { 'accept-encoding': 'gzip, br, deflate', ...order.headers, 'user-agent': userAgent },
          signal: ended.signal,
          headersTimeout: order.timeoutMs,
          bodyTimeout: order.timeoutMs,
        });
        const { wire, whole } = await readBody(answer, order);
        const headers = flat(answer.headers);
        return {
          url: order.url,
          status: answer.statusCode,
          headers,
          body: await inflateAnswer(answer.statusCode, wire, headers['content-encoding'] ?? '', {
            maxBytes: order.maxBytes,
            whole,
            of: order.url.host,
          }),
          wireBytes: wire.length,
          tookMs: Math.ceil(performance.now() - startedAt),
        };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof VindplaatsError) throw error;
        if (ended.signal.aborted) {
          throw new VindplaatsError('FETCH_FAILED', `${order.url.host} took longer than ${order.timeoutMs} ms.`, {
            cause: error,
          });
        }
        throw explain(error, order.url);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      }
    },
    async close() {
      await Promise.all([agents.public.destroy(), agents.loopback.destroy()]);
    },
  };
}

/** Answers whose words tell why. */
const refusals = new Set([401, 403, 429, 503]);
const refusalMaxBytes = 64 * 1024;

async function readBody({ statusCode, headers, body }: Dispatcher.ResponseData, { url, maxBytes, overflow }: Order) {
  if (refusals.has(statusCode)) {
    // Enough to see whether it is a captcha.
    const beginning = await bytesOf(body, refusalMaxBytes);
    return { wire: beginning.subarray(0, refusalMaxBytes), whole: false };
  }
  if (statusCode < 200 || statusCode > 299) {
    // A little is read so that the connection can be used again; undici drops the connection when there is more.
    await body.dump({ limit: 64 * 1024 });
    return { wire: Buffer.alloc(0), whole: true };
  }
  const told = Number(headers['content-length'] ?? 0);
  if (told <= maxBytes || overflow === 'cut') {
    const wire = await bytesOf(body, maxBytes);
    if (wire.length <= maxBytes) return { wire, whole: true };
    if (overflow === 'cut') return { wire: wire.subarray(0, maxBytes), whole: false };
  }
  body.destroy();
  throw new VindplaatsError(
    'FETCH_REFUSED',
    `A page of ${url.host} is larger than ${maxBytes} bytes; raise politeness.maxBodyBytes in its site file if that is right.`,
  );
}

/** All of a body, or a little more than `maxBytes` of one that is longer: the rest is not taken. By events, for a loop over chunks costs more. */
function bytesOf(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const end = () => resolve(Buffer.concat(chunks, sizeBytes));
    body.on('data', (chunk: Buffer) => {
      if (sizeBytes > maxBytes) return;
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) return;
      end();
      body.destroy();
    });
    body.once('end', end);
    body.once('error', reject);
    body.once('close', () => reject(new Error('the body was closed before its end')));
  });
}

/** The words of a refusal are worth reading, and not worth failing for. */
async function inflateAnswer(
  status: number,
  wire: Buffer,
  encoding: string,
  limits: Parameters<typeof inflate>[2],
): Promise<Buffer> {
  if (!refusals.has(status)) return inflate(wire, encoding, limits);
  try {
    return await inflate(wire, encoding, limits);
  } catch (error) {
    if (error instanceof VindplaatsError) return Buffer.alloc(0);
    throw error;
  }
}

/** Fields that a server sends once. Of one that comes more often the last counts. */
const singles = new Set(['content-type', 'etag', 'last-modified', 'retry-after']);

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? joined(name, value) : value]],
    ),
  );
}

function joined(name: string, values: readonly string[]): string {
  return singles.has(name) ? (values.at(-1) ?? '') : values.join('\n');
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function explain(error: unknown, { host, hostname }: URL): VindplaatsError {
  const code = systemCodeOf(error);
  if (unreachable.has(code)) {
    return new VindplaatsError(
      'SITE_UNREACHABLE',
      `${host} does not answer (${code}); check its address in the site file.`,
      {
        cause: error,
      },
    );
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new VindplaatsError('FETCH_REFUSED', `${host} sent more than ${headersMaxBytes} bytes of headers.`, {
      cause: error,
    });
  }
  if (/^(?:CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    const sentence = `The certificate of ${hostname} is not trusted (${code}); nothing is fetched until its owner mends it.`;
    return new VindplaatsError('SITE_UNREACHABLE', sentence, { cause: error });
  }
  return new VindplaatsError('FETCH_FAILED', `${host} broke off or answered wrongly (${code || messageOf(error)}).`, {
    cause: error,
  });
}
