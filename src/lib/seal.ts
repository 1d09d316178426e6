import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants, inflateRawSync } from 'node:zlib';
import { deriveKey } from './hash.ts';

/** Turns a value into text that only holders of the key can read (AES-256-GCM over JSON), and back. */
export type Seal = {
  /** For what lives for seconds in a queue: not deflated, for that costs more than it saves. */
  close(value: unknown): string;
  open(sealed: string): unknown;
  /** For bytes that are no JSON and are kept: packed. */
  closeBytes(bytes: Uint8Array): Buffer;
  /** @throws Error when the bytes were changed, or were sealed with another key. */
  openBytes(sealed: Uint8Array): Buffer;
};

const nonceBytes = 12;
const noncesAtOnce = 256;
const tagBytes = 16;
const openedMaxBytes = 16 * 1024 * 1024;
/** The largest page a site file may allow. */
const bytesMaxBytes = 50_000_000;

/** Pages are kept for weeks, not for years. Brotli's fastest level takes less than half the time of deflate's, for some 5 % more room. */
const packing = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 }, chunkSize: 32 * 1024 };
/** Stand before content that is not deflated; no deflated content begins so (RFC 1951, 3.2.3: its block type does not exist). */
const plainMark = 0xf6;
const brotliMark = 0xf7;

export function createSeal(masterKey: Uint8Array): Seal {
  const key = deriveKey(masterKey, 'seal');
  const nonces = Buffer.alloc(nonceBytes * noncesAtOnce);
  let nonceAt = nonces.length;
  /** Asking the system for random bytes costs as much as sealing a job, so it is asked for many nonces at once; each is used once. */
  function nextNonce(): Buffer {
    if (nonceAt === nonces.length) {
      randomFillSync(nonces);
      nonceAt = 0;
    }
    nonceAt += nonceBytes;
    return Buffer.from(nonces.subarray(nonceAt - nonceBytes, nonceAt));
  }
  function encrypt(...parts: Uint8Array[]): Buffer {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = [...parts.map((part) => cipher.update(part)), cipher.final()];
    return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
  }
  function decrypt(sealed: Uint8Array): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  }
  return {
    close: (value) => encrypt(Buffer.of(plainMark), Buffer.from(JSON.stringify(value))).toString('base64'),
    open(sealed) {
      const content = decrypt(Buffer.from(sealed, 'base64'));
      // Jobs of an earlier version were deflated.
      const isPlain = content[0] === plainMark;
      const text = isPlain ? content.subarray(1) : inflateRawSync(content, { maxOutputLength: openedMaxBytes });
      return JSON.parse(text.toString('utf8'));
    },
    closeBytes: (bytes) => encrypt(Buffer.of(brotliMark), brotliCompressSync(bytes, packing)),
    openBytes(sealed) {
      const content = decrypt(sealed);
      // Pages of an earlier version were deflated.
      if (content[0] !== brotliMark) return inflateRawSync(content, { maxOutputLength: bytesMaxBytes });
      return brotliDecompressSync(content.subarray(1), { maxOutputLength: bytesMaxBytes });
    },
  };
}
