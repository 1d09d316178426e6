/** Rows, cells and items whose end tags a page leaves out. htmlparser2 sees only those that the next one follows at once. */

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
const cellEnds = { ended: new Set(cells), within: tables };
const sectionEnds = { ended: new Set(sections), within: tables };
const itemEnds = { ended: new Set(['li']), within: holders };
const termEnds = { ended: new Set(['dd', 'dt']), within: holders };

const byTag = new Map<string, { ended: ReadonlySet<string>; within: ReadonlySet<string> }>([
  ['td', cellEnds],
  ['th', cellEnds],
  ['tr', { ended: new Set(rows), within: tables }],
  ['tbody', sectionEnds],
  ['thead', sectionEnds],
  ['tfoot', sectionEnds],
  ['li', itemEnds],
  ['dd', termEnds],
  ['dt', termEnds],
]);

/** So deep no cell or item is; it keeps a page of nothing but open tags from being walked over and over. */
const reachMax = 64;

/**
 * How many of the open elements end where a tag begins: `<td><p>23 jaar<td>` ends the paragraph and the cell.
 * @param open names, outermost first.
 */
export function endedBy(tag: string, open: readonly { name: string }[]): number {
  const rule = byTag.get(tag);
  if (rule === undefined) return 0;
  let ended = 0;
  for (let up = 1; up <= Math.min(open.length, reachMax); up += 1) {
    const name = open[open.length - up]?.name ?? '';
    if (rule.within.has(name)) break;
    if (rule.ended.has(name)) ended = up;
  }
  return ended;
}
