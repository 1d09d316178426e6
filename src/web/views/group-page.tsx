import type { Child } from 'hono/jsx';
import { shownGroupAds } from '../group-view.ts';
import type { GroupAd, GroupLink, GroupView } from '../group-view.ts';
import { linkWords } from '../link-words.ts';
import { showDay, showPercent } from '../show-time.ts';
import { words } from '../words.ts';
import { Absent } from './absent.tsx';
import { DataTable } from './data-table.tsx';
import { GroupHistory } from './group-history.tsx';
import { GroupPaths } from './group-paths.tsx';
import { GroupTimeline } from './group-timeline.tsx';
import { GenericForm, MergeForm, SplitForm } from './link-forms.tsx';
import type { RefusedForm } from './link-forms.tsx';
import { Message } from './message.tsx';
import { TemplatePanel } from './template-panel.tsx';

const shownNumbers = 8;

/** @param merging the ad that a suggestion offers to merge with. @param problem why an act was refused, when it was. */
export function GroupPage(props: {
  view: GroupView;
  merging: number | null;
  problem: string | null;
  refused: RefusedForm | null;
}) {
  const { view, merging, problem, refused } = props;
  return (
    <>
      <nav class="vindplaats-back" aria-label={words.review.pages}>
        <a class="utrecht-link vindplaats-target" href="/beoordelen">
          {linkWords.back}
        </a>
      </nav>
      <h1>{`${linkWords.title(view.id)}: ${linkWords.size(view.size)}`}</h1>
      <p class="vindplaats-lead">{view.size > 1 ? linkWords.lead : linkWords.alone[whyAlone(view)]}</p>
      {problem !== null && (
        <Message kind="error" title={words.problem.summary}>
          {problem}
        </Message>
      )}
      {view.isCut && <Message kind="warning">{linkWords.cut}</Message>}
      <Facts view={view} />
      {view.size > 1 && <Links view={view} refused={refused} />}
      <Ads view={view} />
      {view.templates.map((template) => (
        <TemplatePanel template={template} groupId={view.id} />
      ))}
      {view.setAside.length > 0 && <SetAside view={view} refused={refused} />}
      {view.suggestions.length > 0 && <Suggestions view={view} />}
      <div class="vindplaats-group-acts">
        {view.size > 1 && <SplitForm view={view} refused={refused} />}
        <MergeForm view={view} merging={merging} refused={refused} />
      </div>
      {view.decisions.length > 0 && <GroupHistory view={view} />}
    </>
  );
}

function whyAlone({ decisions, setAside, suggestions }: GroupView): keyof typeof linkWords.alone {
  if (decisions.some((made) => made.decision.kind === 'split' && made.undoneAt === null)) return 'split';
  if (setAside.length > 0) return 'setAside';
  return suggestions.length > 0 ? 'possible' : 'nothing';
}

function Facts({ view }: { view: GroupView }) {
  const { facts } = linkWords;
  return (
    <dl class="vindplaats-panel vindplaats-facts">
      <div>
        <dt>{facts.ads}</dt>
        <dd>{view.size}</dd>
      </div>
      <div>
        <dt>{facts.personas}</dt>
        <dd>
          {view.personas} <span class="vindplaats-second">{facts.personasHint}</span>
        </dd>
      </div>
      <div>
        <dt>{facts.places}</dt>
        <dd>{view.municipalities.map(({ name, ads }) => `${name} (${ads})`).join(', ')}</dd>
      </div>
      {view.seen !== null && (
        <div>
          <dt>{facts.period}</dt>
          <dd>{facts.from(showDay(view.seen.first), showDay(view.seen.last))}</dd>
        </div>
      )}
    </dl>
  );
}

function Links({ view, refused }: { view: GroupView; refused: RefusedForm | null }) {
  const { links } = linkWords;
  return (
    <section class="vindplaats-panel" aria-labelledby="waardoor">
      <h2 id="waardoor">{links.title}</h2>
      {view.links.length === 0 ? (
        <p>{links.nothing}</p>
      ) : (
        <LinkTable caption={links.caption} links={view.links} view={view} refused={refused} />
      )}
      {view.links.some((link) => link.kind === 'photo') && <p class="vindplaats-hint">{linkWords.photos.hint}</p>}
      {view.paths.length > 0 && <GroupPaths view={view} />}
    </section>
  );
}

