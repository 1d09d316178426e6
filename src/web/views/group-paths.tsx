import type { PathStep } from '../../link/explain-group.ts';
import type { GroupLink, GroupView } from '../group-view.ts';
import { linkWords } from '../link-words.ts';
import { showPercent } from '../show-time.ts';

/** Why every ad is in the group: from the first ad to each other one, step by step. */
export function GroupPaths({ view }: { view: GroupView }) {
  const { paths } = linkWords;
  const links = new Map(view.links.map((link) => [link.node, link]));
  const first = view.paths[0]?.steps[0]?.from ?? view.id;
  return (
    <details class="vindplaats-disclosure">
      <summary>{`${paths.title}: ${paths.open(view.paths.length).toLowerCase()}`}</summary>
      <p>{paths.intro(first)}</p>
      {view.paths.length < view.size - 1 && <p class="vindplaats-hint">{paths.onlyFirst(view.paths.length)}</p>}
      <ul class="vindplaats-history">
        {view.paths.map(({ to, steps }) => (
          <li>
            <strong>{paths.to(to)}</strong>
            <ol class="vindplaats-steps">
              {steps.map((step) => (
                <li>{sentenceOf(step, links)}</li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </details>
  );
}

function sentenceOf(step: PathStep, links: ReadonlyMap<string, GroupLink>): string {
  const { paths, same, certainty, links: wordsOfLinks } = linkWords;
  if (step.by === 'reviewer') return paths.reviewer(step.from, step.to);
  const { kind, distance: apart } = step.toEdge;
  const link = links.get(step.node);
  const sure = link === undefined ? '' : certainty[link.disposition];
  const sentence = paths.step(step.from, step.to, same[kind], sure);
  // Kept of an ad and what came nearest then: not always of these two.
  if (apart === null) return sentence;
  const distance =
    kind === 'photo' ? wordsOfLinks.bits(step.to, apart) : wordsOfLinks.likeness(step.to, showPercent(1 - apart));
  return `${sentence} ${distance}`;
}
