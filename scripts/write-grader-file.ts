// Writes what is stored of one site as JSON Lines, one ad a line, to lay beside a ground truth:
//   npx tsx scripts/write-grader-file.ts --data DIR --site gooise-advertenties --out OUT.jsonl
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openStore } from '../src/store/open-store.ts';

const { values } = parseArgs({
  options: { data: { type: 'string', default: 'data' }, site: { type: 'string' }, out: { type: 'string' } },
});
if (values.site === undefined || values.out === undefined) {
  console.error('Say which site and which file: --site SITE --out OUT.jsonl');
  process.exit(2);
}
const store = openStore(values.data);
const lines = store.ads.idsOfSite(values.site).flatMap((id) => {
  const record = store.ads.find(id);
  const ad = record && record.goneAt === null ? store.ads.content(id, record.version) : null;
  if (!ad) return [];
  const { url, title, text, age, place } = ad;
  const phones = [...new Set(ad.phones.map((phone) => phone.e164))];
  return [
    JSON.stringify({
      url,
      title,
      text,
      phones,
      age,
      price: ad.priceCents === null ? null : ad.priceCents / 100,
      place,
    }),
  ];
});
store.close();
writeFileSync(values.out, `${lines.join('\n')}\n`);
console.log(`${lines.length} ads of ${values.site} written to ${values.out}`);