function SetAside({ view, refused }: { view: GroupView; refused: RefusedForm | null }) {
  return (
    <section class="vindplaats-panel" aria-labelledby="telt-niet-mee">
      <h2 id="telt-niet-mee">{linkWords.setAside.title}</h2>
      <LinkTable caption={linkWords.setAside.caption} links={view.setAside} view={view} refused={refused} />
    </section>
  );
}

function LinkTable(props: {
  caption: string;
  links: readonly GroupLink[];
  view: GroupView;
  refused: RefusedForm | null;
}) {
  const { caption, links, view, refused } = props;
  const { columns } = linkWords.links;
  return (
    <DataTable
      caption={caption}
      columns={[columns.what, columns.sure, columns.ads, columns.why, columns.act].map((label) => ({ label }))}
      rows={links.map((link) => [
        <>
          {linkWords.kind[link.kind]}
          {link.quote !== null && (
            <span class="vindplaats-second">
              “<bdi class="vindplaats-raw">{link.quote.slice(0, 80)}</bdi>”
            </span>
          )}
        </>,
        linkWords.certainty[link.disposition],
        <AdNumbers ads={link.inGroup} />,
        link.why,
        <GenericForm link={link} groupId={view.id} refused={refused} />,
      ])}
    />
  );
}

function AdNumbers({ ads }: { ads: readonly number[] }) {
  const rest = ads.length - shownNumbers;
  return (
    <>
      {ads.slice(0, shownNumbers).map((ad, at) => (
        <>
          {at > 0 && ', '}
          <a class="utrecht-link" href={`/advertentie/${ad}`}>
            {ad}
          </a>
        </>
      ))}
      {rest > 0 && ` ${words.review.more(rest)}`}
    </>
  );
}

function Ads({ view }: { view: GroupView }) {
  const { ads } = linkWords;
  const inOrder = view.ads.toSorted((a, b) =>
    a.firstSeenAt < b.firstSeenAt ? -1 : a.firstSeenAt > b.firstSeenAt ? 1 : a.id - b.id,
  );
  const { columns } = ads;
  return (
    <section class="vindplaats-panel" aria-labelledby="advertenties">
      <h2 id="advertenties">{ads.title}</h2>
      {view.size > 1 && <GroupTimeline ads={inOrder} />}
      <DataTable
        caption={view.size > shownGroupAds ? ads.captionOfSome(shownGroupAds, view.size) : ads.caption}
        columns={[columns.ad, columns.name, columns.age, columns.place, columns.site, columns.first, columns.last].map(
          (label) => ({ label }),
        )}
        rows={inOrder.map(toCells)}
      />
    </section>
  );
}

function toCells(ad: GroupAd): Child[] {
  return [
    <a class="utrecht-link vindplaats-target" href={`/advertentie/${ad.id}`}>
      {words.ad(ad.id)}
    </a>,
    ad.name === null ? <Absent ad={ad} /> : <bdi>{ad.name}</bdi>,
    ad.age ?? <Absent ad={ad} />,
    ad.municipality,
    ad.site,
    showDay(ad.firstSeenAt),
    ad.goneAt === null ? showDay(ad.lastSeenAt) : `${showDay(ad.lastSeenAt)}, ${words.review.gone.toLowerCase()}`,
  ];
}

function Suggestions({ view }: { view: GroupView }) {
  const { suggestions } = linkWords;
  const { columns } = suggestions;
  return (
    <section class="vindplaats-panel" aria-labelledby="misschien">
      <h2 id="misschien">{suggestions.title}</h2>
      <DataTable
        caption={suggestions.caption}
        columns={[columns.ad, columns.group, columns.why, columns.act].map((label) => ({ label }))}
        rows={view.suggestions.map((one) => [
          <a class="utrecht-link vindplaats-target" href={`/advertentie/${one.ad}`}>
            {words.ad(one.ad)}
          </a>,
          <a class="utrecht-link" href={`/groep/${one.group}`}>
            {linkWords.title(one.group)}
          </a>,
          one.share === null ? one.why : suggestions.alikeText(showPercent(one.share)),
          <a class="utrecht-link" href={`/groep/${view.id}?met=${one.ad}#samenvoegen`}>
            {suggestions.take} <span class="vindplaats-hidden">{suggestions.takeWith(one.ad)}</span>
          </a>,
        ])}
      />
    </section>
  );
}
