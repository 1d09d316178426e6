import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { deriveKey } from './hash.ts';

/** Turns a value into text that only holders of the key can read (AES-256-GCM over deflated JSON), and back. */
export type Seal = { close(value: unknown): string; open(sealed: string): unknown };

const nonceBytes = 12;
const tagBytes = 16;
const openedMaxBytes = 16 * 1024 * 1024;

export function createSeal(masterKey: Uint8Array): Seal {
  const key = deriveKey(masterKey, 'seal');
  return {
    close(value) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(value))), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return JSON.parse(inflateRawSync(body, { maxOutputLength: openedMaxBytes }).toString('utf8'));
    },
  };
}
