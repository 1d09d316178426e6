import type { KeyedHash } from '../lib/hash.ts';
import type { Ad, Span } from '../model/ad.ts';
import type { ContactKind } from '../model/link.ts';
import type { Identifier } from '../store/identifiers.ts';

/** Of one contact in one ad; a reader needs no more to see it. */
const spansMax = 20;

/** Each contact of an ad once, as a keyed hash, with every place where the ad has it. */
export function contactsOf(ad: Ad, personaHash: string, hash: KeyedHash): Identifier[] {
  const found = new Map<string, { kind: ContactKind; hash: string; personaHash: string; spans: Span[] }>();
  for (const { e164, span } of ad.phones) add('phone', e164, span);
  for (const { kind, value, span } of ad.contacts)
    // A web address or a registration number is shown, but names a business and not who answers.
    if (kind === 'email' || kind === 'handle') add(kind, value, span);
  return [...found.values()];

  function add(kind: ContactKind, value: string, span: Span): void {
    const contact = found.get(`${kind} ${value}`);
    if (contact === undefined)
      found.set(`${kind} ${value}`, { kind, hash: hash(kind, value), personaHash, spans: [span] });
    else if (contact.spans.length < spansMax) contact.spans.push(span);
  }
}

/** One persona: the name the ad goes by; without a name, the age; without both, nobody can be told apart. */
export function personaOf(ad: Ad): string {
  const name = ad.personaNames[0];
  if (name !== undefined) return `name ${name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()}`;
  return ad.age === null ? 'unknown' : `age ${ad.age}`;
}
