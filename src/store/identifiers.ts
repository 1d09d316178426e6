import type { Database } from 'better-sqlite3';
import { noFacts } from '../model/assessment.ts';
import type { Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import { nodeAdsMax } from '../model/link.ts';
import type { ContactKind } from '../model/link.ts';
import { nameTips } from '../model/tip.ts';
import type { KeptFacts } from './evidence.ts';
import type { createTipRecords } from './tips.ts';

type KeptRow = Omit<KeptFacts, 'agesFalling' | 'nameChanged'> & {
  agesFalling: number;
  nameChanged: number;
  priceRobustZ: number | null;
};

type ContactCounts = { ads: number; personas: number; municipalities: number; ages: number };

/** By contact. */
export type KnownCounts = Map<string, ContactCounts>;

/** `spans`: where it stands in the ad. */
export type Identifier = { kind: ContactKind; hash: string; personaHash: string; spans: readonly Span[] };

/** Links as evidence: ad -> keyed hash of a contact. Groups are derived from these. */
export function createIdentifierRecords(db: Database, tips: Pick<ReturnType<typeof createTipRecords>, 'matching'>) {
  const of = db.prepare<[number], { kind: string; hash: string; persona_hash: string; spans: string }>(
    'select kind, hash, persona_hash, spans from identifier where ad_id = ? order by hash',
  );
  // Without the places: they are long, and counting needs none.
  const contactsOf = db.prepare<[number], { kind: string; hash: string }>(
    'select kind, hash from identifier where ad_id = ? order by hash',
  );
  const clear = db.prepare('delete from identifier where ad_id = ?');
  const insert = db.prepare(
    'insert into identifier (ad_id, kind, hash, persona_hash, spans) values (?, ?, ?, ?, ?) on conflict do nothing',
  );
  const linked = db.prepare<[number, number, number], { id: number }>(
    `select distinct other.ad_id id from identifier mine join identifier other on other.kind = mine.kind and other.hash = mine.hash
     where mine.ad_id = ? and other.ad_id <> ? order by other.ad_id desc limit ?`,
  );
  // Not what a person marked as everyone's. Of a contact with very many ads the first are counted, as far as it takes to see that it
  // is everyone's.
  const counts = db.prepare<[{ kind: string; hash: string; node: string }], ContactCounts>(
    `select count(*) ads, count(distinct i.persona_hash) personas, count(distinct ad.municipality) municipalities, count(distinct stated.age) ages
     from (select ad_id, persona_hash from identifier where kind = @kind and hash = @hash order by ad_id limit ${nodeAdsMax + 1}) i
     join ad on ad.id = i.ad_id left join personal_stated stated on stated.ad_id = ad.id
     where not exists (select 1 from generic_node where node = @node)`,
  );
  const kept = db.prepare<[number], KeptRow>(
    `select template_ads templateAds, template_contacts templateContacts, photo_personas photoPersonas, ages_falling agesFalling, name_changed nameChanged,
            posts_in_burst postsInBurst, burst_personas burstPersonas, days_known daysKnown, price_robust_z priceRobustZ from link_facts where ad_id = ?`,
  );

  function countsOf(kind: string, hash: string, known: KnownCounts): ContactCounts {
    const node = `${kind}:${hash}`;
    const before = known.get(node);
    if (before !== undefined) return before;
    const row = counts.get({ kind, hash, node }) ?? { ads: 0, personas: 0, municipalities: 0, ages: 0 };
    known.set(node, row);
    return row;
  }

  return {
    /** @returns the hashes it had. What stays as it is, as of every ad that is unchanged, is not written. */
    replace(adId: number, identifiers: readonly Identifier[]): { before: string[] } {
      const had = of.all(adId);
      const has = identifiers.map((one) => ({ ...one, spans: JSON.stringify(one.spans) }));
      const isKept = ({ kind, hash, personaHash, spans }: (typeof has)[number]) =>
        had.some(
          (row) => row.kind === kind && row.hash === hash && row.persona_hash === personaHash && row.spans === spans,
        );
      if (had.length !== has.length || !has.every(isKept)) {
        if (had.length > 0) clear.run(adId);
        for (const { kind, hash, personaHash, spans } of has) insert.run(adId, kind, hash, personaHash, spans);
      }
      return { before: had.map((row) => row.hash) };
    },
    /** Ads that share a contact with this one, newest first. */
    linkedAds(adId: number, limit: number): number[] {
      return linked.all(adId, adId, limit).map((row) => row.id);
    },
    /**
     * All that rules may know of an ad's links: contacts and tips counted now, the rest as the link stage last worked it out.
     * @param known of the same transaction, for the next ad: ads that share a contact have its counts in common.
     */
    facts(adId: number, known: KnownCounts = new Map()): LinkFacts {
      const contacts = contactsOf.all(adId).map(({ kind, hash }) => countsOf(kind, hash, known));
      // The busiest contact counts: one shared number among several is enough to tie personas together.
      const most = (name: keyof ContactCounts) => Math.max(0, ...contacts.map((contact) => contact[name]));
      const derived = kept.get(adId);
      const matching = tips.matching(adId);
      return {
        ...noFacts,
        ...(derived && { ...derived, agesFalling: derived.agesFalling === 1, nameChanged: derived.nameChanged === 1 }),
        adsPerContact: most('ads'),
        personasPerContact: most('personas'),
        municipalitiesPerContact: most('municipalities'),
        agesPerContact: most('ages'),
        tips: matching.length,
        tipsFrom: nameTips(matching),
      };
    },
  };
}
