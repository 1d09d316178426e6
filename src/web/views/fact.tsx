import type { Child } from 'hono/jsx';

/** One named value of a list of facts (`dl.vindplaats-facts`). */
export function Fact({ label, children }: { label: string; children: Child }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
