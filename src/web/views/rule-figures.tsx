import type { MeasuredShare } from '../../screen/measured-share.ts';
import type { RuleHealth } from '../../screen/rule-health.ts';
import { showNumber, showPercent } from '../show-time.ts';
import { words } from '../words.ts';
import { Message } from './message.tsx';

/** A share with how far it may be off, or that too little is known to print one. */
export function showShare({ of, interval }: MeasuredShare): string {
  if (interval === null) return words.rules.tooLittle(showNumber(of));
  const { share, low, high } = interval;
  return words.rules.share(showPercent(share), showPercent(low), showPercent(high), showNumber(of));
}

/** What stands out about a rule, the proposal last; nothing when nothing does. */
export function Notable({ health }: { health: RuleHealth }) {
  const { waitsFor, isDead, isNoisy, proposal } = health;
  if (waitsFor.length > 0)
    return <strong>{words.rules.waits(waitsFor.map((fact) => words.rules.unfed[fact]).join(', '))}</strong>;
  const mark = isDead ? words.rules.dead : isNoisy ? words.rules.noisy : words.rules.proposal[proposal.kind];
  return (
    <>
      {mark !== '' && <strong>{`${mark} `}</strong>}
      {proposal.kind !== 'none' && proposal.text}
    </>
  );
}

/** Told calmly: nothing is lost while the folder is broken. */
export function BrokenRules({ problem }: { problem: string | null }) {
  if (problem === null) return <></>;
  const [first = '', ...rest] = problem.split('\n').map((line) => line.trim());
  // The first line is an English summary of the lines below it, which the title replaces.
  const lines = rest.length > 0 ? rest : [first];
  return (
    <Message kind="warning" title={words.rules.brokenTitle}>
      <p>{words.rules.broken}</p>
      <ul class="vindplaats-bullets vindplaats-problems" lang="en">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </Message>
  );
}
