// Serves the review pages from a data folder.
import { runWorker } from '../src/commands/run-worker.ts';

await runWorker((app) => app.openDesk().serve());
