import type { CheerioAPI } from 'cheerio/slim';
import { ElementType } from 'htmlparser2';

type Nodes = ReturnType<CheerioAPI['root']>[number]['children'];
type Node = Nodes[number];

const space = /\s+/gu;
const unread = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'head']);
const cells = new Set(['td', 'th', 'option', 'button']);
const lines = new Set(
  (
    'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);

/**
 * The text of nodes as a reader sees it: blocks and `<br>` begin a new line, cells are set apart by a space,
 * other white space is collapsed. Walks with a stack of its own, so that no depth overflows.
 * @param maxChars the text is cut off here.
 * @param except nodes that are passed over, with all below them.
 */
export function textOf(nodes: readonly Node[], maxChars: number, except?: ReadonlySet<Node>): string {
  let text = '';
  // White space is written only before the next visible character: the widest break that was met.
  let pending: '' | ' ' | '\n' = '';
  const stack: (Node | ' ' | '\n')[] = nodes.toReversed();
  for (let node = stack.pop(); node !== undefined && text.length < maxChars; node = stack.pop()) {
    if (typeof node === 'string') {
      pending = pending === '\n' ? '\n' : node;
    } else if (except?.has(node)) {
      continue;
    } else if (node.type === ElementType.Text) {
      write(node.data);
    } else if ('children' in node) {
      const name = 'name' in node ? node.name : '';
      if (unread.has(name)) continue;
      const around = lines.has(name) ? '\n' : cells.has(name) ? ' ' : undefined;
      if (around !== undefined) stack.push(around);
      for (let at = node.children.length - 1; at >= 0; at -= 1) {
        const child = node.children[at];
        if (child !== undefined) stack.push(child);
      }
      if (around !== undefined) stack.push(around);
    }
  }
  return cutAt(text, maxChars);

  /** From word to word and not split at once: a node may hold a megabyte, of which a few thousand characters are wanted. */
  function write(data: string): void {
    for (let from = (space.lastIndex = 0); text.length < maxChars; from = space.lastIndex) {
      const gap = space.exec(data);
      const end = gap?.index ?? data.length;
      if (end > from) {
        if (text !== '') text += pending;
        pending = '';
        text += data.slice(from, end);
      }
      if (gap === null) return;
      if (pending === '') pending = ' ';
    }
  }
}

/** Cuts without leaving half a surrogate pair. */
export function cutAt(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/u, '');
}
