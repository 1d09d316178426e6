/**
 * Undoes zstd (RFC 8878), which zlib of Node 20 does not know. The frames are walked before anything is decoded: their headers
 * decide how much memory and time decoding takes, and a stranger wrote them. The only importer of fzstd.
 */
import { Decompress } from 'fzstd';

/** RFC 9659, 3: what a server may ask of whoever it sends zstd to. */
const windowMaxBytes = 8 * 1024 * 1024;
/** RFC 8878, 3.1.1.2.4. */
const blockMaxBytes = 128 * 1024;
/** The decoder moves its whole window once a block: a page of a million empty blocks would keep it busy for hours. */
const movedMaxBytes = 2 * 1024 ** 3;

/**
 * @throws RangeError `ERR_BUFFER_TOO_LARGE`, as zlib does, when the content is or would take more than allowed; another error when
 * it is damaged or cut off.
 */
export function inflateZstd(wire: Buffer, maxBytes: number): Buffer {
  const frames = framesOf(wire, maxBytes);
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for (const frame of frames) {
    const decoder = new Decompress((part) => {
      sizeBytes += part.length;
      if (sizeBytes > maxBytes) throw tooLarge(`more than ${maxBytes} bytes`);
      parts.push(part);
    });
    decoder.push(frame, true);
  }
  return Buffer.concat(parts, sizeBytes);
}

/** The parts of `wire` that hold content, each complete. */
function framesOf(wire: Buffer, maxBytes: number): Buffer[] {
  const frames: Buffer[] = [];
  let movedBytes = 0;
  // What the headers say of blocks that are not compressed; a bomb of these is refused before it is decoded.
  let toldBytes = 0;
  for (let at = 0; at < wire.length;) {
    const start = at;
    const magic = wire.readUInt32LE(at);
    if (magic >>> 4 === 0x184d2a5) {
      at += 8 + wire.readUInt32LE(at + 4);
      continue;
    }
    if (magic !== 0xfd2fb528) throw new Error('no zstd frame');
    const { windowBytes, headerBytes, hasChecksum } = headerOf(wire, at);
    at += headerBytes;
    for (let isLast = false; !isLast;) {
      const block = wire.readUIntLE(at, 3);
      isLast = (block & 1) === 1;
      const type = (block >> 1) & 3;
      const sizeBytes = block >> 3;
      if (type === 3 || sizeBytes > Math.min(blockMaxBytes, windowBytes))
        throw new Error('a zstd block that cannot be');
      if (type !== 2) toldBytes += sizeBytes;
      movedBytes += windowBytes;
      at += 3 + (type === 1 ? 1 : sizeBytes);
    }
    if (hasChecksum) at += 4;
    if (toldBytes > maxBytes) throw tooLarge(`more than ${maxBytes} bytes`);
    if (movedBytes > movedMaxBytes) throw tooLarge('more work than a page is worth');
    frames.push(wire.subarray(start, at));
    if (at > wire.length) throw new Error('a zstd frame that was cut off');
  }
  return frames;
}

/** RFC 8878, 3.1.1.1. */
function headerOf(wire: Buffer, at: number) {
  const descriptor = wire.readUInt8(at + 4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const afterWindow = at + (isSingleSegment ? 5 : 6);
  if ((descriptor & 0x08) !== 0 || dictionaryBytes > 0) throw new Error('a zstd frame of another kind');
  const windowBytes = isSingleSegment
    ? Number(
        contentSizeBytes === 8
          ? wire.readBigUInt64LE(afterWindow)
          : wire.readUIntLE(afterWindow, contentSizeBytes) + (contentSizeBytes === 2 ? 256 : 0),
      )
    : windowOf(wire.readUInt8(at + 5));
  if (windowBytes > windowMaxBytes) throw tooLarge(`a window of ${windowBytes} bytes`);
  return {
    windowBytes,
    headerBytes: afterWindow + contentSizeBytes - at,
    hasChecksum: (descriptor & 0x04) !== 0,
  };
}

function windowOf(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

function tooLarge(why: string): Error {
  return Object.assign(new RangeError(why), { code: 'ERR_BUFFER_TOO_LARGE' });
}
