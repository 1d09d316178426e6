import type { Child } from 'hono/jsx';
import { shownLinkedAds, toLinkedAd } from '../ad-view.ts';
import type { AdView, LinkedAd } from '../ad-view.ts';
import { linkWords } from '../link-words.ts';
import { writeListFilter } from '../list-filter.ts';
import { showDay } from '../show-time.ts';
import { words } from '../words.ts';
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
    <Compared value={ad.name} own={own.name} />,
    <Compared value={ad.age} own={own.age} />,
    <>
      <Compared value={ad.place} own={own.place} />
      <span class="vindplaats-second">
        <Compared value={ad.site} own={own.site} />
      </span>
    </>,
    showDay(ad.lastSeenAt),
  ];
}

function Compared({ value, own }: { value: string | number | null; own: string | number | null }) {
  const shown = value === null ? <span class="vindplaats-quiet">{words.nothing}</span> : <bdi>{value}</bdi>;
  if (value === own) return shown;
  return (
    <strong>
      <span aria-hidden="true">{'≠\u00a0'}</span>
      <span class="vindplaats-hidden">{words.adPage.differs} </span>
      {shown}
    </strong>
  );
}
