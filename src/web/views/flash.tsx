import { writeListFilter } from '../list-filter.ts';
import type { ListFilter } from '../list-filter.ts';
import { words } from '../words.ts';
import { UndoForm } from './decision-bar.tsx';
import { Message } from './message.tsx';
import type { ReviewReason, Verdict } from '../../model/review.ts';

/** What the reviewer did just before this page; read back from the store, so nothing in the address is believed. */
export type LastAct =
  | { kind: 'decided'; adId: number; decisionId: number; verdict: Verdict; reason: ReviewReason }
  | { kind: 'undone'; adId: number };

export function Flash({ lastAct, filter }: { lastAct: LastAct | null; filter: ListFilter }) {
  if (!lastAct) return null;
  if (lastAct.kind === 'undone') return <Message kind="info">{words.flash.undone(lastAct.adId)}</Message>;
  return (
    <Message kind="info">
      <div class="vindplaats-flash">
        <p>{words.flash.decided(lastAct.adId, words.verdict[lastAct.verdict], words.reason[lastAct.reason])}</p>
        <UndoForm adId={lastAct.adId} decisionId={lastAct.decisionId} list={writeListFilter(filter)} />
      </div>
    </Message>
  );
}
