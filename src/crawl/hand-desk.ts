import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeHtml, isUtf16 } from '../lib/decode-html.ts';
import { VindplaatsError } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Seal } from '../lib/seal.ts';
import type { Actor } from '../model/actor.ts';
import type { Ad } from '../model/ad.ts';
import { manualSource } from '../model/by-hand.ts';
import type { GivenFields, HandEntry, HandInput, HandProblem } from '../model/by-hand.ts';
import type { EvidencePage } from '../model/evidence-page.ts';
import type { PageText } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { NewJob, Queue } from '../queue/queue.ts';
import type { Gate } from '../stage.ts';
import type { ManualEntry } from '../store/manual-entries.ts';
import type { Store } from '../store/open-store.ts';
import { isInScope } from './scope.ts';
import { hashAddress } from './visits.ts';

/** How an input is understood; the extract stage, handed in because stages do not know each other. */
export type HandReader = (
  page: PageText & { form: 'text' | 'html'; given: GivenFields },
  site: Site | null,
) => Promise<Ad | null>;

/** Largest input. A running text longer than `textMaxChars` is no ad, and would be cut off unseen. */
export const handLimits = {
  bytes: 2_000_000,
  textChars: 50_000,
  urlChars: 2000,
  reasonChars: 500,
  titleChars: 500,
  fieldChars: 100,
} as const;

const lookMs = 50;

/** The queue on which what people add travels to the one process that writes. */
export const handQueue = 'by-hand';

/**
 * The lane without a crawl (guard-rail G2): a person opened one ad and hands it in. Nothing is fetched, and an ad
 * outside the region ends here, stored nowhere.
 */
export function createHandDesk(deps: {
  store: Store;
  queue: Pick<Queue, 'enqueue'>;
  seal: Seal;
  hash: KeyedHash;
  gate: Gate;
  sites: readonly Site[];
  read: HandReader;
  now: () => Date;
}) {
  const { store, queue, seal, hash, gate, sites, read, now } = deps;
  return {
    /**
     * Reads an ad and sends it, sealed, to the process that writes.
     * @returns under which id it will be found, see `entryOf`.
     * @throws VindplaatsError `INPUT_INVALID` with a `HandProblem` in `details.problem`; `LEGAL_BASIS_MISSING`, which is logged.
     */
    async add(input: HandInput, actor: Actor): Promise<string> {
      const addedAt = now().toISOString();
      const url = checkAddress(input.url);
      const reason = checkLine(input.reason, handLimits.reasonChars, 'reason', 'a reason (aanleiding)');
      if (reason === null) throw refusal('reason', 'Say why this ad is added (aanleiding).');
      const given = checkGiven(input.given);
      const { body, form } = decode(input);
      const site = siteOf(input.siteId, url);
      const ad = placed(await read({ finalUrl: url, fetchedAt: addedAt, body, form, given }, site), site, url);
      requireBasis(ad, actor, addedAt);
      const entry: HandEntry = {
        ad,
        addressHash: hashAddress(hash, ad.site, url),
        ...evidenceOf(input.bytes, form, url, addedAt),
        reason,
        actor,
        addedAt,
      };
      const entryId = randomUUID();
      await queue.enqueue([handJob(entryId, entry)]);
      return entryId;
    },
    /** What became of it; null when the process that writes has not taken it in within `waitMs`. */
    async entryOf(entryId: string, waitMs: number): Promise<ManualEntry | null> {
      for (let waitedMs = 0; waitedMs < waitMs; waitedMs += lookMs) {
        const entry = store.manual.find(entryId);
        if (entry !== null) return entry;
        await sleep(lookMs);
      }
      return store.manual.find(entryId);
    },
  };

  function handJob(entryId: string, entry: HandEntry): NewJob {
    return { queue: handQueue, key: entryId, payload: { entryId, sealed: seal.close(entry) } };
  }

  function siteOf(siteId: string | null, url: string): Site | null {
    const address = new URL(url);
    if (siteId === null) return sites.find((site) => isInScope(site, address)) ?? null;
    const site = sites.find((candidate) => candidate.id === siteId);
    if (!site || !isInScope(site, address))
      throw refusal(
        'site',
        `The address does not belong to a site "${siteId}"; leave the site out, or correct one of them.`,
      );
    return site;
  }

  /** The ad under the id by which the store will know it again, and with a municipality of the region. */
  function placed(ad: Ad | null, site: Site | null, url: string): Ad & { municipality: string } {
    if (ad === null) throw refusal('empty', 'There is no text in what was handed in; paste the text of the ad.');
    const { municipality } = ad;
    if (municipality === null) {
      if (ad.place === null)
        throw refusal(
          'no-place',
          'No place of the region is named in it; name the place, or leave the ad out. Nothing was stored.',
        );
      throw refusal('outside-region', 'The ad lies outside the region, so nothing was stored.');
    }
    if (ad.site !== manualSource) return { ...ad, municipality };
    const knownId = site && store.ads.idAt(site.id, hashAddress(hash, site.id, url));
    const known = knownId === null ? null : store.ads.find(knownId);
    return known !== null
      ? { ...ad, municipality, site: known.site, siteAdId: known.siteAdId }
      : { ...ad, municipality, siteAdId: hashAddress(hash, manualSource, url) };
  }

  /** To collect by hand needs no ground to crawl; what it is screened under is asked before anything is kept. */
  function requireBasis(ad: Ad & { municipality: string }, { name, origin }: Actor, at: string): void {
    const line = { at, actor: name, action: 'screen.gate', object: `site:${ad.site}`, origin };
    try {
      gate.require(ad.site, 'screen', ad.municipality);
    } catch (error) {
      store.audit.append({ ...line, result: 'refused: no valid legal basis' });
      throw error;
    }
  }

  /** What was handed in stays as it was, as evidence; no server has sent it. */
  function evidenceOf(
    bytes: Uint8Array,
    form: 'text' | 'html',
    url: string,
    addedAt: string,
  ): Pick<HandEntry, 'page' | 'body'> {
    const sha256 = sha256Hex(bytes);
    const page: EvidencePage = {
      url,
      finalUrl: url,
      status: 0,
      fetchedAt: addedAt,
      headers: { 'content-type': form === 'html' ? 'text/html' : 'text/plain' },
      lane: 'manual',
      sha256,
      sizeBytes: bytes.length,
      body: 'kept',
    };
    return { page, body: { sha256, sealed: seal.closeBytes(bytes).toString('base64') } };
  }
}

