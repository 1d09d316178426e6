import { VindplaatsError } from '../lib/errors.ts';
import type { LegalBasis, Purpose } from '../model/region.ts';
import type { Gate } from '../stage.ts';

/** Guard-rail G1: the only way past is a ground in `config/legal-basis.yaml` that is valid today. */
export function createLegalGate(legalBasis: LegalBasis, today: () => string): Gate {
  function find(source: string, purpose: Purpose, municipality: string | null) {
    const day = today();
    return legalBasis.grounds.find(
      (ground) =>
        ground.sources.includes(source) &&
        ground.purposes.includes(purpose) &&
        (municipality === null || ground.municipalities.includes(municipality)) &&
        ground.validFrom <= day &&
        day < ground.validTo,
    );
  }
  return {
    permits: (source, purpose, municipality) => find(source, purpose, municipality) !== undefined,
    require(source, purpose, municipality) {
      const ground = find(source, purpose, municipality);
      if (ground) return `${ground.id}: ${ground.basis} (${ground.reference})`;
      const where = municipality === null ? '' : ` in ${municipality}`;
      throw new VindplaatsError(
        'LEGAL_BASIS_MISSING',
        `No legal basis for "${purpose}" on source "${source}"${where} is valid on ${today()}; add one to legal-basis.yaml in the configuration folder, or leave the source out.`,
        { details: { source, purpose, municipality } },
      );
    },
  };
}
