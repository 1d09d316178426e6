import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { easyLimits, isEasyPage } from '../../src/extract/is-easy-page.ts';
import { openPageReader } from '../../src/extract/open-page-reader.ts';
import { createPlaceIndex } from '../../src/extract/places.ts';
import { adLimits, readAd } from '../../src/extract/read-ad.ts';
import { siteSchema } from '../../src/model/site.ts';

const { region } = readConfig('config');

/** With a pattern, so that its pages are read in the thread, small as they are. */
function siteWith(change: object = {}) {
  return siteSchema.parse({
    id: 'proef',
    title: 'Proef',
    termsReviewedOn: '2026-01-01',
    start: ['https://site.invalid/'],
    politeness: { delayMs: 0 },
    listing: { card: '.card', link: { selector: 'a' }, next: { selector: 'a.next' } },
    detail: {
      next: { selector: 'a.next' },
      fields: {
        id: { selector: 'main', attr: 'id' },
        title: { selector: 'h1' },
        text: { selector: 'p' },
        place: { selector: '.place', pattern: '.+' },
        ...change,
      },
    },
  });
}

function pageOf(body: string) {
  return {
    url: 'https://site.invalid/ad/1',
    finalUrl: 'https://site.invalid/ad/1',
    status: 200,
    fetchedAt: '2026-01-05T12:00:00.000Z',
    contentType: 'text/html',
    etag: null,
    lastModified: null,
    body,
    bodySha256: '',
    wireBytes: body.length,
  };
}

const adPage = pageOf(
  '<main id="17"><h1>Massage</h1><p>Bel 06-00001234, 27 jaar.</p><i class="place">Huizen</i><a class="next" href="?p=2">verder</a></main>',
);
/** Halves it at every character: for a pattern that looks twice, thirty characters are a billion ways. */
const endless = siteWith({ age: { selector: 'h2', pattern: '^(?:a|a)+$' } });
const endlessPage = pageOf(`${adPage.body}<h2>${'a'.repeat(60)}!</h2>`);

const reader = openPageReader(region, { timeoutMs: 1500 });
afterAll(() => reader.close());

describe('the thread that reads pages', { timeout: 60_000 }, () => {
  it('reads what is read without it', async () => {
    const site = siteWith();
    expect(await reader.readAd([adPage], site)).toEqual(readAd([adPage], site, createPlaceIndex(region)));
    expect(await reader.nextPageOf(adPage, site)).toBe('https://site.invalid/ad/1?p=2');
    const listing = pageOf('<p class="card"><a href="/ad/1">x</a></p>');
    expect(await reader.readListing(listing, site)).toEqual({
      cards: [{ url: 'https://site.invalid/ad/1', place: null, says: 'x' }],
      linkless: 0,
      next: null,
    });
  });

  it('reads the same without it, where a page is small and its site file plain', async () => {
    const site = siteWith({ place: { selector: '.place' } });
    const inThread = await reader.readAd([adPage], siteWith());
    expect(isEasyPage(adPage, site)).toBe(true);
    expect(isEasyPage(adPage, siteWith())).toBe(false);
    expect(await reader.readAd([adPage], site)).toEqual(inThread);
  });

  it.each([
    ['patterns', { place: { selector: '.place', pattern: '.+' } }, adPage],
    ['selectors that look at all siblings', { place: { selector: 'p ~ i' } }, adPage],
    ['a long page', { place: { selector: '.place' } }, pageOf('x'.repeat(easyLimits.size + 1))],
    ['many tags', { place: { selector: '.place' } }, pageOf('<b>'.repeat(easyLimits.tags + 1))],
  ])('does not trust %s', (_name, change, page) => {
    expect(isEasyPage(page, siteWith(change))).toBe(false);
  });

  it.each([
    ['keeps a pattern busy for ever', endless, endlessPage],
    ['nests as no page does', siteWith(), pageOf('<div>'.repeat(220_000))],
  ])('gives up a page that %s, and reads the next one', async (_name, site, page) => {
    await expect(reader.readAd([page], site)).rejects.toMatchObject({ code: 'PAGE_UNREADABLE' });
    expect(await reader.readAd([adPage], siteWith())).toMatchObject({ kind: 'ad', ad: { siteAdId: '17' } });
  });

  it('gives up a page that takes more memory than it is given, and reads the next one', async () => {
    const poor = openPageReader(region, { oldGenerationMb: 24, youngGenerationMb: 4 });
    onTestFinished(() => poor.close());
    const large = pageOf(adPage.body + '<p>'.repeat(300_000));
    await expect(poor.readAd([large], siteWith())).rejects.toMatchObject({
      code: 'PAGE_UNREADABLE',
      message: expect.stringContaining('memory'),
    });
    expect(await poor.readAd([adPage], siteWith())).toMatchObject({ kind: 'ad', ad: { siteAdId: '17' } });
  });

  it('reads the beginning of a text of megabytes in the memory of a short one', async () => {
    const poor = openPageReader(region, { oldGenerationMb: 32, youngGenerationMb: 4 });
    onTestFinished(() => poor.close());
    const long = pageOf(adPage.body.replace('</p>', `${' in de avond'.repeat(400_000)}</p>`));
    const read = await poor.readAd([long], siteWith());
    // Cut behind a space, which goes.
    expect(read.kind === 'ad' && read.ad.text.length).toBe(adLimits.textChars - 1);
  });

  it('lets the pages behind a hostile one wait, and reads them', async () => {
    const [given, read] = await Promise.allSettled([
      reader.readAd([endlessPage], endless),
      reader.readAd([adPage], siteWith()),
    ]);
    expect([given.status, read.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('tells a mistake in a site file from a hostile page', async () => {
    const site = siteWith({ title: { selector: 'h1[' } });
    await expect(reader.readAd([adPage], site)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it.each([
    ['a select with half a million options', `<select>${'<option>x'.repeat(300_000)}</select>`],
    ['a megabyte of nested inline tags', '<b><i>'.repeat(2_000)],
    ['a megabyte without any tag', 'a '.repeat(500_000)],
    ['a megabyte of unclosed quotes', `<a href="${'<a href='.repeat(100_000)}`],
    ['a megabyte of comments', '<!---->'.repeat(150_000)],
    ['a megabyte of entities', '&amp;&#x41;&nosuch;'.repeat(60_000)],
    ['a comment that never ends', `<!--${'-'.repeat(1_000_000)}`],
    ['a megabyte of tags never closed', '<p>'.repeat(300_000)],
    ['five thousand tables in each other', '<table><tr><td>'.repeat(1_600)],
  ])('%s is read', async (_name, hostile) => {
    // Any answer will do, as long as it is one and the ad in front of it is still there.
    const read = await reader.readAd([pageOf(adPage.body + hostile)], siteWith());
    expect(read).toMatchObject({ kind: 'ad', ad: { siteAdId: '17', age: 27 } });
  });

  it('ends when it is closed, and starts nothing before it is asked', async () => {
    const idle = openPageReader(region);
    await idle.close();
    const other = openPageReader(region);
    onTestFinished(() => other.close());
    const reading = other.readAd([adPage], siteWith());
    await other.close();
    expect(await reading).toMatchObject({ kind: 'ad' });
  });
});
