import type { Span } from '../../src/model/ad.ts';
import type { Assessment, Indicator, Level } from '../../src/model/assessment.ts';
import { regroup } from '../../src/link/regroup.ts';
import { regionSchema } from '../../src/model/region.ts';
import { siteSchema } from '../../src/model/site.ts';
import type { Store } from '../../src/store/open-store.ts';
import { someAd, somePage, somePhone } from './some-ad.ts';
import type { KeepableAd } from './some-ad.ts';

export const seededRegion = regionSchema.parse({
  name: 'Proefregio',
  operator: { name: 'Proefregio', contact: 'proef@example.test' },
  municipalities: [
    { code: 'GM0402', name: 'Hilversum' },
    { code: 'GM0406', name: 'Huizen' },
    { code: 'GM1942', name: 'Gooise Meren' },
  ],
  places: [{ name: 'Hilversum', municipality: 'GM0402' }],
  review: { capacityPerWeek: 40 },
  retention: { undecidedDays: 30, dismissedDays: 60, confirmedDays: 365 },
});

export const seededSites = (['prikbord', 'marktplein'] as const).map((id) =>
  siteSchema.parse({
    id,
    title: id === 'prikbord' ? 'Prikbord' : 'Marktplein',
    termsReviewedOn: '2026-01-01',
    start: [`http://127.0.0.1:8091/${id}`],
    politeness: { delayMs: 0 },
    listing: { card: '.card', link: { selector: 'a' } },
    detail: {
      fields: {
        id: { from: 'url' },
        title: { selector: 'h1' },
        text: { selector: 'p' },
        place: { selector: '.place' },
      },
    },
  }),
);

export function someIndicator(parts: Partial<Indicator> = {}): Indicator {
  return {
    rule: 'verborgen-nummer',
    ruleVersion: 1,
    indicator: 'IND-01',
    title: 'Nummer verborgen geschreven',
    class: 'A',
    family: 'F7',
    points: 20,
    explanation: 'Het nummer is deels in woorden geschreven.',
    spans: [],
    ...parts,
  };
}

/** Where `words` stand in `text`; a test that names words which are not there must fail. */
export function spanOf(field: Span['field'], text: string, words: string): Span {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`"${words}" is not in "${text}"`);
  return { field, start, end: start + words.length };
}

const seenAt = '2026-11-20T02:00:00.000Z';
let assessmentCount = 0;

/** Stores an ad, or a further version of one with the same `siteAdId`, links its numbers and screens it. */
export function addScreenedAd(
  store: Store,
  parts: Partial<KeepableAd> = {},
  findings: Partial<Assessment> = {},
): { adId: number; assessmentId: number } {
  assessmentCount += 1;
  const ad = someAd({ siteAdId: `ad-${assessmentCount}`, ...parts });
  return store.transaction(() => {
    const { adId } = store.ads.keep({
      ad,
      addressHash: `address-${ad.site}-${ad.siteAdId}`,
      contentHash: JSON.stringify([ad.title, ad.text]),
      page: somePage(seenAt),
    });
    store.identifiers.replace(
      adId,
      ad.phones.map((phone) => ({
        kind: 'phone',
        hash: phone.e164,
        personaHash: ad.personaNames.join(),
        spans: [phone.span],
      })),
    );
    store.evidence.keepPersona(adId, { hash: ad.personaNames.join(), isNamed: ad.personaNames.length > 0 });
    regroup(store, [adId]);
    const assessment: Assessment = {
      level: 'laag',
      points: 0,
      reasons: [],
      against: [],
      compliance: [],
      rulesetHash: 'a'.repeat(64),
      inputHash: `input-${assessmentCount}`,
      ...findings,
    };
    const version = store.ads.find(adId)?.version ?? 0;
    return { adId, assessmentId: store.assessments.keep(adId, version, assessment, seenAt) };
  });
}

const texts = [
  'Welkom bij mij thuis. Ik bied rustige massage en gezelschap. Bel nul zes 0000 12 34, ook in het weekend. Wij ontvangen je graag in een schone en rustige kamer.',
  'Gezelschap en een goed gesprek. Ik werk voor mijzelf en heb eigen huisregels. Afspraken alleen overdag.',
  'Onze dames ontvangen je dag en nacht. Bel of app voor een afspraak. Nieuw in de stad, kort aanwezig.',
];

