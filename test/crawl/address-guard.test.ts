import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createAddressGuard, isReachable } from '../../src/crawl/address-guard.ts';
import type { Resolve } from '../../src/crawl/address-guard.ts';

const specials = [
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8',
  '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '100::1', '2001::1', '2001:db8::1', '2002:7f00:1::',
  '3fff::1', '4000::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1',
]; // prettier-ignore

describe('reachable addresses', () => {
  it.each(specials)('a public site never reaches %s', (address) => {
    expect(isReachable(address, 'public')).toBe(false);
  });

  it.each(['8.8.8.8', '145.58.28.1', '2a02:a000::1', '::ffff:8.8.8.8'])('a public site reaches %s', (address) => {
    expect(isReachable(address, 'public')).toBe(true);
  });

  it('a loopback site reaches loopback and nothing else', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map((a) => isReachable(a, 'loopback'))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['8.8.8.8', '10.0.0.1', '169.254.169.254', '0.0.0.0'].map((a) => isReachable(a, 'loopback'))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('what is no address is not reachable', () => {
    expect(isReachable('example.org', 'public')).toBe(false);
  });
});

describe('addresses written as numbers', () => {
  const guard = createAddressGuard('public');

  it.each([
    'http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.1/', 'http://127.0.0.1./', 'http://[::ffff:127.0.0.1]/',
    'http://[::1]/', 'http://[0:0:0:0:0:ffff:7f00:1]/', 'http://0/', 'http://169.254.169.254/latest/', 'http://①②⑦.0.0.1/',
  ])('%s is seen through', (address) => {
    expect(() => guard.check(new URL(address))).toThrow(expect.objectContaining({ code: 'FETCH_REFUSED' }));
  }); // prettier-ignore

  it.each(['file:///etc/passwd', 'ftp://example.org/', 'http://user:secret@example.org/'])(
    '%s is not fetched',
    (address) => {
      expect(() => guard.check(new URL(address))).toThrow(expect.objectContaining({ code: 'FETCH_REFUSED' }));
    },
  );

  it('a name passes until it is resolved', () => {
    expect(() => guard.check(new URL('https://example.org/'))).not.toThrow();
  });
});

const lookupWith = (resolve: Resolve) => promisify(createAddressGuard('public', resolve).lookup);

describe('names', () => {
  it('one forbidden answer among good ones refuses the name', async () => {
    const lookup = lookupWith(async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
    await expect(lookup('example.org', { all: true })).rejects.toMatchObject({ code: 'FETCH_REFUSED' });
  });

  it('is resolved once for a connection, and the socket is given what was checked', async () => {
    let asked = 0;
    const lookup = lookupWith(async () => [{ address: (asked += 1) === 1 ? '8.8.8.8' : '127.0.0.1', family: 4 }]);
    await expect(lookup('example.org', { all: true })).resolves.toEqual([{ address: '8.8.8.8', family: 4 }]);
    expect(asked).toBe(1);
    await expect(lookup('example.org', { all: true })).rejects.toMatchObject({ code: 'FETCH_REFUSED' });
  });

  it('without an answer is an error of the name service', async () => {
    await expect(lookupWith(async () => [])('example.org', { all: true })).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('localhost is loopback whatever it is called', async () => {
    const lookup = promisify(createAddressGuard('public').lookup);
    await expect(lookup('localhost', { all: true })).rejects.toMatchObject({ code: 'FETCH_REFUSED' });
  });
});
