// Visits pages for a Vindplaats elsewhere: needs a network, REDIS_URL and VINDPLAATS_KEY, no store. Start as many as wanted.
import { runWorker } from '../src/commands/run-worker.ts';

await runWorker((app) => app.crawlPages(app.config.sites));
