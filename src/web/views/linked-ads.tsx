import type { Child } from 'hono/jsx';
import { shownLinkedAds, toLinkedAd } from '../ad-view.ts';
import type { AdView, LinkedAd } from '../ad-view.ts';
import { linkWords } from '../link-words.ts';
import { writeListFilter } from '../list-filter.ts';
import { showDay } from '../show-time.ts';
import { words } from '../words.ts';
import { Absent } from './absent.tsx';
import { DataTable } from './data-table.tsx';

/** The ads of its group and those with the same contact, under the ad itself, with what differs pointed out. */
export function LinkedAds({ view }: { view: AdView }) {
  const own = toLinkedAd(view);
  const columns = words.adPage.linkedColumns;
  return (
    <section class="vindplaats-panel" aria-labelledby="verbanden">
      <h2 id="verbanden">{words.adPage.linked}</h2>
      {view.groupSize > 1 && (
        <p>
          {linkWords.adPage.group(view.groupSize)}{' '}
          <a class="utrecht-link vindplaats-target" href={`/groep/${view.record.id}`}>
            {linkWords.adPage.open}
          </a>
        </p>
      )}
      {view.linked.length === 0 ? (
        <p>{words.adPage.linkedNothing}</p>
      ) : (
        <DataTable
          caption={words.adPage.linkedCaption}
          columns={[columns.ad, columns.name, columns.age, columns.where, columns.seen].map((label) => ({
            label,
          }))}
          rows={[
            toCells(own, own, `${own.id} (${words.adPage.thisAd})`),
            ...view.linked.map((linked) =>
              toCells(
                linked,
                own,
                // Under the number and not in a column of its own: beside the reasons there is no room for a sixth.
                <>
                  <a
                    class="utrecht-link vindplaats-target"
                    href={`/advertentie/${linked.id}${writeListFilter(view.filter)}`}
                  >
                    {linked.id}
                  </a>
                  <span class="vindplaats-second">
                    {linked.isInGroup ? linkWords.adPage.inGroup : linkWords.adPage.contactOnly}
                  </span>
                </>,
              ),
            ),
          ]}
        />
      )}
      {view.linked.length > 0 && view.groupSize === 1 && (
        <p class="vindplaats-hint">
          <a class="utrecht-link vindplaats-target" href={`/groep/${view.record.id}`}>
            {linkWords.adPage.whyNot}
          </a>
        </p>
      )}
      {view.linked.length === shownLinkedAds && (
        <p class="vindplaats-hint">{words.adPage.linkedMore(shownLinkedAds)}</p>
      )}
    </section>
  );
}

function toCells(ad: LinkedAd, own: LinkedAd, name: Child): Child[] {
  return [
    name,
    <Compared ad={ad} own={own} field="name" />,
    <Compared ad={ad} own={own} field="age" />,
    <>
      <Compared ad={ad} own={own} field="place" />
      <span class="vindplaats-second">
        <Compared ad={ad} own={own} field="site" />
      </span>
    </>,
    showDay(ad.lastSeenAt),
  ];
}

function Compared({ ad, own, field }: { ad: LinkedAd; own: LinkedAd; field: 'name' | 'age' | 'place' | 'site' }) {
  const value = ad[field];
  const shown = value === null ? <Absent ad={ad} /> : <bdi>{value}</bdi>;
  // Nobody can tell whether what was erased differs; the site is known of every ad.
  const isKnown = field === 'site' || !(ad.isErased || own.isErased);
  if (value === own[field] || !isKnown) return shown;
  return (
    <strong>
      <span aria-hidden="true">{'≠\u00a0'}</span>
      <span class="vindplaats-hidden">{words.adPage.differs} </span>
      {shown}
    </strong>
  );
}
