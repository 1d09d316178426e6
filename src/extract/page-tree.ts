/** The tree of a page, grown from what the tokenizer of htmlparser2 tells, and its limits. */
import { Document, NodeWithChildren, Text } from 'domhandler';
import type { ChildNode, Element } from 'domhandler';
import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { ElementType, Tokenizer } from 'htmlparser2';
import type { TokenizerCallbacks } from 'htmlparser2';
import { VindplaatsError } from '../lib/errors.ts';
import { endedBy, endingOf } from './implied-ends.ts';
import type { Ending } from './implied-ends.ts';

/** Limits of one page; a real page of ads stays far below each of them. */
export const pageLimits = {
  bodyChars: 5_000_000,
  depth: 500,
  nodes: 60_000,
  givenUpDepth: 5_000,
  attributes: 200_000,
  attributesOfOne: 1_000,
} as const;

export type PageTree = {
  root: Document;
  /** Every element in the order of the page; the first is one that stands around the whole. */
  elements: readonly Element[];
  /** The same by their tag name, in lower case. */
  byName: ReadonlyMap<string, readonly Element[]>;
  /** The page is longer than what is read of one, so something of it is not in the tree. */
  isCut: boolean;
};

/** Never have anything in them, and no end tag. */
const empty = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
);
/** What stands in these is no text in which entities count. */
const rawText = new Set(['script', 'style', 'xmp']);
/** Within these, "/>" ends an element; within the others it is HTML again. */
const foreign = new Set(['math', 'svg']);
const htmlAgain = new Set(['annotation-xml', 'desc', 'foreignobject', 'mi', 'mn', 'mo', 'ms', 'mtext', 'title']);

/** What all elements of a page with one tag name have in common. */
type Kind = {
  name: string;
  elements: Element[];
  isEmpty: boolean;
  isRaw: boolean;
  ending: Ending;
  /** How many of the open ones are of this kind: most end tags without a beginning are seen by it. */
  open: number;
};

/** An open tag; `element` is null when it was left out. */
type OpenTag = { kind: Kind; element: PageElement | null; isForeign: boolean };

/** Where the attributes of a page stand in it: of each the beginning and the end of its name and of its value. */
type AttributePlaces = { body: string; at: number[] };
const numbersPerAttribute = 4;

/** An element whose attributes are read from the page when somebody asks: of most nobody does. */
class PageElement extends NodeWithChildren implements Element {
  readonly type: Element['type'];
  name: string;
  private readonly places: AttributePlaces;
  private readonly from: number;
  private readonly to: number;
  private known: Record<string, string> | undefined;

  /** @param from of the numbers in `places` that are of this element, up to `to`. */
  constructor(name: string, places: AttributePlaces, from: number, to: number) {
    super([]);
    this.type = name === 'script' ? ElementType.Script : name === 'style' ? ElementType.Style : ElementType.Tag;
    this.name = name;
    this.places = places;
    this.from = from;
    this.to = to;
  }

  get attribs(): Record<string, string> {
    return (this.known ??= readAttributes(this.places, this.from, this.to));
  }
  get attributes(): Element['attributes'] {
    return Object.entries(this.attribs).map(([name, value]) => ({ name, value }));
  }
  get nodeType(): 1 {
    return 1;
  }
  get tagName(): string {
    return this.name;
  }
  set tagName(name: string) {
    this.name = name;
  }
}

/** The first of a name counts. */
function readAttributes({ body, at }: AttributePlaces, from: number, to: number): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let first = from; first < to; first += numbersPerAttribute) {
    const name = body.slice(at[first], at[first + 1]).toLowerCase();
    if (Object.hasOwn(attributes, name)) continue;
    const value = body.slice(at[first + 2], at[first + 3]);
    attributes[name] = value.includes('&') ? decodeHTMLAttribute(value) : value;
  }
  return attributes;
}

/**
 * htmlparser2 rather than cheerio's own parser: that one takes a minute on a megabyte of nested tags. Its tokenizer alone, for its tree
 * reads every attribute of every element, and takes as long again.
 * On a page that is whole, and where the end tags of items, rows and cells are left out, the tree is that of the HTML standard. On other
 * broken HTML it differs in where something stands, never in its words: style is not opened anew after a wrong end tag, unclosed links,
 * headings and paragraphs hold the next one, and what may not stand in a table stays there. `broken-html.test.ts` lists each, and why it does no harm.
 * Elements deeper than the limit are left out and their text moves to the deepest one kept.
 * @throws VindplaatsError `PAGE_UNREADABLE` beyond the limits of depth and attributes.
 */
export function growTree(body: string): PageTree {
  const tree = new GrowingTree(body);
  // Decoded where somebody reads: while it decodes, the tokenizer looks at every character one by one.
  const tokenizer = new Tokenizer({ decodeEntities: false }, tree);
  tokenizer.write(body);
  tokenizer.end();
  return tree.grown();
}

class GrowingTree implements TokenizerCallbacks {
  private isCut = false;
  private readonly elements: Element[] = [];
  /** By the name as it is written, and by that in lower case. */
  private readonly kinds = new Map<string, Kind>();
  private readonly byName = new Map<string, Element[]>();
  private readonly places: AttributePlaces;
  private readonly top: PageElement;
  /** Outermost first. What was left out stands behind all that was not. */
  private readonly open: OpenTag[] = [];
  private leftOut = 0;
  private nodes = 0;
  /** The text that the next one goes on with. */
  private text: Text | null = null;
  /** The tag that is being read. */
  private kind: Kind;
  private attributesFrom = 0;

