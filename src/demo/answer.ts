import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** What a demo site answers to one request. */
export type Answer = { status: number; type: string; body: string | Buffer; etag?: string };

export function htmlAnswer(body: string, status = 200): Answer {
  return { status, type: 'text/html; charset=utf-8', body };
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

export function textAnswer(body: string, status = 200): Answer {
  return { status, type: 'text/plain; charset=utf-8', body };
}

/** A strong entity tag: the same bytes, the same tag. */
export function etagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

const sidePixels = 8;

/** A tiny grey picture that depends on its file name alone, so that the same file is the same photo everywhere. */
export function photoAnswer(file: string): Answer {
  const grey = createHash('sha512').update(file).digest();
  const rows = Array.from({ length: sidePixels }, (_, row) =>
    Buffer.concat([Buffer.from([0]), grey.subarray(row * sidePixels, (row + 1) * sidePixels)]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sidePixels, 0);
  header.writeUInt32BE(sidePixels, 4);
  // Eight bits a pixel; colour type, compression, filter and interlacing are 0: grey, deflate, standard, none.
  header.writeUInt8(8, 8);
  const body = Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  return { status: 200, type: 'image/png', body };
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
