import { load } from 'cheerio/slim';
import type { CheerioAPI } from 'cheerio/slim';
import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { DomHandler, Parser } from 'htmlparser2';
import { VindplaatsError } from '../lib/errors.ts';
import type { PageText } from '../model/page.ts';
import { endedBy } from './implied-ends.ts';

type Node = DomHandler['root']['children'][number];
export type Element = Extract<Node, { attribs: object }>;

/** A page as a tree that selectors can be asked of. */
export type ParsedPage = {
  /** Every element in the order of the page; the first is one that stands around the whole. */
  elements: readonly Element[];
  /** The same by their tag name, in lower case. */
  byName: ReadonlyMap<string, readonly Element[]>;
  /** The same tree for whoever needs more than compiled selectors. */
  cheerio(): CheerioAPI;
  /** Where the page was found in the end, and what its links are relative to. */
  url: string;
  baseUrl: string;
  /** The page is longer than what is read of one, so something of it is not in the tree. */
  isCut: boolean;
};

/** Limits of one page; a real page of ads stays far below each of them. */
export const pageLimits = {
  bodyChars: 5_000_000,
  depth: 500,
  nodes: 60_000,
  givenUpDepth: 5_000,
  attributes: 200_000,
  attributesOfOne: 1_000,
} as const;

/**
 * Reads HTML into a tree whose depth and size are bounded, whatever the page holds.
 * @throws VindplaatsError `PAGE_UNREADABLE` for what no page is: half of it would look like a page with fewer ads.
 */
export function parsePage(page: Pick<PageText, 'finalUrl' | 'body'>): ParsedPage {
  const { root, elements, byName, isCut } = parseTree(page.body);
  const base = byName.get('base')?.find((element) => Object.hasOwn(element.attribs, 'href'))?.attribs['href'];
  const baseUrl =
    base !== undefined && URL.canParse(base, page.finalUrl) ? new URL(base, page.finalUrl).href : page.finalUrl;
  let $: CheerioAPI | undefined;
  // A function, for V8 keeps what a getter of a literal refers to until its next full collection: here a whole page.
  const cheerio = () => ($ ??= load(root));
  return { elements, byName, cheerio, url: page.finalUrl, baseUrl, isCut };
}

type OpenTag = { name: string; isEnded: boolean };

/** A tree that notes its elements while it grows: they come in the order of the page. */
class ListedTree extends DomHandler {
  readonly elements: Element[] = [];
  readonly byName = new Map<string, Element[]>();
  isCut = false;

  protected override addNode(node: Node): void {
    super.addNode(node);
    if (!('attribs' in node)) return;
    this.elements.push(node);
    const known = this.byName.get(node.name);
    if (known === undefined) this.byName.set(node.name, [node]);
    else known.push(node);
  }
}

/** What stands in these is no text in which entities count. */
const rawText = new Set(['script', 'style', 'xmp']);

/**
 * htmlparser2 rather than cheerio's own parser: that one takes a minute on a megabyte of nested tags.
 * On a page that is whole, and where the end tags of items, rows and cells are left out, the tree is that of the HTML standard. On other
 * broken HTML it differs in where something stands, never in its words: style is not opened anew after a wrong end tag, unclosed links,
 * headings and paragraphs hold the next one, and what may not stand in a table stays there. `broken-html.test.ts` lists each, and why it does no harm.
 * Elements deeper than the limit are left out and their text moves to the deepest one kept.
 */
function parseTree(body: string): ListedTree {
  const tree = new ListedTree();
  tree.isCut = body.length > pageLimits.bodyChars;
  /** What is open in the tree, and what the parser takes for open: also what ended without an end tag, and null for what was left out. */
  const inTree: OpenTag[] = [];
  const open: (OpenTag | null)[] = [];
  let leftOut = 0;
  let nodes = 0;
  let attributesMet = 0;
  let attributesOfOne = 0;
  let hasEntities = false;
  // Selectors compare all top-level elements with each other: one element around them keeps that linear.
  tree.onopentag('page', {});
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        // The parser keeps a list of open tags that gets slow when it is long.
        if (open.length >= pageLimits.givenUpDepth)
          throw unreadable(`tags nest more than ${pageLimits.givenUpDepth} deep`);
        attributesOfOne = 0;
        if (hasEntities) decodeAll(attributes);
        hasEntities = false;
        for (let ends = leftOut > 0 ? 0 : endedBy(name, inTree); ends > 0; ends -= 1) endLast();
        if (leftOut > 0 || inTree.length >= pageLimits.depth || nodes >= pageLimits.nodes) {
          tree.isCut ||= nodes >= pageLimits.nodes;
          open.push(null);
          leftOut += 1;
          return;
        }
        const tag = { name, isEnded: false };
        open.push(tag);
        inTree.push(tag);
        nodes += 1;
        tree.onopentag(name, attributes);
      },
      onattribute(_name, value) {
        attributesMet += 1;
        attributesOfOne += 1;
        hasEntities ||= value.includes('&');
        if (attributesMet > pageLimits.attributes || attributesOfOne > pageLimits.attributesOfOne) {
          throw unreadable(
            `it has more than ${pageLimits.attributesOfOne} attributes on a tag, or ${pageLimits.attributes} in all`,
          );
        }
      },
      onclosetag() {
        const tag = open.pop();
        if (tag === null) leftOut -= 1;
        else if (tag?.isEnded === false) endLast();
      },
      ontext(text) {
        if (nodes >= pageLimits.nodes) return;
        nodes += 1;
        const isRead = text.includes('&') && !rawText.has(open.at(-1)?.name ?? '');
        tree.ontext(isRead ? decodeHTML(text) : text);
      },
    },
    // Decoded above, where there is something to decode: while it decodes, the parser looks at every character one by one.
    { decodeEntities: false },
  );
  parser.end(withoutBrokenCharacters(body.slice(0, pageLimits.bodyChars)));
  return tree;

  function endLast(): void {
    const tag = inTree.pop();
    if (tag !== undefined) tag.isEnded = true;
    tree.onclosetag();
  }
}

function decodeAll(attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) attributes[name] = decodeHTMLAttribute(value);
}

function unreadable(why: string): VindplaatsError {
  return new VindplaatsError('PAGE_UNREADABLE', `A page is left out unread: ${why}.`);
}

const surrogate = /[\uD800-\uDFFF]/;

/** NUL goes, as in a browser; half a surrogate pair would not survive being stored. */
function withoutBrokenCharacters(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text;
  // Nearly every page passes this first look, which is many times cheaper than the second.
  return surrogate.test(whole) ? whole.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}') : whole;
}

/** Every element below a node, in the order of the page. Goes from node to node, so that no depth overflows. */
export function elementsUnder(top: DomHandler['root'] | Element): Element[] {
  const elements: Element[] = [];
  let node: Node | DomHandler['root'] | null = top.firstChild;
  while (node !== null) {
    if ('attribs' in node) elements.push(node);
    let next: Node | DomHandler['root'] | null = 'children' in node ? node.firstChild : null;
    // Up until there is something to the right.
    while (next === null && node !== null && node !== top) {
      next = node.next;
      if (next === null) {
        const above: Node | DomHandler['root'] | null = node.parent;
        node = above;
      }
    }
    node = next;
  }
  return elements;
}
