import type { Seal } from '../lib/seal.ts';
import type { EvidencePage, PageBody } from '../model/evidence-page.ts';
import type { Page } from '../model/page.ts';

/** The pages of one ad together may take this much room, packed; what goes beyond is kept as a hash only. A job has to carry them. */
const bodiesMaxBytes = 4 * 1024 * 1024;

/** The pages of an ad as evidence. Each body is sealed here, so that it is never readable outside a process that has the key. */
export function evidencePages(pages: readonly Page[], seal: Seal): { pages: EvidencePage[]; bodies: PageBody[] } {
  const bodies: PageBody[] = [];
  let roomBytes = bodiesMaxBytes;
  const described = pages.map((page): EvidencePage => {
    const sealed = seal.closeBytes(page.bytes);
    const fits = sealed.length <= roomBytes;
    if (fits) {
      roomBytes -= sealed.length;
      bodies.push({ sha256: page.bodySha256, sealed: sealed.toString('base64') });
    }
    return {
      url: page.url,
      finalUrl: page.finalUrl,
      status: page.status,
      fetchedAt: page.fetchedAt,
      headers: { ...page.headers },
      lane: page.lane,
      sha256: page.bodySha256,
      sizeBytes: page.bytes.length,
      body: fits ? 'kept' : 'too-large',
    };
  });
  return { pages: described, bodies };
}
