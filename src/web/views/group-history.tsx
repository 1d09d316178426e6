import type { LinkDecisionRecord } from '../../store/groups.ts';
import type { GroupView } from '../group-view.ts';
import { linkWords } from '../link-words.ts';
import { showMoment } from '../show-time.ts';
import { words } from '../words.ts';

const shownNumbers = 8;

/** What people decided about the ads of this group, newest first, with the way back. */
export function GroupHistory({ view }: { view: GroupView }) {
  const { decisions } = linkWords;
  return (
    <section class="vindplaats-panel" aria-labelledby="besluiten">
      <h2 id="besluiten">{decisions.title}</h2>
      <ol class="vindplaats-history">
        {view.decisions.toReversed().map((made) => (
          <li class="vindplaats-flash">
            <div>
              {sentenceOf(made)}
              {made.note !== '' && <blockquote class="vindplaats-note">{made.note}</blockquote>}
              <span class="vindplaats-second">{words.event.by(made.actor, showMoment(made.madeAt))}</span>
              {made.undoneAt !== null && (
                <span class="vindplaats-second">{decisions.undone(showMoment(made.undoneAt))}</span>
              )}
            </div>
            {made.undoneAt === null && (
              <form method="post" action={`/groep/${view.id}/ongedaan`}>
                <input type="hidden" name="besluit" value={made.id} />
                <button class="utrecht-button utrecht-button--secondary-action">
                  {decisions.undo} <span class="vindplaats-hidden">{decisions.undoWhat(made.id)}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function sentenceOf({ decision, reason }: LinkDecisionRecord): string {
  const { decisions, split, merge } = linkWords;
  if (decision.kind === 'merge') {
    return `${decisions.merge(...decision.ads)}. ${reasonWord(merge.reasons, reason)}.`;
  }
  const [out, rest] = decision.sides.map(numbers);
  return `${decisions.split(out ?? '', rest ?? '')}. ${reasonWord(split.reasons, reason)}.`;
}

/** A reason of an older Vindplaats is shown by its code. */
export function reasonWord(reasons: Readonly<Record<string, string>>, reason: string): string {
  return reasons[reason] ?? reason;
}

function numbers(ads: readonly number[]): string {
  const rest = ads.length - shownNumbers;
  return `${ads.slice(0, shownNumbers).join(', ')}${rest > 0 ? ` ${linkWords.decisions.more(rest)}` : ''}`;
}
