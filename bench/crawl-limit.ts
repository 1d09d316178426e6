/** The raw limit: undici fetches and htmlparser2 builds a tree. Nothing is chosen, read, checked or stored. */
import { parseDocument } from 'htmlparser2';
import { request } from 'undici';
import { crawlArguments, measure, readArguments } from './crawl-arguments.ts';

const { origin, ads, atOnce } = readArguments(crawlArguments);

await measure(async () => {
  let next = 1;
  async function lane(): Promise<void> {
    while (next <= ads) {
      const ad = next;
      next += 1;
      const { body } = await request(`${origin}/ad/${ad}`);
      if (parseDocument(await body.text()).children.length === 0) throw new Error(`ad ${ad} is empty`);
    }
  }
  await Promise.all(Array.from({ length: atOnce === 'as-shipped' ? 1 : atOnce }, lane));
  return ads;
});
