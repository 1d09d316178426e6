import type { Ad, Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { Local } from './local.ts';
import type { CaseAd } from './rule.ts';

/** What `assess` and a ruleset take, in one hand. */
export type Screenable = { ad: Ad; facts: LinkFacts; local: Local };

/** Builds a whole ad from the few parts that a case names; the rest is empty. */
export function screenableOf(given: CaseAd): Screenable {
  const ages = given.ages ?? (given.age === undefined ? [] : [given.age]);
  const age = joined('age', ages.map(String));
  const phone = joined(
    'phone',
    given.phones.map(({ number }) => number),
  );
  return {
    ad: {
      site: 'case',
      siteAdId: 'case',
      url: 'https://example.org/case',
      title: given.title,
      text: given.text,
      raw: {
        age: age.text,
        phone: phone.text,
        price: given.priceCents === undefined ? null : String(given.priceCents),
        place: null,
        postedOn: null,
      },
      age: given.age ?? ages[0] ?? null,
      ages: ages.map((years, at) => ({ years, span: age.spanAt(at) })),
      phones: given.phones.map(({ number, hidden }, at) => ({
        rawForm: number,
        e164: number,
        obfuscationKinds: hidden ? ['words'] : [],
        span: phone.spanAt(at),
      })),
      ageRanges: [],
      contacts: [],
      priceCents: given.priceCents ?? null,
      prices: { per30Cents: null, per60Cents: given.priceCents ?? null },
      place: null,
      municipality: given.municipality,
      postedOn: null,
      photoUrls: [],
      personaNames: given.names,
    },
    facts: given.facts,
    local: {
      day: given.day,
      minimumAge: given.minimumAge,
      licenceRequired: given.licenceRequired,
      municipality: given.municipality,
    },
  };
}

/** Several values in one raw field, as sites write them, with the place of each. */
function joined(field: Span['field'], values: readonly string[]): { text: string | null; spanAt(at: number): Span } {
  const separator = ' / ';
  return {
    text: values.length === 0 ? null : values.join(separator),
    spanAt(at) {
      const start = values.slice(0, at).reduce((length, value) => length + value.length + separator.length, 0);
      return { field, start, end: start + (values[at]?.length ?? 0) };
    },
  };
}
