/** A site that does whatever a broken or ill-willed server may do; each behaviour has a path of its own. */
import { deflateRawSync, deflateSync, brotliCompressSync, gzipSync } from 'node:zlib';
import { sendHtml, startHttpServer } from './http-server.ts';
import type { Handler, TestServer } from './http-server.ts';

export const plainPage = '<!doctype html><html><head><title>Een</title></head><body><p>café</p></body></html>';
const zeros = Buffer.alloc(64 * 1024);

function html(body: Uint8Array, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length, ...headers });
    response.end(body);
  };
}

function status(code: number, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'text/html', ...headers });
    response.end('<p>no</p>');
  };
}

function says(code: number, body: string): Handler {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'text/html' });
    response.end(body);
  };
}

const redirectTo = (location: string, code = 302) => status(code, { location });
const bomb = (): Buffer => gzipSync(Buffer.alloc(20_000_000, 'a'));

/** `plainPage` as the zstd program packs it: a compressed block, the content size and a checksum. */
const zstdPage = Buffer.from(
  'KLUv/SRULQIAggMNFNDnUApozNndI1dtkR2YkRUjD4QQyakPMrx7ZpRkz6aL4PFqRS436qeOfXLqA5a1LkvDAwUANgcAgMVzYC5jSVaWPI3B6w==',
  'base64',
);

/** A zstd frame by hand. @param blocks of one byte each, which stands for `repeats` of it. */
function zstdFrame({ windowByte, repeats, blocks }: { windowByte: number; repeats: number; blocks: number }): Buffer {
  const block = (isLast: boolean) => {
    const header = Buffer.alloc(4, 'a');
    header.writeUIntLE((repeats << 3) | 2 | (isLast ? 1 : 0), 0, 3);
    return header;
  };
  const all = Array.from({ length: blocks }, (_, at) => block(at === blocks - 1));
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, windowByte]), ...all]);
}

