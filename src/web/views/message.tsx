import type { Child } from 'hono/jsx';

/** A notice above or within a page: what just happened, what went wrong, or what to know first. */
export function Message(props: { kind: 'info' | 'warning' | 'error'; title?: string; id?: string; children: Child }) {
  const { kind, title, id, children } = props;
  return (
    <div id={id} class={`utrecht-alert utrecht-alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {title !== undefined && <p class="utrecht-alert__title">{title}</p>}
      <div class="utrecht-alert__content">{children}</div>
    </div>
  );
}
