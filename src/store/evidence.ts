import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { spanSchema } from '../model/ad.ts';
import type { LinkFacts } from '../model/assessment.ts';
import type { ContactKind } from '../model/link.ts';

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

type FactsRow = {
  identity: string;
  persona: string;
  isNamed: number;
  municipality: string;
  age: number | null;
  postedOn: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
};

/** What ads have in common, as the link stage derives from: nodes `phone:<keyed hash>`, `text:<template>` and `photo:<cluster>`. */
export function createEvidenceRecords(db: Database) {
  const contacts = db.prepare<[number, number], { kind: ContactKind; hash: string; spans: string }>(
    'select kind, hash, spans from identifier where ad_id = ? order by kind, hash limit ?',
  );
  const photos = db.prepare<[number, number], { cluster: number; bits: number | null }>(
    `select p.cluster, min(a.nearest_bits) bits from ad_photo a join photo p on p.id = a.photo_id
     where a.ad_id = ? group by p.cluster order by p.cluster limit ?`,
  );
  const template = db.prepare<[number], { template: number; nearest: number | null }>(
    'select t.template, a.nearest_share nearest from ad_text a join text t on t.id = a.text_id where a.ad_id = ?',
  );
  const adsOfContact = db.prepare<[string, string, number], { ad: number }>(
    'select ad_id ad from identifier where kind = ? and hash = ? order by ad_id limit ?',
  );
  const adsOfPhoto = db.prepare<[number, number], { ad: number }>(
    `select distinct a.ad_id ad from photo p join ad_photo a on a.photo_id = p.id
     where p.cluster = ? order by a.ad_id limit ?`,
  );
  const adsOfTemplate = db.prepare<[number, number], { ad: number }>(
    'select a.ad_id ad from text t join ad_text a on a.text_id = t.id where t.template = ? order by a.ad_id limit ?',
  );
  const facts = db.prepare<[number], FactsRow>(
    `select ad.site || ' ' || ad.site_ad_id identity, p.persona_hash persona, p.is_named isNamed, ad.municipality, json_extract(c.content, '$.age') age,
            json_extract(c.content, '$.postedOn') postedOn, ad.first_seen_at firstSeenAt, ad.last_seen_at lastSeenAt
     from ad join ad_persona p on p.ad_id = ad.id left join personal_ad c on c.ad_id = ad.id and c.version = ad.version
     where ad.id = ?`,
  );
  const generic = db.prepare<[string], { node: string }>('select node from generic_node where node = ?');
  const linked = db.prepare<[], { ad: number }>('select ad_id ad from link_facts order by ad_id');
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

  return {
    /** Spans lie in the version that was linked last. */
    edgesOf(ad: number) {
      const text = template.get(ad);
      return [
        ...contacts.all(ad, nodesMax).map(({ kind, hash, spans: encoded }) => {
          const spans = spansSchema.parse(JSON.parse(encoded));
          const field = spans[0]?.field ?? ('phone' as const);
          return { ad, node: `${kind}:${hash}`, kind, reason: { field, spans, distance: null } };
        }),
        ...photos.all(ad, nodesMax).map(({ cluster, bits }) => ({
          ad,
          node: `photo:${cluster}`,
          kind: 'photo' as const,
          reason: { field: 'photo' as const, spans: [], distance: bits },
        })),
        ...(text === undefined
          ? []
          : [
              {
                ad,
                node: `text:${text.template}`,
                kind: 'text' as const,
                reason: {
                  field: 'text' as const,
                  spans: [],
                  distance: text.nearest === null ? null : 1 - text.nearest,
                },
              },
            ]),
      ];
    },
    adsOf(node: string, limit: number): number[] {
      const colon = node.indexOf(':');
      const kind = node.slice(0, colon);
      const name = node.slice(colon + 1);
      const rows =
        kind === 'text'
          ? adsOfTemplate.all(Number(name), limit)
          : kind === 'photo'
            ? adsOfPhoto.all(Number(name), limit)
            : adsOfContact.all(kind, name, limit);
      return rows.map((row) => row.ad);
    },
    /** Null for an ad that was never linked. Without its content its age and day of posting are not known. */
    factsOf(ad: number) {
      const row = facts.get(ad);
      if (row === undefined) return null;
      const postedAt = row.postedOn === null ? null : `${row.postedOn}T00:00:00.000Z`;
      return { ...row, ad, isNamed: row.isNamed === 1, postedAt };
    },
    isMarkedGeneric: (node: string) => generic.get(node) !== undefined,
    /** Every ad that was linked. */
    linkedAds: () => linked.all().map((row) => row.ad),
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
