import type { Seal } from '../lib/seal.ts';
import type { EvidencePage } from '../model/evidence-page.ts';
import type { Page } from '../model/page.ts';

/** The pages of one ad together may take this much room, deflated; what goes beyond is kept as a hash only. A job has to carry them. */
const bodiesMaxBytes = 4 * 1024 * 1024;

/** The pages of an ad as evidence. Each body is sealed here, so that it is never readable outside a process that has the key. */
export function evidencePages(pages: readonly Page[], seal: Seal): EvidencePage[] {
  let roomBytes = bodiesMaxBytes;
  return pages.map((page) => {
    const sealed = seal.closeBytes(page.bytes);
    const fits = sealed.length <= roomBytes;
    if (fits) roomBytes -= sealed.length;
    return {
      url: page.url,
      finalUrl: page.finalUrl,
      status: page.status,
      fetchedAt: page.fetchedAt,
      headers: { ...page.headers },
      lane: page.lane,
      sha256: page.bodySha256,
      sizeBytes: page.bytes.length,
      sealedBody: fits ? sealed.toString('base64') : null,
    };
  });
}
