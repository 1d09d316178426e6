import { createCipheriv } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { canonicalJson, createKeyedHash, deriveKey } from '../../src/lib/hash.ts';
import { createSeal } from '../../src/lib/seal.ts';

const key = Buffer.alloc(32, 7);
const otherKey = Buffer.alloc(32, 8);

it('opens what it closed, and shows nothing of it', () => {
  const seal = createSeal(key);
  const sealed = seal.close({ text: 'Gezelschap in Hilversum' });
  expect(seal.open(sealed)).toEqual({ text: 'Gezelschap in Hilversum' });
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('Hilversum');
  expect(seal.close(1)).not.toBe(seal.close(1));
});

it('opens large content, and what an earlier version closed', () => {
  const seal = createSeal(key);
  const large = { text: 'rustige massage aan huis '.repeat(1_000) };
  expect(seal.open(seal.close(large))).toEqual(large);
  expect(seal.close(large).length).toBeLessThan(large.text.length / 10);
  // Before there was a mark: nonce, tag, and deflated JSON alone.
  const nonce = Buffer.alloc(12, 1);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, 'seal'), nonce);
  const body = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(large))), cipher.final()]);
  expect(seal.open(Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64'))).toEqual(large);
});

it('does not open with another key, or when a byte was changed', () => {
  const sealed = createSeal(key).close({ a: 1 });
  expect(() => createSeal(otherKey).open(sealed)).toThrow(/authenticate/);
  const bytes = Buffer.from(sealed, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(() => createSeal(key).open(bytes.toString('base64'))).toThrow(/authenticate/);
});

it('hashes identifiers so that kinds, values and keys keep apart', () => {
  const hash = createKeyedHash(key);
  expect(hash('phone', '+31600001234')).toBe(createKeyedHash(key)('phone', '+31600001234'));
  const different = [
    hash('phone', 'x'),
    hash('persona', 'x'),
    hash('phone', 'y'),
    createKeyedHash(otherKey)('phone', 'x'),
  ];
  expect(new Set(different).size).toBe(4);
});

it('writes equal values as equal JSON, whatever the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [1, { c: 2, d: 1 }] }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});
