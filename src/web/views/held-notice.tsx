import { showDay } from '../show-time.ts';
import { words } from '../words.ts';
import { Message } from './message.tsx';

/**
 * A site whose newest crawl is not in use. `goodAt` is when the last one that is began; null when there never was one.
 * `waits`: its results are held for a decision.
 */
export type HeldSite = { title: string; goodAt: string | null; waits: boolean };

/** Says calmly of which sites the data is older than one may think: no data is never no risk. */
export function HeldNotice({ sites }: { sites: readonly HeldSite[] }) {
  if (sites.length === 0) return null;
  return (
    <Message kind="warning" title={words.held.title}>
      {sites.map(({ title, goodAt, waits }) => (
        <p>
          {goodAt === null ? words.held.never(title) : words.held.since(title, showDay(goodAt))}{' '}
          {waits ? words.held.waits : words.held.nothing}
        </p>
      ))}
    </Message>
  );
}
