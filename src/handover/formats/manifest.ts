import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../../lib/hash.ts';
import { cbsCode, isoInstant } from '../../model/scalars.ts';
import type { ListFile, RiskList } from '../risk-list.ts';
import { classification, notices, purpose } from '../wording.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  format: z.literal('vindplaats-handover/1'),
  number: z.string(),
  municipality: z.strictObject({ code: cbsCode, name: z.string() }),
  madeAt: isoInstant,
  actor: z.string(),
  classification: z.string(),
  notices: z.array(z.string()),
  purpose: z.string(),
  basis: z.array(z.string()),
  items: z.array(
    z.strictObject({
      number: z.number().int(),
      adId: z.number().int(),
      adVersion: z.number().int(),
      decisionEventId: z.number().int(),
      contentHash: z.string(),
    }),
  ),
  files: z.array(z.strictObject({ name: z.string(), sizeBytes: z.number().int(), sha256 })),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * What was handed over, to whom, on which ground, and by which hashes to know it again; no text of an ad.
 * @returns canonical JSON (sorted keys, one line): the same list gives the same bytes.
 */
export function toManifest(list: RiskList, files: readonly ListFile[]): Uint8Array {
  const manifest = {
    format: 'vindplaats-handover/1',
    number: list.number,
    municipality: list.municipality,
    madeAt: list.madeAt,
    actor: list.actor,
    classification: classification(list.municipality.name),
    notices: [notices.care, notices.signal, notices.compliance],
    purpose,
    basis: [...list.basis],
    items: list.items.map(({ number, adId, adVersion, decisionEventId, contentHash }) => ({
      number,
      adId,
      adVersion,
      decisionEventId,
      contentHash,
    })),
    files: files
      .map(({ name, bytes }) => ({ name, sizeBytes: bytes.byteLength, sha256: sha256Hex(bytes) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  } satisfies Manifest;
  return Buffer.from(`${canonicalJson(manifest)}\n`, 'utf8');
}

/** @throws SyntaxError or ZodError when the bytes are not a manifest. */
export function parseManifest(bytes: Uint8Array): Manifest {
  return manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
