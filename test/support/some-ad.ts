import { sha256Hex } from '../../src/lib/hash.ts';
import type { Seal } from '../../src/lib/seal.ts';
import type { Ad, Phone } from '../../src/model/ad.ts';
import type { EvidencePage, PageBody } from '../../src/model/evidence-page.ts';

export type KeepableAd = Ad & { municipality: string };

/** A neutral synthetic ad; a test says only what matters to it. */
export function someAd(parts: Partial<KeepableAd> = {}): KeepableAd {
  return {
    site: 'prikbord',
    siteAdId: '1',
    url: 'http://127.0.0.1:8091/advertentie/1',
    title: 'Gezelschap in Hilversum',
    text: 'Ik ben Anna, 28 jaar. Bel 06-00001234 voor een afspraak.',
    raw: { age: '28', phone: '06-00001234', price: '€ 100', place: 'Hilversum', postedOn: '2019-03-01' },
    age: 28,
    ages: [{ years: 28, span: { field: 'age', start: 0, end: 2 } }],
    phones: [somePhone('+31600001234')],
    ageRanges: [],
    contacts: [],
    priceCents: 10_000,
    prices: { per30Cents: null, per60Cents: 10_000 },
    place: 'Hilversum',
    municipality: 'GM0402',
    postedOn: '2019-03-01',
    photoUrls: [],
    personaNames: ['Anna'],
    ...parts,
  };
}

export function somePhone(e164: string): Phone {
  return { rawForm: e164, e164, obfuscationKinds: [], span: { field: 'phone', start: 0, end: e164.length } };
}

export function somePage(fetchedAt: string, sha256 = 'a'.repeat(64)) {
  return { sha256, status: 200, fetchedAt, etag: null, lastModified: null };
}

/** The page an ad was read from, as a crawler sends it. */
export function someEvidence(html: string, fetchedAt = '2026-11-20T02:00:00.000Z'): EvidencePage {
  const url = 'http://127.0.0.1:8091/advertentie/1';
  return {
    url,
    finalUrl: url,
    status: 200,
    fetchedAt,
    headers: { 'content-type': 'text/html; charset=utf-8', etag: '"17"' },
    lane: 'http',
    sha256: sha256Hex(html),
    sizeBytes: Buffer.byteLength(html),
    body: 'kept',
  };
}

/** What travels beside it. */
export function someBody(seal: Seal, html: string): PageBody {
  return { sha256: sha256Hex(html), sealed: seal.closeBytes(Buffer.from(html)).toString('base64') };
}
