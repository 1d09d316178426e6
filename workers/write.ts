// Takes in what crawlers send, links and screens it: the one process that writes a data folder.
import { runWorker } from '../src/commands/run-worker.ts';

await runWorker((app) => app.openDesk().write());
