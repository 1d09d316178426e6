/** What a robots.txt says to one crawler: RFC 9309, read as leniently towards the site as Google's parser reads it. */

export type RobotsRules = {
  /** @param url the address as it will be requested, percent-encoded (`URL.href`). */
  allows(url: string): boolean;
  /** What the file asks between two requests; null when it asks nothing. Not in the RFC, but widely written. */
  crawlDelayMs: number | null;
};

type Rule = { allow: boolean; pattern: string; parts: readonly string[]; toEnd: boolean };
type Group = { rules: Rule[]; crawlDelayMs: number | null };

export const allowAll: RobotsRules = { allows: () => true, crawlDelayMs: null };

/** Longest line that is read, in bytes; the rest of it is dropped. Google's parser: 8 x 2,083 minus the closing zero. */
const lineMaxBytes = 8 * 2083 - 1;
/** A longer pause is none that anybody keeps; as a number it must stay one. */
const delayMaxSeconds = 1_000_000_000;

/**
 * @param file the bytes as sent; cut to the size you are willing to read.
 * @param productToken name of the crawler, letters, `_` and `-` only: the part of the user agent before any version.
 */
export function parseRobots(file: Uint8Array, productToken: string): RobotsRules {
  const agent = productToken.toLowerCase();
  const own: Group = { rules: [], crawlDelayMs: null };
  const everyone: Group = { rules: [], crawlDelayMs: null };
  let addressed: Group[] = [];
  let ownSeen = false;
  let namesOpen = false;

  for (const { key, value } of readLines(file)) {
    switch (key) {
      case 'user-agent': {
        // A name right after a rule begins a new group; names in a row share one. Other lines do not part groups (RFC 9309, 2.2.4).
        if (!namesOpen) addressed = [];
        namesOpen = true;
        const name = /^[a-z_-]*/i.exec(value)?.[0].toLowerCase() ?? '';
        if (/^\*(?:\s|$)/.test(value)) addressed.push(everyone);
        else if (name !== '' && name === agent) {
          addressed.push(own);
          ownSeen = true;
        }
        break;
      }
      case 'allow':
      case 'disallow':
        namesOpen = false;
        if (value !== '') for (const group of addressed) group.rules.push(...rulesOf(key === 'allow', value));
        break;
      case 'crawl-delay': {
        const seconds = /^\d+(?:[.,]\d+)?/.exec(value)?.[0].replace(',', '.');
        if (seconds !== undefined)
          for (const group of addressed)
            group.crawlDelayMs = Math.round(Math.min(Number(seconds), delayMaxSeconds) * 1000);
        break;
      }
      default:
        break;
    }
  }

  const spoken = ownSeen ? own : everyone;
  return {
    crawlDelayMs: spoken.crawlDelayMs,
    allows(url) {
      const path = pathOf(url);
      let longest: Rule | null = null;
      for (const rule of spoken.rules) {
        const length = rule.pattern.length;
        const wins =
          longest === null || length > longest.pattern.length || (length === longest.pattern.length && rule.allow);
        if (wins && matches(rule, path)) longest = rule;
      }
      return longest === null || longest.allow;
    },
  };
}

/** Common misspellings count: a site that wrote "disalow" meant it. Source: google/robotstxt, `ParsedRobotsKey`. */
const keys: readonly [string, readonly string[]][] = [
  ['user-agent', ['user-agent', 'useragent', 'user agent']],
  ['allow', ['allow']],
  ['disallow', ['disallow', 'dissallow', 'dissalow', 'disalow', 'diasllow', 'disallaw']],
  ['crawl-delay', ['crawl-delay', 'crawldelay']],
];

function* readLines(file: Uint8Array): Generator<{ key: string; value: string }> {
  // One character a byte: paths are compared as bytes, whatever encoding the file has.
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');
  for (const whole of text.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r\n|\r|\n/)) {
    const line = (whole.slice(0, lineMaxBytes).split('#', 1)[0] ?? '').trim();
    const colon = line.indexOf(':');
    // Without a colon exactly two words may stand: "Disallow /x".
    const words = colon < 0 ? line.split(/[ \t]+/, 3) : [line.slice(0, colon), line.slice(colon + 1)];
    const [word = '', value] = words;
    if (words.length !== 2 || value === undefined) continue;
    const written = word.trim().toLowerCase();
    const key = keys.find(([, spellings]) => spellings.some((spelling) => written.startsWith(spelling)))?.[0];
    if (key !== undefined) yield { key, value: value.trim() };
  }
}

function rulesOf(allow: boolean, value: string): Rule[] {
  const pattern = value
    .replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
    .replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  const rules = [ruleOf(allow, pattern)];
  // Whoever allows /x/index.html means /x/ as well (Google).
  const index = /^(.*\/)index\.html?[^/]*$/.exec(pattern)?.[1];
  if (allow && index !== undefined) rules.push(ruleOf(true, `${index}$`));
  return rules;
}

function ruleOf(allow: boolean, pattern: string): Rule {
  const toEnd = pattern.endsWith('$');
  return { allow, pattern, toEnd, parts: (toEnd ? pattern.slice(0, -1) : pattern).split('*') };
}

/** Taking each part at its first place is enough when the only wildcard is `*`, and never goes back: no blow-up on hostile rules. */
function matches({ parts, toEnd }: Rule, path: string): boolean {
  const [head = '', ...rest] = parts;
  if (!path.startsWith(head)) return false;
  let at = head.length;
  const last = toEnd ? rest.pop() : undefined;
  for (const part of rest) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  if (!toEnd) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** Path and query as requested, with escapes in capitals; "/" when there is none. */
function pathOf(url: string): string {
  const scheme = url.indexOf('//');
  const afterHost = url.slice(scheme < 0 ? 0 : scheme + 2);
  const start = afterHost.search(/[/?;]/);
  const path = (start < 0 ? '' : afterHost.slice(start)).split('#', 1)[0] ?? '';
  return (path.startsWith('/') ? path : `/${path}`).replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
}
