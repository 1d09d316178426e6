import type { Level } from '../../model/assessment.ts';
import { words } from '../words.ts';

/** Filled bars are whole, empty ones a frame: the inner outline is cut out by the even-odd rule. */
const bars = {
  filled: ['M0 8h5v6H0z', 'M6 4h5v10H6z', 'M12 0h5v14h-5z'],
  empty: ['', 'M6 4h5v10H6zm1.5 1.5h2v7h-2z', 'M12 0h5v14h-5zm1.5 1.5h2v11h-2z'],
} as const;

const shapes = {
  laag: bars.filled[0] + bars.empty[1] + bars.empty[2],
  verhoogd: bars.filled[0] + bars.filled[1] + bars.empty[2],
  hoog: bars.filled.join(''),
  direct: 'M8.5 0l7 7-7 7-7-7z',
} as const satisfies Record<Level, string>;

/** A level as word and sign: bars for the three that are counted, a diamond for the stop rule. Never by colour alone. */
export function LevelMark({ level }: { level: Level }) {
  return (
    <span class={`vindplaats-level vindplaats-level--${level}`}>
      <svg width="17" height="14" aria-hidden="true">
        <path d={shapes[level]} />
      </svg>
      {words.level[level]}
    </span>
  );
}
