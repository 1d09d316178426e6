type Bar = { label: string; /** null: too few to be shown. */ value: number | null; shown: string };

// Narrow, so that the words can still be read when it is scaled down to a phone.
const rowHeight = 30;
const labelWidth = 165;
const barWidth = 165;
const chartWidth = labelWidth + barWidth + 90;

/** A bar for every line of the table beneath it. A number that is kept back has a dashed frame instead of a bar. */
export function BarChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const largest = Math.max(1, ...bars.map((bar) => bar.value ?? 0));
  return (
    <svg
      class="vindplaats-chart"
      role="img"
      viewBox={`0 0 ${chartWidth} ${bars.length * rowHeight}`}
      aria-label={`${title}: ${bars.map((bar) => `${bar.label} ${bar.shown}`).join(', ')}`}
    >
      {bars.map((bar, index) => {
        const top = index * rowHeight;
        const width = bar.value === null ? 32 : (bar.value / largest) * barWidth;
        return (
          <g>
            <text x={labelWidth - 10} y={top + 20} text-anchor="end">
              {bar.label}
            </text>
            <rect
              class={bar.value === null ? 'vindplaats-chart__kept' : 'vindplaats-chart__bar'}
              x={labelWidth}
              y={top + 6}
              width={width}
              height={18}
            />
            <text x={labelWidth + width + 8} y={top + 20}>
              {bar.shown}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
