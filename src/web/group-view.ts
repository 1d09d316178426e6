import { explainPathsFrom, overviewOf } from '../link/explain-group.ts';
import type { GroupOverview, PathStep } from '../link/explain-group.ts';
import type { Edge, NodeJudgement } from '../link/edges.ts';
import { deriveGroups, webMax } from '../link/groups.ts';
import { rememberEvidence } from '../link/remember-evidence.ts';
import type { GenericNodeRecord, LinkDecisionRecord } from '../store/groups.ts';
import { rawField, toLinkedAd } from './ad-view.ts';
import type { LinkedAd } from './ad-view.ts';
import { quoteOf } from './mark-evidence.ts';
import { municipalityName, siteTitle } from './place-names.ts';
import { readTemplateViews } from './template-view.ts';
import type { TemplateView } from './template-view.ts';
import type { WebDeps } from './web-context.ts';

export const shownGroupAds = 100;
export const shownPaths = 50;
const shownSuggestions = 10;

export type GroupAd = LinkedAd & { firstSeenAt: string; goneAt: string | null; municipality: string };

/** One shared thing, the ads of the group that have it, and how it is written in the first of them. */
export type GroupLink = NodeJudgement & { inGroup: number[]; quote: string | null; mark: GenericNodeRecord | null };

/** An ad outside the group that may belong to it. */
export type Suggestion = { ad: number; group: number; why: string; share: number | null };

/** Everything the page of one group shows. */
export type GroupView = {
  id: number;
  size: number;
  /** The first of them by id, at most `shownGroupAds`. */
  ads: GroupAd[];
  personas: number;
  seen: GroupOverview['seen'];
  municipalities: { name: string; ads: number }[];
  links: GroupLink[];
  /** Shared with others, and not counted: generic things and agencies. */
  setAside: GroupLink[];
  /** From the first ad of the group to each of the others. */
  paths: { to: number; steps: PathStep[] }[];
  suggestions: Suggestion[];
  templates: TemplateView[];
  decisions: LinkDecisionRecord[];
  isCut: boolean;
};

/**
 * @param adId any ad of the group.
 * @param comparedAd the ad to lay against the template, when the reader chose one.
 * @returns null when there is no such ad.
 */
export function readGroupView(deps: WebDeps, adId: number, comparedAd: number | null): GroupView | null {
  const { store, region } = deps;
  const groupId = store.groups.groupOf(adId);
  if (groupId === null) return null;
  const evidence = rememberEvidence(store.evidence);
  const derivation = deriveGroups(groupId, evidence, store.groups.constraintsOf);
  const group = derivation.groups.find((one) => one.ads.includes(groupId));
  // What is kept is what lists show; it is derived in the same way, so this group is that one.
  const members = store.groups.adsOf(groupId, webMax);
  const own = new Set(members);
  const edges = new Map<string, Edge[]>();
  for (const ad of members) {
    for (const edge of evidence.edgesOf(ad)) edges.set(edge.node, [...(edges.get(edge.node) ?? []), edge]);
  }
  const overview = overviewOf(members, evidence);
  const links = (group?.nodes ?? []).map(toLink);
  const [first = groupId, ...others] = members;
  const pathTo = explainPathsFrom(derivation, first);
  return {
    id: groupId,
    size: members.length,
    ads: members.slice(0, shownGroupAds).flatMap((ad) => readGroupAd(deps, ad) ?? []),
    personas: overview.personas,
    seen: overview.seen,
    municipalities: overview.municipalities.map(({ municipality, ads }) => ({
      name: municipalityName(region, municipality),
      ads,
    })),
    links,
    setAside: derivation.setAside.filter((one) => edges.has(one.node)).map(toLink),
    paths: others.slice(0, shownPaths).map((to) => ({ to, steps: pathTo(to) ?? [] })),
    suggestions: suggestionsOf(),
    templates: readTemplateViews(
      deps,
      links.filter((link) => link.kind === 'text').map((link) => link.inGroup),
      comparedAd,
    ),
    decisions: store.groups.decisionsOn(members),
    isCut: derivation.isCut,
  };

  function toLink(judgement: NodeJudgement): GroupLink {
    const shared = edges.get(judgement.node) ?? [];
    return {
      ...judgement,
      inGroup: shared.map((edge) => edge.ad),
      quote: shared.map(readQuote).find((quote) => quote !== null) ?? null,
      mark: store.groups.genericMark(judgement.node),
    };
  }

  function readQuote({ ad, node }: Edge): string | null {
    const [span] = store.evidence.spansOf(ad, node);
    const content = span && store.ads.content(ad, store.ads.find(ad)?.version ?? 0);
    const quote = content && span ? quoteOf(rawField(content, span.field), span) : '';
    return quote === '' ? null : quote;
  }

  /** What the derivation did not follow, and texts that are less alike than a template asks. */
  function suggestionsOf(): Suggestion[] {
    const keptApart = groupsKeptApart();
    const found = new Map<number, Suggestion>();
    for (const { node, ads, why } of derivation.suggestions) {
      if (edges.has(node)) for (const ad of ads) add(ad, why, null);
    }
    for (const ad of members.slice(0, shownGroupAds)) {
      for (const { ad: other, share } of store.templates.possibleAds(ad, shownSuggestions)) add(other, '', share);
    }
    return [...found.values()].slice(0, shownSuggestions);

    function add(ad: number, why: string, share: number | null): void {
      const other = store.groups.groupOf(ad);
      // One ad for each other group is enough to bring that whole group along, and what a person split off is not offered again.
      if (other !== null && !own.has(ad) && !found.has(other) && !keptApart.has(other))
        found.set(other, { ad, group: other, why, share });
    }
  }

  function groupsKeptApart(): Set<number | null> {
    const strangers = members.flatMap((ad) =>
      store.groups.constraintsOf(ad).flatMap((made) => (made.kind === 'split' ? made.sides.flat() : [])),
    );
    return new Set(strangers.filter((ad) => !own.has(ad)).map((ad) => store.groups.groupOf(ad)));
  }
}

function readGroupAd({ store, sites, region }: WebDeps, id: number): GroupAd | null {
  const record = store.ads.find(id);
  if (record === null) return null;
  const linked = toLinkedAd({
    record,
    site: siteTitle(sites, record.site),
    ad: store.ads.content(id, record.version),
  });
  const { firstSeenAt, goneAt } = record;
  return { ...linked, firstSeenAt, goneAt, municipality: municipalityName(region, record.municipality) };
}
