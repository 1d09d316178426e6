/** Undoes the content encoding of a body, and stops at a limit: a few kilobytes of gzip can hold gigabytes. */
import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate as inflateZlib, inflateRaw } from 'node:zlib';
import { VindplaatsError } from '../lib/errors.ts';
import { inflateZstd } from './inflate-zstd.ts';

const unzip = {
  gzip: promisify(gunzip),
  brotli: promisify(brotliDecompress),
  zlib: promisify(inflateZlib),
  raw: promisify(inflateRaw),
};

type Limits = {
  maxBytes: number;
  /** False when the body was cut on purpose: then what can be read is returned, else an early end is an error. */
  whole: boolean;
  /** Named in the error. */
  of: string;
};

/** @throws VindplaatsError `FETCH_REFUSED` over the limit or in an unknown encoding, `FETCH_FAILED` when damaged or cut off. */
export async function inflate(wire: Buffer, encoding: string, { maxBytes, whole, of }: Limits): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (wire.length === 0 || name === '' || name === 'identity') return wire;
  const options = { maxOutputLength: maxBytes, ...(whole ? {} : { finishFlush: constants.Z_SYNC_FLUSH }) };
  try {
    switch (name) {
      case 'gzip':
      case 'x-gzip':
        return await unzip.gzip(wire, options);
      case 'deflate':
        // Servers send either form under this name; the zlib form always begins with method 8.
        return await ((wire[0] ?? 0) % 16 === 8 ? unzip.zlib(wire, options) : unzip.raw(wire, options));
      case 'br':
        return await unzip.brotli(wire, { maxOutputLength: maxBytes });
      // Not asked for, since who speaks it speaks br, which Node decodes natively; some servers send it all the same.
      case 'zstd':
        return inflateZstd(wire, maxBytes);
      default:
        break;
    }
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new VindplaatsError('FETCH_REFUSED', `A page of ${of} inflates to more than ${maxBytes} bytes.`, {
        cause: error,
      });
    }
    throw new VindplaatsError('FETCH_FAILED', `A page of ${of} came damaged or was cut off (${name}).`, {
      cause: error,
    });
  }
  throw new VindplaatsError(
    'FETCH_REFUSED',
    `A page of ${of} has the content encoding "${name.slice(0, 40)}", which was not asked for.`,
  );
}