/** A list that looks like a working day: every level, shared numbers, both sites. The same every time. */
export function seedWorkingDay(store: Store, count: number): number[] {
  return Array.from({ length: count }, (_unused, index) => {
    const level: Level = index % 37 === 0 ? 'direct' : index % 7 === 0 ? 'hoog' : index % 3 === 0 ? 'verhoogd' : 'laag';
    const text = texts[index % texts.length] ?? '';
    const name = ['Anna', 'Bo', 'Cleo', 'Dani'][index % 4] ?? 'Anna';
    const place = ['Hilversum', 'Huizen', 'Bussum'][index % 3] ?? 'Hilversum';
    const age = level === 'direct' ? 17 : 19 + (index % 20);
    const reasons = reasonsFor(level, text);
    const { adId } = addScreenedAd(
      store,
      {
        site: index % 2 === 0 ? 'prikbord' : 'marktplein',
        siteAdId: `dag-${index}`,
        title: `${name}, massage en gezelschap in ${place}`,
        text,
        age,
        raw: { age: `${age} jaar`, phone: null, price: '€ 100 per uur', place, postedOn: '2026-11-18' },
        phones: [somePhone(`+3160000${String(1000 + (index % 17))}`)],
        place,
        municipality: ['GM0402', 'GM0406', 'GM1942'][index % 3] ?? 'GM0402',
        postedOn: `2026-${String(9 + (index % 3)).padStart(2, '0')}-18`,
        personaNames: [name],
      },
      {
        level,
        points: level === 'hoog' ? 55 : level === 'verhoogd' ? 30 : level === 'laag' ? 5 : 0,
        reasons,
        against: text.includes('huisregels')
          ? [
              someIndicator({
                rule: 'eigen-huisregels',
                indicator: 'IND-31',
                class: 'P',
                family: null,
                points: -5,
                title: 'Eigen huisregels genoemd',
                explanation: 'De advertentie noemt eigen grenzen of huisregels.',
                spans: [spanOf('text', text, 'eigen huisregels')],
              }),
            ]
          : [],
        compliance:
          age > 17 && age < 21
            ? [
                someIndicator({
                  rule: 'leeftijd-gemeente',
                  indicator: 'IND-41',
                  class: 'L',
                  family: null,
                  points: 0,
                  title: 'Leeftijd onder de grens van de gemeente',
                  explanation: 'De gemeente vraagt op deze datum een leeftijd van ten minste 21.',
                  spans: [{ field: 'age', start: 0, end: 2 }],
                }),
              ]
            : [],
      },
    );
    return adId;
  });
}

function reasonsFor(level: Level, text: string): Indicator[] {
  const hidden = text.includes('nul zes')
    ? [someIndicator({ spans: [spanOf('text', text, 'nul zes 0000 12 34')] })]
    : [];
  const plural = /Wij|Onze dames/.exec(text);
  const voice = someIndicator({
    rule: 'wij-vorm',
    indicator: 'IND-08',
    class: 'B',
    family: 'F2',
    points: 10,
    title: 'Tekst in wij-vorm',
    explanation: 'De tekst spreekt over meer personen dan de persoon in de advertentie.',
    spans: plural ? [spanOf('text', text, plural[0])] : [],
  });
  const shared = someIndicator({
    rule: 'zelfde-nummer',
    indicator: 'IND-02',
    family: 'F1',
    points: 25,
    title: 'Zelfde nummer, 3 namen',
    explanation: 'Dit nummer is gebruikt in advertenties met 3 verschillende namen.',
  });
  const often = someIndicator({
    rule: 'dag-en-nacht',
    indicator: 'IND-18',
    class: 'C',
    family: 'F5',
    points: 1,
    title: 'Dag en nacht beschikbaar',
    explanation: 'De advertentie noemt beschikbaarheid zonder vaste tijden.',
  });
  switch (level) {
    case 'direct':
      return [
        someIndicator({
          rule: 'leeftijd-onder-18',
          indicator: 'IND-14',
          class: 'S',
          family: 'F4',
          points: 0,
          title: 'Leeftijd onder 18 vermeld',
          explanation: 'In de advertentie staat een leeftijd onder de 18.',
          spans: [{ field: 'age', start: 0, end: 2 }],
        }),
        ...hidden,
      ];
    case 'hoog':
      return [shared, ...hidden, voice, often];
    case 'verhoogd':
      return [...hidden, voice];
    case 'laag':
      return [];
  }
}