  constructor(body: string) {
    this.places = { body, at: [] };
    // Selectors compare all top-level elements with each other: one element around them keeps that linear.
    this.kind = this.kindOf('page');
    this.top = new PageElement('page', this.places, 0, 0);
    this.kind.elements.push(this.top);
    this.elements.push(this.top);
  }

  grown(): PageTree {
    const root = new Document([this.top]);
    this.top.parent = root;
    return { root, elements: this.elements, byName: this.byName, isCut: this.isCut };
  }

  onopentagname(start: number, end: number): void {
    this.kind = this.kindOf(this.places.body.slice(start, end));
    this.attributesFrom = this.places.at.length;
  }

  onattribname(start: number, end: number): void {
    this.places.at.push(start, end, 0, 0);
  }

  onattribdata(start: number, end: number): void {
    const { at } = this.places;
    at[at.length - 2] = start;
    at[at.length - 1] = end;
  }

  onattribend(): void {
    const met = this.places.at.length;
    if (
      met > pageLimits.attributes * numbersPerAttribute ||
      met - this.attributesFrom > pageLimits.attributesOfOne * numbersPerAttribute
    ) {
      throw unreadable(
        `it has more than ${pageLimits.attributesOfOne} attributes on a tag, or ${pageLimits.attributes} in all`,
      );
    }
  }

  onopentagend(): void {
    this.begin(this.kind, this.attributesFrom);
    if (this.kind.isEmpty) this.end();
  }

  onselfclosingtag(): void {
    const kind = this.kind;
    this.begin(kind, this.attributesFrom);
    if (kind.isEmpty || this.open.at(-1)?.isForeign === true) this.end();
  }

  onclosetag(start: number, end: number): void {
    const innermost = this.open.at(-1)?.kind;
    const { body } = this.places;
    // Nearly always it is the innermost that ends, and telling that takes no new string.
    if (innermost?.name.length === end - start && body.startsWith(innermost.name, start)) return this.end();
    const kind = this.kindOf(body.slice(start, end));
    const { name } = kind;
    if (kind.open > 0) {
      while (this.open.at(-1)?.kind !== kind) this.end();
      this.end();
    } else if (name === 'p' || name === 'br') {
      // By the standard these two stand for an element of their own.
      this.begin(kind, this.places.at.length);
      this.end();
    }
  }

  ontext(start: number, end: number): void {
    if (this.nodes >= pageLimits.nodes) return;
    this.nodes += 1;
    const text = this.places.body.slice(start, end);
    const isRead = text.includes('&') && this.open.at(-1)?.kind.isRaw !== true;
    const data = isRead ? decodeHTML(text) : text;
    if (this.text === null) this.add((this.text = new Text(data)));
    else this.text.data += data;
  }

  /** Comments and the like are not in the tree, and entities are decoded where they stand. */
  onattribentity(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  private begin(kind: Kind, attributesFrom: number): void {
    const { open } = this;
    for (let ends = endedBy(kind.ending, open); ends > 0; ends -= 1) this.end();
    if (open.length >= pageLimits.givenUpDepth) throw unreadable(`tags nest more than ${pageLimits.givenUpDepth} deep`);
    const { name } = kind;
    const isForeign = foreign.has(name) || (!htmlAgain.has(name) && open.at(-1)?.isForeign === true);
    const isFull = this.nodes >= pageLimits.nodes;
    const isKept = !isFull && this.leftOut === 0 && open.length < pageLimits.depth;
    const element = isKept ? new PageElement(name, this.places, attributesFrom, this.places.at.length) : null;
    if (element === null) {
      this.isCut ||= isFull;
      this.leftOut += 1;
    } else {
      this.nodes += 1;
      this.add(element);
      this.elements.push(element);
      kind.elements.push(element);
      this.text = null;
    }
    open.push({ kind, element, isForeign });
    kind.open += 1;
  }

  /** Ends the innermost tag. */
  private end(): void {
    const tag = this.open.pop();
    if (tag === undefined) return;
    tag.kind.open -= 1;
    if (tag.element === null) this.leftOut -= 1;
    else this.text = null;
  }

  private add(node: ChildNode): void {
    const parent = this.open[this.open.length - this.leftOut - 1]?.element ?? this.top;
    const before = parent.children.at(-1);
    node.parent = parent;
    if (before !== undefined) {
      node.prev = before;
      before.next = node;
    }
    parent.children.push(node);
  }

  private kindOf(written: string): Kind {
    const known = this.kinds.get(written);
    if (known !== undefined) return known;
    const name = written.toLowerCase();
    const kind = this.kinds.get(name) ?? {
      name,
      elements: [],
      isEmpty: empty.has(name),
      isRaw: rawText.has(name),
      ending: endingOf(name),
      open: 0,
    };
    this.kinds.set(written, kind);
    this.kinds.set(name, kind);
    this.byName.set(name, kind.elements);
    return kind;
  }
}

function unreadable(why: string): VindplaatsError {
  return new VindplaatsError('PAGE_UNREADABLE', `A page is left out unread: ${why}.`);
}
