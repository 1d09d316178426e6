/** Which network addresses may be reached: public ones, or loopback alone where a site file says so. Stops request forgery (SSRF). */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { VindplaatsError } from '../lib/errors.ts';
import type { Site } from '../model/site.ts';

export type Network = Site['network'];
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export type AddressGuard = {
  /**
   * Checks what can be known before a connection: scheme, credentials, and an address written as a number. Must run on
   * every hop, because a socket to a number never asks `lookup`.
   * @throws VindplaatsError `FETCH_REFUSED`
   */
  check(url: URL): void;
  /** For the socket: resolves once, checks EVERY answer, and connects to what was checked, so a second answer cannot differ. */
  lookup: LookupFunction;
};

const systemResolve: Resolve = (hostname) => dnsLookup(hostname, { all: true });

export function createAddressGuard(network: Network, resolve: Resolve = systemResolve): AddressGuard {
  async function resolveChecked(hostname: string): Promise<LookupAddress[]> {
    const answers = await resolve(hostname);
    for (const { address } of answers) if (!isReachable(address, network)) throw refusal(hostname, address, network);
    return [...answers];
  }

  /** The last number that was let through: a crawl asks for the same one page after page. */
  let passed: string | undefined;

  return {
    check(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new VindplaatsError(
          'FETCH_REFUSED',
          `An address with ${url.protocol} is not fetched; only http and https are.`,
        );
      }
      if (url.username !== '' || url.password !== '') {
        throw new VindplaatsError(
          'FETCH_REFUSED',
          `An address at ${url.host} holds a user name or password and is not fetched.`,
        );
      }
      const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
      if (host === passed || isIP(host) === 0) return;
      if (!isReachable(host, network)) throw refusal(url.hostname, host, network);
      passed = host;
    },
    lookup(hostname, options, callback) {
      void resolveChecked(hostname)
        .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
        .then((answers) => tell(answers, options, callback));
    },
  };
}

function tell(
  answers: LookupAddress[] | Error,
  { all, family }: LookupOptions,
  tellSocket: Parameters<LookupFunction>[2],
): void {
  if (answers instanceof Error) return tellSocket(answers, '');
  const wanted = answers.filter((answer) => !family || answer.family === family);
  const [first] = wanted;
  if (first === undefined) return tellSocket(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
  return all === true ? tellSocket(null, wanted) : tellSocket(null, first.address, first.family);
}

/** The part of IPv6 that is given out for the public internet; everything outside it is special or unassigned. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');
/** Documentation (RFC 9637), which ipaddr.js does not know. */
const documentation = ipaddr.parseCIDR('3fff::/20');

/** Whether a numeric address belongs to `network`. IPv4 inside IPv6 is judged as the IPv4 address that it is. */
export function isReachable(address: string, network: Network): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (network === 'loopback') return parsed.range() === 'loopback';
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed.match(globalUnicast) && !parsed.match(documentation));
}

function refusal(host: string, address: string, network: Network): VindplaatsError {
  const rule =
    network === 'loopback'
      ? 'its site file allows loopback addresses only'
      : 'only public internet addresses are allowed (a site file can open loopback with "network: loopback")';
  return new VindplaatsError('FETCH_REFUSED', `${host} leads to ${address}, which is not fetched: ${rule}.`);
}
