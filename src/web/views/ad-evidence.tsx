import { keptUntil } from '../../govern/evidence-desk.ts';
import type { StoredPage } from '../../store/pages.ts';
import type { AdView } from '../ad-view.ts';
import { showDay, showMoment } from '../show-time.ts';
import { words } from '../words.ts';

/** From which pages each version was read, newest first, and how long those pages are still there. */
export function AdEvidence({ view }: { view: AdView }) {
  const { evidence } = words.byHand;
  return (
    <section class="vindplaats-panel" aria-labelledby="bewijs">
      <h2 id="bewijs">{evidence.title}</h2>
      {view.addedByHand.map(({ actor, addedAt, reason }) => (
        <p>
          {words.byHand.addedBy(actor, showMoment(addedAt))}
          {reason !== null && <span class="vindplaats-second">{words.byHand.addedWhy(reason)}</span>}
        </p>
      ))}
      <p class="vindplaats-hint">{view.pages.length === 0 ? evidence.nothing : evidence.intro}</p>
      {view.pages.length > 0 && (
        <ul class="vindplaats-history">
          {view.pages.toReversed().map((page) => (
            <li>
              {evidence.page(page.version, page.position, pagesOf(view.pages, page.version))}
              <span class="vindplaats-second">{cameHere(page)}</span>
              <span class="vindplaats-second">{stays(view, page)}</span>
              <span class="vindplaats-second">
                {evidence.hash}: <code class="vindplaats-hash">{page.sha256}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function pagesOf(pages: readonly StoredPage[], version: number): number {
  return pages.filter((page) => page.version === version).length;
}

function cameHere({ lane, fetchedAt, status }: StoredPage): string {
  const { evidence } = words.byHand;
  switch (lane) {
    case 'http':
      return evidence.fetched(showMoment(fetchedAt), status);
    case 'browser':
      return evidence.rendered(showMoment(fetchedAt), status);
    case 'manual':
      return evidence.handedIn(showMoment(fetchedAt));
  }
}

function stays(view: AdView, { body, erasedAt, fetchedAt }: StoredPage): string {
  const { evidence } = words.byHand;
  if (body === 'too-large') return evidence.tooLarge;
  if (body === 'erased') return evidence.erased(showDay(erasedAt ?? fetchedAt));
  const isConfirmed = view.state === 'confirmed' || view.state === 'handed-over';
  return isConfirmed ? evidence.keptWhileConfirmed : evidence.keptUntil(showDay(keptUntil(fetchedAt, view.region)));
}
