import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLegalGate } from '../../src/govern/legal-basis.ts';
import { createHandoverDesk } from '../../src/handover/handover-desk.ts';
import type { Ad } from '../../src/model/ad.ts';
import type { Assessment, Indicator } from '../../src/model/assessment.ts';
import { legalBasisSchema, regionSchema } from '../../src/model/region.ts';
import type { Decision } from '../../src/model/review.ts';
import { openStore } from '../../src/store/open-store.ts';

const region = regionSchema.parse({
  name: 'Proefregio',
  operator: { name: 'Proefregio', contact: 'proef@example.test' },
  municipalities: [
    { code: 'GM0402', name: 'Hilversum' },
    { code: 'GM0406', name: 'Huizen' },
    { code: 'GM1696', name: 'Wijdemeren', validTo: '2027-01-01', successor: 'GM0402' },
  ],
  places: [{ name: 'Hilversum', municipality: 'GM0402' }],
  review: { capacityPerWeek: 40 },
  retention: { undecidedDays: 30, dismissedDays: 60, confirmedDays: 365 },
});

const legalBasis = legalBasisSchema.parse({
  grounds: [
    {
      id: 'proef',
      sources: ['prikbord'],
      purposes: ['handover'],
      municipalities: ['GM0402', 'GM0406', 'GM1696'],
      validFrom: '2026-01-01',
      validTo: '2028-01-01',
      basis: 'Alleen synthetische advertenties, geen grondslag nodig',
      reference: 'proef 1',
    },
  ],
});

export const actor = { name: 'anna', origin: '127.0.0.1' };
export const confirmed: Decision = { verdict: 'confirmed', reason: 'same-contact-several-personas', note: '' };

function indicator(fields: Partial<Indicator>): Indicator {
  return {
    rule: 'proefregel',
    ruleVersion: 1,
    indicator: 'IND-01',
    title: 'Nummer verborgen geschreven',
    class: 'A',
    family: 'F7',
    points: 20,
    explanation: 'Het nummer is deels in woorden geschreven.',
    spans: [],
    ...fields,
  };
}

/** A handover desk on a real store in a folder of its own, with a clock that stands still until it is moved. */
export function openSeededDesk() {
  const dataDir = mkdtempSync(join(tmpdir(), 'vindplaats-handover-'));
  const store = openStore(dataDir);
  const clock = { now: new Date('2026-11-23T09:00:00.000Z') };
  const now = () => clock.now;
  const gate = createLegalGate(legalBasis, () => clock.now.toISOString().slice(0, 10));
  let adCount = 0;

  return {
    dataDir,
    store,
    clock,
    desk: createHandoverDesk({ store, gate, region, dataDir, now }),
    addAd,
    decide,
    undo,
    close,
  };

  /** Stores an ad, or a further version of one with the same `siteAdId`, and screens it. */
  function addAd(fields: Partial<Ad> & { municipality?: string } = {}, findings: Partial<Assessment> = {}) {
    adCount += 1;
    const siteAdId = fields.siteAdId ?? `a${adCount}`;
    const ad = {
      site: 'prikbord',
      siteAdId,
      url: `http://127.0.0.1:9001/ad/${siteAdId}`,
      title: 'Massage aan huis',
      text: 'Rustige massage aan huis. Bel gerust.',
      raw: { age: null, phone: null, price: null, place: null, postedOn: null },
      age: 24,
      ages: [],
      phones: [],
      ageRanges: [],
      contacts: [],
      priceCents: 5000,
      prices: { per30Cents: null, per60Cents: 5000 },
      place: 'Hilversum',
      municipality: 'GM0402',
      postedOn: '2026-11-20',
      photoUrls: [],
      personaNames: [],
      ...fields,
    };
    const fetchedAt = now().toISOString();
    const { adId } = store.ads.keep({
      ad,
      addressHash: `address-${siteAdId}`,
      contentHash: `content-${siteAdId}-${ad.title.length}-${ad.text.length}`,
      page: { sha256: 'p', status: 200, fetchedAt, etag: null, lastModified: null },
    });
    const assessment: Assessment = {
      level: 'hoog',
      points: 40,
      reasons: [indicator({})],
      against: [],
      compliance: [],
      rulesetHash: 'r1',
      inputHash: `i${adCount}`,
      ...findings,
    };
    const version = store.ads.find(adId)?.version ?? 0;
    const assessmentId = store.assessments.keep(adId, version, assessment, fetchedAt);
    return { adId, version, assessmentId };
  }
  function decide(
    seen: { adId: number; version: number; assessmentId: number },
    decision: Decision = confirmed,
  ): number {
    const { adId, version, assessmentId } = seen;
    const at = now().toISOString();
    return store.reviews.add(
      { kind: 'decided', adId, adVersion: version, assessmentId, decision, actor: actor.name, at },
      decision.verdict,
    );
  }
  function undo(adId: number, undoes: number): void {
    store.reviews.add({ kind: 'undone', adId, undoes, actor: actor.name, at: now().toISOString() }, 'open');
  }
  function close(): void {
    store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
