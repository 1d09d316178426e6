// One crawl of the benchmark's site by Crawlee's CheerioCrawler, as its documentation shows it: links are queued, fields pushed
// to a dataset. Session pool and autoscaling, which cost CPU and are of no use here, are off: in Crawlee's favour.
// Plain JavaScript in place, because Crawlee stands in bench/node_modules and not in the product's.
import { CheerioCrawler, Configuration, log } from '@crawlee/cheerio';

const { origin, dataDir, atOnce, ads, storage, fields } = JSON.parse(process.argv[2] ?? '{}');
log.setLevel(log.LEVELS.ERROR);
const configuration = new Configuration({
  persistStorage: storage === 'disk',
  storageClientOptions: { localDataDirectory: dataDir },
  purgeOnStart: true,
});
let pages = 0;
let stored = 0;
const crawler = new CheerioCrawler(
  {
    minConcurrency: atOnce,
    maxConcurrency: atOnce,
    useSessionPool: false,
    maxRequestRetries: 0,
    async requestHandler({ request, $, enqueueLinks, pushData }) {
      pages += 1;
      if (request.label !== 'ad') {
        await enqueueLinks({ selector: 'table.lijst tr.rij td.kop a', label: 'ad' });
        await enqueueLinks({ selector: 'p.bladeren a.volgende', label: 'listing' });
        return;
      }
      const ad = { url: request.loadedUrl };
      for (const [field, { selector, attr }] of Object.entries(fields)) {
        const found = $(selector);
        ad[field] = attr === undefined ? found.text().trim() : found.toArray().map((each) => $(each).attr(attr));
      }
      if (ad.text === '') throw new Error(`no text at ${request.url}`);
      stored += 1;
      await pushData(ad);
    },
  },
  configuration,
);

const startedAt = performance.now();
const before = process.cpuUsage();
await crawler.run([`${origin}/lijst/1`]);
const { user, system } = process.cpuUsage(before);
if (stored !== ads) throw new Error(`${stored} of ${ads} ads`);
const measured = {
  pages,
  cpuMs: (user + system) / 1000,
  wallMs: performance.now() - startedAt,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
process.exit(0);
