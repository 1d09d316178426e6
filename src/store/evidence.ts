import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { spanSchema } from '../model/ad.ts';
import type { Span } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { ContactKind } from '../model/link.ts';
import { numbersOf } from './packed-numbers.ts';

/** The facts that linking works out from templates and history; `identifiers.facts` joins them with what it counts itself. */
export type KeptFacts = Pick<
  LinkFacts,
  | 'templateAds'
  | 'templateContacts'
  | 'photoPersonas'
  | 'agesFalling'
  | 'nameChanged'
  | 'postsInBurst'
  | 'burstPersonas'
  | 'daysKnown'
>;

/** No honest ad has more contacts or photos; it bounds every derivation. */
const nodesMax = 100;
const spansSchema = z.array(spanSchema);

type EdgeRow = [node: string, kind: ContactKind | 'photo' | 'text', distance: number | null, pairs: number | null];

type FactsRow = [
  identity: string,
  persona: string,
  isNamed: number,
  municipality: string,
  age: number | null,
  postedAt: string | null,
  firstSeenAt: string,
  lastSeenAt: string,
];

/** What ads have in common, as the link stage derives from: nodes `phone:<keyed hash>`, `text:<template>` and `photo:<cluster>`. */
export function createEvidenceRecords(db: Database) {
  // Rows as lists: of everything here these two are asked most.
  const edges = db
    .prepare<[{ ad: number }], EdgeRow>(
      `select * from (select kind || ':' || hash node, kind, null distance, null pairs from identifier where ad_id = @ad order by kind, hash limit ${nodesMax})
       union all select * from (
         select 'photo:' || p.cluster, 'photo', min(a.nearest_bits), null from ad_photo a join photo p on p.id = a.photo_id
         where a.ad_id = @ad group by p.cluster order by p.cluster limit ${nodesMax})
       union all select 'text:' || t.template, 'text', 1 - a.nearest_share, t.pairs from ad_text a join text t on t.id = a.text_id where a.ad_id = @ad`,
    )
    .raw();
  const spans = db.prepare<[number, string], { spans: string }>(
    `select spans from identifier where ad_id = ? and kind || ':' || hash = ?`,
  );
  const oldest = sharers('asc');
  const newest = sharers('desc');
  const facts = db
    .prepare<[number], FactsRow>(
      `select ad.site || ' ' || ad.site_ad_id, p.persona_hash, p.is_named, ad.municipality, c.age, c.posted_on || 'T00:00:00.000Z',
              ad.first_seen_at, ad.last_seen_at
       from ad join ad_persona p on p.ad_id = ad.id left join personal_stated c on c.ad_id = ad.id
       where ad.id = ?`,
    )
    .raw();
  // By content, which begins with its hash: a sample of many texts that no order of arrival changes.
  const texts = db
    .prepare<[number, number], Buffer>(
      'select p.packed from text t join personal_text p on p.text_id = t.id where t.template = ? order by p.packed limit ?',
    )
    .pluck();
  const generic = db.prepare<[string], { node: string }>('select node from generic_node where node = ?');
  const unlinked = db.prepare<[], { ad: number }>(
    `select id ad from ad where not exists (select 1 from link_facts where ad_id = ad.id)
       or not exists (select 1 from ad_group where ad_id = ad.id) order by id`,
  );
  const keepPersona = db.prepare(
    `insert into ad_persona (ad_id, persona_hash, is_named) values (?, ?, ?)
     on conflict (ad_id) do update set persona_hash = excluded.persona_hash, is_named = excluded.is_named`,
  );
  const columns =
    'template_ads, template_contacts, photo_personas, ages_falling, name_changed, posts_in_burst, burst_personas, days_known';
  const excluded = columns.replaceAll(/\w+/g, 'excluded.$&');
  const current = columns.replaceAll(/\w+/g, 'link_facts.$&');
  // Unchanged facts are not written, so that the count of changes says whether they changed.
  const keepFacts = db.prepare(
    `insert into link_facts (ad_id, ${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ad_id) do update set (${columns}) = (${excluded}) where (${current}) is not (${excluded})`,
  );

  function sharers(order: 'asc' | 'desc') {
    const contact = db.prepare<[string, string, number], number>(
      `select ad_id from identifier where kind = ? and hash = ? order by ad_id ${order} limit ?`,
    );
    const photo = db.prepare<[number, number], number>(
      `select distinct a.ad_id from photo p join ad_photo a on a.photo_id = p.id
       where p.cluster = ? order by a.ad_id ${order} limit ?`,
    );
    const template = db.prepare<[number, number], number>(
      `select a.ad_id from text t join ad_text a on a.text_id = t.id where t.template = ? order by a.ad_id ${order} limit ?`,
    );
    return { contact: contact.pluck(), photo: photo.pluck(), template: template.pluck() };
  }

  function adsWith(node: string, limit: number, from: ReturnType<typeof sharers>): number[] {
    const colon = node.indexOf(':');
    const kind = node.slice(0, colon);
    const name = node.slice(colon + 1);
    if (kind === 'text') return from.template.all(Number(name), limit);
    return kind === 'photo' ? from.photo.all(Number(name), limit) : from.contact.all(kind, name, limit);
  }

  return {
    edgesOf(ad: number) {
      return edges.all({ ad }).map(([node, kind, distance, pairs]) => ({ ad, node, kind, distance, pairs }));
    },
    /** Where an ad has a contact, in the version that was linked last: long, and deriving groups asks for every edge and for no place. */
    spansOf(ad: number, node: string): Span[] {
      const row = spans.get(ad, node);
      return row === undefined ? [] : spansSchema.parse(JSON.parse(row.spans));
    },
    adsOf(node: string, limit: number): number[] {
      return adsWith(node, limit, oldest);
    },
    /** The ads with this node that were stored last, newest first. */
    newestAdsOf(node: string, limit: number): number[] {
      return adsWith(node, limit, newest);
    },
    /** Null for an ad that was never linked. Without its content its age and day of posting are not known. */
    factsOf(ad: number) {
      const row = facts.get(ad);
      if (row === undefined) return null;
      const [identity, persona, isNamed, municipality, age, postedAt, firstSeenAt, lastSeenAt] = row;
      return { ad, identity, persona, isNamed: isNamed === 1, municipality, age, postedAt, firstSeenAt, lastSeenAt };
    },
    /** Packed texts of a template; at most `limit`, the same ones whenever it holds the same texts. */
    textsOf: (node: string, limit: number): Uint32Array[] =>
      node.startsWith('text:') ? texts.all(Number(node.slice('text:'.length)), limit).map(numbersOf) : [],
    isMarkedGeneric: (node: string) => generic.get(node) !== undefined,
    /** Ads kept before linking worked these facts out, or still to be linked. */
    unlinkedAds: () => unlinked.all().map((row) => row.ad),
    keepPersona(ad: number, persona: { hash: string; isNamed: boolean }): void {
      keepPersona.run(ad, persona.hash, Number(persona.isNamed));
    },
    /** @returns whether they differ from what was kept. */
    keepFacts(ad: number, kept: KeptFacts): boolean {
      const { templateAds, templateContacts, photoPersonas, postsInBurst, burstPersonas, daysKnown } = kept;
      const flags = [Number(kept.agesFalling), Number(kept.nameChanged)];
      const { changes } = keepFacts.run(
        ad,
        templateAds,
        templateContacts,
        photoPersonas,
        ...flags,
        postsInBurst,
        burstPersonas,
        daysKnown,
      );
      return changes > 0;
    },
  };
}
