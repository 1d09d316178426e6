// Takes pictures of the pages of a running Vindplaats, at the two sizes we look at, for the README and for whoever changes a page:
//   npx tsx scripts/take-pictures.ts --url http://127.0.0.1:8080 --account ketenregisseur --password ... --out DIR
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    account: { type: 'string', default: 'ketenregisseur' },
    password: { type: 'string' },
    out: { type: 'string', default: 'pictures' },
  },
});
if (values.password === undefined) {
  console.error('Say the password of the account: --password ...');
  process.exit(2);
}
const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
});
mkdirSync(values.out, { recursive: true });
for (const viewport of sizes) {
  const page = await browser.newPage({ viewport, locale: 'nl-NL' });
  const take = (name: string, fullPage = false) =>
    page.screenshot({ path: join(values.out, `${name}-${viewport.width}.png`), fullPage });
  await page.goto(values.url);
  await take('inloggen');
  await page.fill('input[name=naam], input[name=name]', values.account);
  await page.fill('input[type=password]', values.password);
  await page.click('main button[type=submit], form button');
  await take('beoordelen');
  await page.click('main a[href^="/advertentie/"]');
  await take('advertentie');
  await take('advertentie-geheel', true);
  await page.goto(new URL('/beoordelen', values.url).href);
  const group = page.locator('main a[href^="/groep/"]').first();
  if ((await group.count()) > 0) {
    await group.click();
    await take('groep');
    // As text: the types of this project know no document.
    await page.evaluate("document.querySelectorAll('main details').forEach((one) => one.setAttribute('open', ''))");
    await take('groep-geheel', true);
  }
  for (const name of ['risicolijsten', 'rapportage', 'regels', 'bronnen', 'zelf-toevoegen']) {
    await page.goto(new URL(`/${name}`, values.url).href);
    await take(name, name === 'rapportage');
  }
  await page.close();
}
await browser.close();
console.log(`Pictures are in ${values.out}`);
