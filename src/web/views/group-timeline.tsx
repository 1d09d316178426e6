import type { GroupAd } from '../group-view.ts';
import { linkWords } from '../link-words.ts';
import { showDay } from '../show-time.ts';

const shownRows = 30;
const rowHeight = 22;
const labelWidth = 60;
const barsWidth = 340;
const axisHeight = 22;
const dayMs = 86_400_000;

/** When each ad was there, as bars over days; the table beneath it says the same in words. */
export function GroupTimeline({ ads }: { ads: readonly GroupAd[] }) {
  const shown = ads.slice(0, shownRows);
  const from = Math.min(...shown.map((ad) => Date.parse(ad.firstSeenAt)));
  const to = Math.max(...shown.map((ad) => Date.parse(ad.lastSeenAt)));
  const at = (moment: string) => labelWidth + ((Date.parse(moment) - from) / Math.max(1, to - from)) * barsWidth;
  // Bars of one night would differ only by the order of the crawl.
  if (to - from < dayMs) return null;
  const height = shown.length * rowHeight;
  return (
    <>
      <svg
        class="vindplaats-chart"
        role="img"
        viewBox={`0 0 ${labelWidth + barsWidth + 10} ${height + axisHeight}`}
        aria-label={`${linkWords.ads.chart}: ${shown.map((ad) => `${ad.id} ${showDay(ad.firstSeenAt)} - ${showDay(ad.lastSeenAt)}`).join(', ')}`}
      >
        {shown.map((ad, row) => (
          <g>
            <text x={labelWidth - 8} y={row * rowHeight + 16} text-anchor="end">
              {ad.id}
            </text>
            <rect
              class="vindplaats-chart__bar"
              x={at(ad.firstSeenAt)}
              y={row * rowHeight + 5}
              width={Math.max(6, at(ad.lastSeenAt) - at(ad.firstSeenAt))}
              height={12}
            />
          </g>
        ))}
        <text x={labelWidth} y={height + 16}>
          {showDay(new Date(from).toISOString())}
        </text>
        <text x={labelWidth + barsWidth} y={height + 16} text-anchor="end">
          {showDay(new Date(to).toISOString())}
        </text>
      </svg>
      {ads.length > shownRows && <p class="vindplaats-hint">{linkWords.ads.chartOfSome(shownRows)}</p>}
    </>
  );
}
