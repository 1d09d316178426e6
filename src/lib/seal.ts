import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { deriveKey } from './hash.ts';

/** Turns a value into text that only holders of the key can read (AES-256-GCM over deflated JSON), and back. */
export type Seal = {
  close(value: unknown): string;
  open(sealed: string): unknown;
  /** The same for bytes that are no JSON. */
  closeBytes(bytes: Uint8Array): Buffer;
  /** @throws Error when the bytes were changed, or were sealed with another key. */
  openBytes(sealed: Uint8Array): Buffer;
};

const nonceBytes = 12;
const tagBytes = 16;
const openedMaxBytes = 16 * 1024 * 1024;
/** The largest page a site file may allow. */
const bytesMaxBytes = 50_000_000;

export function createSeal(masterKey: Uint8Array): Seal {
  const key = deriveKey(masterKey, 'seal');
  function closeBytes(bytes: string | Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(deflateRawSync(bytes)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }
  function openBytes(sealed: Uint8Array, maxBytes: number): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    const body = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return inflateRawSync(body, { maxOutputLength: maxBytes });
  }
  return {
    close: (value) => closeBytes(JSON.stringify(value)).toString('base64'),
    open: (sealed) => JSON.parse(openBytes(Buffer.from(sealed, 'base64'), openedMaxBytes).toString('utf8')),
    closeBytes,
    openBytes: (sealed) => openBytes(sealed, bytesMaxBytes),
  };
}
