/** What ends without an end tag where another element begins. By the HTML standard (13.2.6.4.7), as far as pages of ads need it. */

/** How the beginning of an element ends others. */
export type Ending = {
  /** Ended where they are the innermost: `<p>a<p>b`. */
  atOnce: ReadonlySet<string>;
  /** Ended with all that is open in them, `<td><p>23 jaar<td>`, up to one of the elements that hold such things. */
  within: { ended: ReadonlySet<string>; holders: ReadonlySet<string> } | undefined;
};

const cells = ['td', 'th', 'caption'];
const rows = ['tr', ...cells];
const sections = ['tbody', 'thead', 'tfoot', 'colgroup', ...rows];
const tables = new Set(['table', 'template']);
/** What an item may hold with items of its own in it: "special" in the HTML standard (13.2.4.2), but for address, div and p. */
const holders = new Set(
  (
    'article aside blockquote button caption center details dir dl fieldset figure footer form header main menu nav object ol ' +
    'section select summary table td template th ul'
  ).split(' '),
);
const cellEnds = { ended: new Set(cells), holders: tables };
const sectionEnds = { ended: new Set(sections), holders: tables };
const itemEnds = { ended: new Set(['li']), holders };
const termEnds = { ended: new Set(['dd', 'dt']), holders };

const withinByTag = new Map([
  ['td', cellEnds],
  ['th', cellEnds],
  ['tr', { ended: new Set(rows), holders: tables }],
  ['tbody', sectionEnds],
  ['thead', sectionEnds],
  ['tfoot', sectionEnds],
  ['li', itemEnds],
  ['dd', termEnds],
  ['dt', termEnds],
]);

const listOf = (names: string) => names.split(' ');
/** Which elements end at once, by those that begin. */
const atOnceByTag = new Map(
  [
    {
      begins:
        'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ' +
        'ol p pre section table ul',
      ends: 'p',
    },
    {
      begins: 'select input output button datalist textarea',
      ends: 'input option optgroup select button datalist textarea',
    },
    { begins: 'option', ends: 'option' },
    { begins: 'optgroup', ends: 'optgroup option' },
    { begins: 'rt rp', ends: 'rt rp' },
    { begins: 'body', ends: 'head link script' },
    { begins: 'td', ends: 'thead' },
  ].flatMap(({ begins, ends }) => listOf(begins).map((tag): [string, Set<string>] => [tag, new Set(listOf(ends))])),
);
const nothing: ReadonlySet<string> = new Set();

/** @param tag in lower case. */
export function endingOf(tag: string): Ending {
  return { atOnce: atOnceByTag.get(tag) ?? nothing, within: withinByTag.get(tag) };
}

/** So deep no cell or item is; it keeps a page of nothing but open tags from being walked over and over. */
const reachMax = 64;

/**
 * How many of the open elements end where another begins.
 * @param open outermost first.
 */
export function endedBy({ atOnce, within }: Ending, open: readonly { kind: { name: string } }[]): number {
  const nameUp = (up: number) => open[open.length - up]?.kind.name ?? '';
  let ended = 0;
  while (atOnce.has(nameUp(ended + 1))) ended += 1;
  if (within === undefined) return ended;
  for (let up = ended + 1; up <= Math.min(open.length, ended + reachMax); up += 1) {
    const name = nameUp(up);
    if (within.holders.has(name)) break;
    if (within.ended.has(name)) ended = up;
  }
  return ended;
}