/** By path. Whatever never ends is ended when the client goes away. */
export const behaviours = {
  '/plain': html(Buffer.from(plainPage)),
  '/other': html(Buffer.from(plainPage.replace('Een', 'Twee'))),
  '/gzip': html(gzipSync(plainPage), { 'content-encoding': 'gzip' }),
  '/brotli': html(brotliCompressSync(plainPage), { 'content-encoding': 'br' }),
  '/deflate-zlib': html(deflateSync(plainPage), { 'content-encoding': 'deflate' }),
  '/deflate-raw': html(deflateRawSync(plainPage), { 'content-encoding': 'deflate' }),
  '/unknown-encoding': html(Buffer.from(plainPage), { 'content-encoding': 'snappy' }),
  '/double-encoding': html(gzipSync(gzipSync(plainPage)), { 'content-encoding': 'gzip, gzip' }),
  '/gzip-bomb': html(bomb(), { 'content-encoding': 'gzip' }),
  '/brotli-bomb': html(brotliCompressSync(Buffer.alloc(20_000_000, 'a')), { 'content-encoding': 'br' }),
  '/truncated-gzip': html(gzipSync(plainPage).subarray(0, 60), { 'content-encoding': 'gzip' }),
  '/not-gzip': html(Buffer.from(plainPage), { 'content-encoding': 'gzip' }),

  '/zstd': html(zstdPage, { 'content-encoding': 'zstd' }),
  '/zstd-frames': html(Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9]), zstdPage, zstdPage]), {
    'content-encoding': 'zstd',
  }),
  '/zstd-bomb': html(zstdFrame({ windowByte: 0x50, repeats: 131_072, blocks: 200 }), { 'content-encoding': 'zstd' }),
  // Two gigabytes for one byte.
  '/zstd-window': html(zstdFrame({ windowByte: 21 << 3, repeats: 1, blocks: 1 }), { 'content-encoding': 'zstd' }),
  '/zstd-busy': html(zstdFrame({ windowByte: 13 << 3, repeats: 0, blocks: 20_000 }), { 'content-encoding': 'zstd' }),
  '/truncated-zstd': html(zstdPage.subarray(0, zstdPage.length - 9), { 'content-encoding': 'zstd' }),
  '/broken-zstd': html(Buffer.from(zstdPage).fill(0xa5, 14, 60), { 'content-encoding': 'zstd' }),
  '/not-zstd': html(Buffer.from(plainPage), { 'content-encoding': 'zstd' }),

  '/slow-headers': () => {},
  '/slow-body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write('<p>first');
  },
  '/drip': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/endless': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const more = () => {
      while (!response.destroyed && response.write(zeros));
    };
    response.on('drain', more);
    more();
  },
  '/large-told': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 4_000_000_000 });
    response.write('<p>');
  },
  '/shorter-than-told': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1000 });
    response.write('<p>short');
    setImmediate(() => response.destroy());
  },
  '/reset': (request) => {
    request.socket.resetAndDestroy();
  },
  '/reset-in-body': (request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1000 });
    response.write('<p>half', () => request.socket.resetAndDestroy());
  },
  '/huge-headers': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'x-long': 'x'.repeat(40_000) });
    response.end(plainPage);
  },
  '/many-headers': (request) => {
    const lines = Array.from({ length: 5000 }, (_value, index) => `x-${index}: y\r\n`).join('');
    request.socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n${lines}\r\n${plainPage}`);
  },
  '/not-http': (request) => {
    request.socket.end('220 mail.invalid ESMTP\r\n');
  },
  '/early-close': (request) => {
    request.socket.end();
  },

  '/redirect': redirectTo('/plain'),
  '/redirect-308': redirectTo('/plain', 308),
  '/redirect-loop': redirectTo('/redirect-loop'),
  '/redirect-chain': (_request, response, url) => {
    const left = Number(url.searchParams.get('left'));
    response.writeHead(302, { location: left > 1 ? `/redirect-chain?left=${left - 1}` : '/plain' });
    response.end();
  },
  '/redirect-metadata': redirectTo('http://169.254.169.254/latest/meta-data/'),
  '/redirect-decimal': redirectTo('http://2852039166/'),
  '/redirect-private': redirectTo('http://10.0.0.1/'),
  '/redirect-mapped': redirectTo('http://[::ffff:10.0.0.1]/'),
  '/redirect-file': redirectTo('file:///etc/passwd'),
  '/redirect-script': redirectTo('javascript:alert(1)'),
  '/redirect-password': (request, response) => {
    response.writeHead(302, { location: `http://user:secret@${request.headers.host}/plain` });
    response.end();
  },
  '/redirect-elsewhere': redirectTo('http://localhost:1/'),
  '/redirect-forbidden': redirectTo('/private/page'),
  '/redirect-nonsense': redirectTo('http://['),
  '/redirect-nowhere': status(302),
  '/private/page': html(Buffer.from(plainPage)),

  '/429': status(429),
  '/429-seconds': status(429, { 'retry-after': '7' }),
  '/429-century': status(429, { 'retry-after': '3153600000' }),
  '/429-nonsense': status(429, { 'retry-after': 'soon' }),
  '/503': status(503),
  '/503-date': (_request, response) => {
    response.writeHead(503, { 'retry-after': new Date(Date.now() + 120_000).toUTCString() });
    response.end();
  },
  '/500': status(500),
  '/401': status(401),
  '/403': status(403),
  '/challenge-header': status(403, { 'cf-mitigated': 'challenge' }),
  '/challenge-429': status(429, { 'cf-mitigated': 'challenge', 'retry-after': '1' }),
  '/challenge-503': says(503, '<title>Just a moment...</title><script>window._cf_chl_opt = {}</script>'),
  '/challenge-gzip': (_request, response) => {
    response.writeHead(403, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
    response.end(gzipSync('<div id="px-captcha"></div>'));
  },
  '/log-in': status(401, { 'www-authenticate': 'Basic realm="leden"' }),
  '/404': status(404),
  '/410': status(410),
  '/204': (_request, response) => {
    response.writeHead(204);
    response.end();
  },
  '/304-always': (_request, response) => {
    response.writeHead(304);
    response.end();
  },
  '/etag': (request, response) => {
    if (request.headers['if-none-match'] === '"one"') {
      response.writeHead(304, { etag: '"one"' });
      response.end();
    } else sendHtml(response, plainPage, { etag: '"one"', 'last-modified': 'Mon, 03 Jun 2019 10:00:00 GMT' });
  },
  '/dated': (request, response) => {
    if (request.headers['if-modified-since'] === 'Mon, 03 Jun 2019 10:00:00 GMT') {
      response.writeHead(304);
      response.end();
    } else sendHtml(response, plainPage, { 'last-modified': 'Mon, 03 Jun 2019 10:00:00 GMT' });
  },

  '/twice': (_request, response) => {
    response.setHeader('content-type', ['text/html', 'text/html; charset=utf-8']);
    response.setHeader('etag', ['"one"', '"two"']);
    response.setHeader('last-modified', ['never', 'Mon, 03 Jun 2019 10:00:00 GMT']);
    response.end(plainPage);
  },

  '/wrong-charset': html(Buffer.from(plainPage), { 'content-type': 'text/html; charset=klingon' }),
  '/latin1': html(Buffer.from(plainPage, 'latin1'), { 'content-type': 'text/html; charset=ISO-8859-1' }),
  '/latin1-unsaid': html(Buffer.from(plainPage, 'latin1'), { 'content-type': 'text/html' }),
  '/latin1-meta': html(Buffer.from(plainPage.replace('<title>', '<meta charset="iso-8859-15"><title>'), 'latin1'), {
    'content-type': 'text/html',
  }),
  '/utf16-header': html(Buffer.from(plainPage, 'utf16le'), { 'content-type': 'text/html; charset=utf-16le' }),
  '/utf16-bom': html(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plainPage, 'utf16le')]), {
    'content-type': 'text/html; charset=utf-8',
  }),
  '/binary': html(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])),
  '/pdf': html(Buffer.from('%PDF-1.7'), { 'content-type': 'application/pdf' }),
  '/no-type': (_request, response) => {
    response.writeHead(200);
    response.end(plainPage);
  },
} as const satisfies Record<string, Handler>;

const table: Readonly<Record<string, Handler>> = behaviours;

/** @param robots what the server does when asked for robots.txt. */
export function startHostileServer(robots: Handler = status(404)): Promise<TestServer> {
  return startHttpServer((request, response, url) => {
    if (url.pathname === '/robots.txt') return robots(request, response, url);
    return (table[url.pathname] ?? status(404))(request, response, url);
  });
}

export function robotsText(text: string | Buffer): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(text);
  };
}

export { redirectTo, status };
