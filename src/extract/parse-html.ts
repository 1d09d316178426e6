import { load } from 'cheerio/slim';
import type { CheerioAPI } from 'cheerio/slim';
import type { ChildNode, Document, Element } from 'domhandler';
import type { PageText } from '../model/page.ts';
import { growTree, pageLimits } from './page-tree.ts';
import type { PageTree } from './page-tree.ts';

export type { Element } from 'domhandler';

/** A page as a tree that selectors can be asked of. */
export type ParsedPage = Omit<PageTree, 'root'> & {
  /** The same tree for whoever needs more than compiled selectors. */
  cheerio(): CheerioAPI;
  /** Where the page was found in the end, and what its links are relative to. */
  url: string;
  baseUrl: string;
};

/**
 * Reads HTML into a tree whose depth and size are bounded, whatever the page holds.
 * @throws VindplaatsError `PAGE_UNREADABLE` for what no page is: half of it would look like a page with fewer ads.
 */
export function parsePage(page: Pick<PageText, 'finalUrl' | 'body'>): ParsedPage {
  const { body } = page;
  const { root, elements, byName, ...tree } = growTree(withoutBrokenCharacters(body.slice(0, pageLimits.bodyChars)));
  const isCut = tree.isCut || body.length > pageLimits.bodyChars;
  const base = byName.get('base')?.find((element) => Object.hasOwn(element.attribs, 'href'))?.attribs['href'];
  const baseUrl =
    base !== undefined && URL.canParse(base, page.finalUrl) ? new URL(base, page.finalUrl).href : page.finalUrl;
  let $: CheerioAPI | undefined;
  // A function, for V8 keeps what a getter of a literal refers to until its next full collection: here a whole page.
  const cheerio = () => ($ ??= load(root));
  return { elements, byName, cheerio, url: page.finalUrl, baseUrl, isCut };
}

const surrogate = /[\uD800-\uDFFF]/;

/** NUL goes, as in a browser; half a surrogate pair would not survive being stored. */
function withoutBrokenCharacters(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text;
  // Nearly every page passes this first look, which is many times cheaper than the second.
  return surrogate.test(whole) ? whole.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}') : whole;
}

/** Every element below a node, in the order of the page. Goes from node to node, so that no depth overflows. */
export function elementsUnder(top: Document | Element): Element[] {
  const elements: Element[] = [];
  let node: ChildNode | Document | null = top.firstChild;
  while (node !== null) {
    if ('attribs' in node) elements.push(node);
    let next: ChildNode | Document | null = 'children' in node ? node.firstChild : null;
    // Up until there is something to the right.
    while (next === null && node !== null && node !== top) {
      next = node.next;
      if (next === null) {
        const above: ChildNode | Document | null = node.parent;
        node = above;
      }
    }
    node = next;
  }
  return elements;
}