function decode({ bytes, form: told }: HandInput): { body: string; form: 'text' | 'html' } {
  if (bytes.length > handLimits.bytes)
    throw refusal('too-large', `It is larger than ${handLimits.bytes} bytes; hand in the ad alone.`);
  // Neither a picture nor a PDF: in a text these signs do not stand, whatever its letters.
  if (!isUtf16(bytes) && bytes.some((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13))
    throw refusal('not-text', 'It is not a text or a web page; hand in text or HTML.');
  const body = decodeHtml(bytes, '');
  if (body.includes('\0') || /\p{Surrogate}/u.test(body))
    throw refusal('not-text', 'It holds signs that no text has; hand in text or HTML.');
  if (body.trim() === '') throw refusal('empty', 'There is no text in what was handed in; paste the text of the ad.');
  const form = told ?? (looksLikeHtml.test(body) ? 'html' : 'text');
  if (form === 'text' && body.length > handLimits.textChars)
    throw refusal('too-large', `The text is longer than ${handLimits.textChars} signs; hand in the ad alone.`);
  return { body, form };
}

const looksLikeHtml =
  /<(?:!doctype|html|head|body|main|article|section|div|table|ul|p|span|h[1-6]|br|script|style|title|meta)\b/i;

function checkAddress(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= handLimits.urlChars && URL.canParse(trimmed) && !unprintable.test(trimmed)) {
    const url = new URL(trimmed);
    url.hash = '';
    if ((url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '')
      return url.href;
  }
  throw refusal('address', 'The address is no web address; give the http or https address of the ad.');
}

/** Control characters and halves of signs: nobody types them. */
const unprintable = /[\p{Cc}\p{Surrogate}]/u;

function checkLine(text: string | null, maxChars: number, problem: HandProblem, what: string): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > maxChars || unprintable.test(trimmed))
    throw refusal(problem, `${what} must be one line of at most ${maxChars} signs.`);
  return trimmed === '' ? null : trimmed;
}

function checkGiven(given: GivenFields): GivenFields {
  const age = checkLine(given.age, 3, 'given', 'The age');
  if (age !== null && !/^\d{1,3}$/.test(age)) throw refusal('given', 'The age must be a number of years.');
  return {
    title: checkLine(given.title, handLimits.titleChars, 'given', 'The title'),
    place: checkLine(given.place, handLimits.fieldChars, 'given', 'The place'),
    age,
    phone: checkLine(given.phone, handLimits.fieldChars, 'given', 'The phone number'),
  };
}

function refusal(problem: HandProblem, sentence: string): VindplaatsError {
  return new VindplaatsError('INPUT_INVALID', sentence, { details: { problem } });
}
