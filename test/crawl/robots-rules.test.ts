import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseRobots } from '../../src/crawl/robots-rules.ts';

function allows(robots: string, path: string, agent = 'Vindplaats'): boolean {
  return parseRobots(Buffer.from(robots), agent).allows(`http://site.example${path}`);
}

const delayOf = (robots: string) => parseRobots(Buffer.from(robots), 'Vindplaats').crawlDelayMs;

const everyone = (lines: string) => `User-agent: *\n${lines}\n`;

/** Our own reading of RFC 9309: what it says, the file, the path, the verdict. */
const cases: [string, string, string, boolean][] = [
  ['an empty file allows', '', '/x', true],
  ['rules before any agent are nobody’s', 'Disallow: /\n', '/x', true],
  ['our name is matched without case', 'USER-AGENT: vindPLAATS\nDISALLOW: /x', '/x', false],
  ['a version after our name is passed over', 'User-agent: Vindplaats/9.9\nDisallow: /x', '/x', false],
  ['a longer name is another crawler', 'User-agent: VindplaatsNews\nDisallow: /', '/x', true],
  ['a shorter name is another crawler', 'User-agent: Vind\nDisallow: /', '/x', true],
  [
    'our group replaces the one for everyone',
    everyone('Disallow: /') + 'User-agent: Vindplaats\nDisallow: /b',
    '/a',
    true,
  ],
  ['an empty group of ours allows all', everyone('Disallow: /') + 'User-agent: Vindplaats\nDisallow:', '/a', true],
  [
    'two groups of ours are one',
    'User-agent: Vindplaats\nDisallow: /a\n\nUser-agent: X\nDisallow: /\n\nUser-agent: Vindplaats\nDisallow: /b',
    '/b',
    false,
  ],
  ['agents in a row share a group', 'User-agent: X\nUser-agent: Vindplaats\nDisallow: /a', '/a', false],
  ['a blank line does not end a group', 'User-agent: Vindplaats\n\nDisallow: /a', '/a', false],
  ['an unknown line does not end a group', 'User-agent: Vindplaats\nSitemap: /s.xml\nDisallow: /a', '/a', false],
  ['the longest rule wins', everyone('Disallow: /x/\nAllow: /x/open/'), '/x/open/1', true],
  ['the longest rule wins in any order', everyone('Allow: /x/open/\nDisallow: /x/'), '/x/shut', false],
  ['of equal rules the allowing one wins', everyone('Disallow: /x\nAllow: /x'), '/x', true],
  ['paths know case', everyone('Disallow: /X'), '/x', true],
  ['a star stands for anything', everyone('Disallow: /*/print'), '/a/b/print', false],
  ['a star stands for nothing too', everyone('Disallow: /a*b'), '/ab', false],
  ['a dollar ends the path', everyone('Disallow: /*.pdf$'), '/a.pdf?x=1', true],
  ['a dollar matches at the end', everyone('Disallow: /*.pdf$'), '/a.pdf', false],
  ['a dollar elsewhere is a dollar', everyone('Disallow: /a$b'), '/a$b', false],
  ['the tail after a star may not overlap what stands before it', everyone('Disallow: /ab*b$'), '/ab', true],
  ['the query belongs to the path', everyone('Disallow: /*?s='), '/zoek?s=1', false],
  ['a comment is no path', everyone('Disallow: /a # /b'), '/a', false],
  ['a byte order mark is skipped', `\ufeff${everyone('Disallow: /a')}`, '/a', false],
  ['lines may end in CR alone', 'User-agent: *\rDisallow: /a\r', '/a', false],
  ['letters outside ASCII match their escapes', everyone('Disallow: /café'), '/caf%C3%A9', false],
  ['escapes match in either case', everyone('Disallow: /caf%c3%a9'), '/caf%C3%A9', false],
  ['an escaped star is a star', everyone('Disallow: /a%2Ab'), '/aXb', true],
  ['a misspelt rule is meant', everyone('Disalow: /a'), '/a', false],
  ['a rule without colon is meant', 'User-agent *\nDisallow /a', '/a', false],
  ['a page in place of the file says nothing', '<html><body>Disallow: /</body></html>', '/a', true],
];

describe('robots rules', () => {
  it.each(cases)('%s', (_what, robots, path, allowed) => {
    expect(allows(robots, path)).toBe(allowed);
  });

  it('reads the crawl delay of our own group, else of everyone', () => {
    expect(delayOf('User-agent: *\nCrawl-delay: 9\n\nUser-agent: Vindplaats\nCrawl-delay: 2.5\nDisallow: /x')).toBe(
      2500,
    );
    expect(delayOf(everyone('Crawl-delay: 9'))).toBe(9000);
    expect(delayOf(everyone('Crawl-delay: soon'))).toBeNull();
    // As people write it: with a comma, with a unit, or so large that it means "never".
    expect(delayOf(everyone('Crawl-delay: 1,5'))).toBe(1500);
    expect(delayOf(everyone('Crawl-delay: 10 s'))).toBe(10_000);
    expect(delayOf(everyone(`Crawl-delay: ${'9'.repeat(400)}`))).toBeGreaterThan(86_400_000);
    expect(delayOf('User-agent: X\nCrawl-delay: 9\nDisallow: /')).toBeNull();
  });

  it('stays fast on a file and an address made to be slow', () => {
    const robots = everyone(`Disallow: /${'*a'.repeat(4000)}b$\n`.repeat(60));
    // Not timed: with backtracking this test would not end at all.
    expect(allows(robots, `/${'a'.repeat(8000)}`)).toBe(true);
  });
});

const sharedCases = z.object({
  cases: z.array(
    z.object({ id: z.number(), agent: z.string(), robots: z.string(), url: z.string(), allowed: z.boolean() }),
  ),
});
const sharedFile = new URL('../../../shared/targets/robots-cases.json', import.meta.url);
const sharedIsHere = existsSync(sharedFile);
if (!sharedIsHere) {
  process.stderr.write(
    'NOT RUN: the 145 robots cases of google/robotstxt; ../shared/targets/robots-cases.json is not beside this checkout.\n',
  );
}

describe.runIf(sharedIsHere)('the cases of google/robotstxt', () => {
  const shared = sharedIsHere ? sharedCases.parse(JSON.parse(readFileSync(sharedFile, 'utf8'))).cases : [];

  it('are all decided alike', () => {
    expect(shared).toHaveLength(145);
    const missed = shared.filter(
      ({ agent, robots, url, allowed }) => parseRobots(Buffer.from(robots), agent).allows(url) !== allowed,
    );
    expect(missed.map(({ id }) => id)).toEqual([]);
  });
});
