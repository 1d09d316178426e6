import { VindplaatsError } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import type { Actor } from '../model/actor.ts';
import type { Municipality, Region } from '../model/region.ts';
import { isValidOn } from '../model/scalars.ts';
import type { Gate } from '../stage.ts';
import type { HandoverRecord } from '../store/handovers.ts';
import type { Store } from '../store/open-store.ts';
import { toCsv } from './formats/csv.ts';
import { toManifest } from './formats/manifest.ts';
import { toXlsx } from './formats/xlsx.ts';
import { readHandoverItem } from './handover-item.ts';
import type { HandoverItem } from './handover-item.ts';
import { createListFolder, manifestName } from './list-folder.ts';
import { amsterdamDay } from '../lib/amsterdam-day.ts';
import { codesOf, receiverOn } from './receivers.ts';
import type { ListFile, RiskList } from './risk-list.ts';

type HandoverFormat = 'xlsx' | 'csv' | 'manifest';
type HandoverFile = { fileName: string; contentType: string; bytes: Uint8Array };

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  manifest: 'application/json',
} as const satisfies Record<HandoverFormat, string>;

/** Hands ads that a person confirmed to their municipality. Nothing calls `release` but a person's own act (guard-rail G3). */
export function createHandoverDesk(parts: {
  store: Store;
  gate: Gate;
  region: Region;
  dataDir: string;
  now: () => Date;
}) {
  const { store, gate, region, now } = parts;
  const folder = createListFolder(parts.dataDir);

  return {
    /** Municipalities of today with their number of confirmed ads that nobody was handed yet, in the order of the region file. */
    waiting(): { code: string; name: string; ads: number }[] {
      const day = amsterdamDay(now());
      const counts = new Map(store.handovers.countConfirmed().map(({ municipality, ads }) => [municipality, ads]));
      return region.municipalities
        .filter((municipality) => isValidOn(municipality, day))
        .map((receiver) => ({
          code: receiver.code,
          name: receiver.name,
          ads: codesOf(region, receiver, day).reduce((sum, code) => sum + (counts.get(code) ?? 0), 0),
        }));
    },
    /** What `release` would hand over now. @throws VindplaatsError `INPUT_INVALID` for a municipality that is none of the region's today. */
    preview(municipality: string): HandoverItem[] {
      return itemsFor(receiverToday(municipality));
    },
    /**
     * Hands over all confirmed ads of a municipality: writes the files, and records list, items, events and audit line in one transaction.
     * @throws VindplaatsError `INPUT_INVALID` (municipality), `NOT_FOUND` (nothing confirmed), `LEGAL_BASIS_MISSING`,
     * `DECISION_NOT_ALLOWED` (someone decided or released meanwhile), `DATA_UNWRITABLE`; nothing is handed over then.
     */
    async release(municipality: string, actor: Actor): Promise<HandoverRecord> {
      const to = receiverToday(municipality);
      const items = itemsFor(to);
      if (items.length === 0) {
        throw new VindplaatsError(
          'NOT_FOUND',
          `Er zijn geen bevestigde advertenties om over te dragen aan ${to.name}; bevestig er eerst een bij Beoordelen.`,
        );
      }
      const at = now();
      const list: RiskList = {
        number: store.handovers.nextNumber(Number(amsterdamDay(at).slice(0, 4))),
        municipality: { code: to.code, name: to.name },
        madeAt: at.toISOString(),
        actor: actor.name,
        basis: basisOf(items, to, actor),
        items,
      };
      const files: ListFile[] = [
        { name: fileNameOf(list.number, 'xlsx'), bytes: await toXlsx(list) },
        { name: fileNameOf(list.number, 'csv'), bytes: toCsv(items) },
      ];
      return keep(list, to, files, actor);
    },
    /** Newest first. */
    list(): HandoverRecord[] {
      return store.handovers.list();
    },
    /** A file of a released list, checked against its hash. @throws VindplaatsError `NOT_FOUND` when it is not there or was changed. */
    async file(number: string, format: HandoverFormat): Promise<HandoverFile> {
      const record = found(number);
      const fileName = fileNameOf(record.number, format);
      const bytes = folder.read(record.number, record.manifestSha256, fileName);
      return { fileName, contentType: contentTypes[format], bytes };
    },
  };

  function receiverToday(code: string): Municipality {
    const day = amsterdamDay(now());
    const municipality = receiverOn(region, code, day);
    if (municipality) return municipality;
    throw new VindplaatsError(
      'INPUT_INVALID',
      `"${code}" is op ${day} geen gemeente van ${region.name}; kies een gemeente uit de lijst.`,
    );
  }

  function confirmationsFor(to: Municipality) {
    return codesOf(region, to, amsterdamDay(now())).flatMap((code) => store.handovers.confirmations(code));
  }

  function itemsFor(to: Municipality): HandoverItem[] {
    return confirmationsFor(to).map((confirmation, index) => readHandoverItem(store, region, confirmation, index + 1));
  }

  /** Asks for a legal basis of every source on the list; a refusal is logged and ends the release (guard-rail G1). */
  function basisOf(items: readonly HandoverItem[], to: Municipality, actor: Actor): string[] {
    const sources = [...new Set(items.map((item) => item.site))].toSorted();
    try {
      return [...new Set(sources.map((source) => gate.require(source, 'handover', to.code)))];
    } catch (error) {
      const code = error instanceof VindplaatsError ? error.code : 'UNEXPECTED';
      audit('handover.refused', `municipality:${to.code}`, code, actor, now().toISOString());
      throw error;
    }
  }

  function keep(list: RiskList, to: Municipality, files: readonly ListFile[], actor: Actor): HandoverRecord {
    const manifest = toManifest(list, files);
    let isWritten = false;
    try {
      return store.transaction(() => {
        // Other people and processes may have gone on while the files were made; the write lock is held from here.
        const stillConfirmed = confirmationsFor(to).map(({ decisionEventId }) => decisionEventId);
        const isSame = stillConfirmed.join() === list.items.map(({ decisionEventId }) => decisionEventId).join();
        if (!isSame || store.handovers.find(list.number)) {
          throw new VindplaatsError(
            'DECISION_NOT_ALLOWED',
            `De lijst voor ${to.name} is intussen veranderd; bekijk haar opnieuw voordat je vrijgeeft. Er is niets overgedragen.`,
          );
        }
        folder.write(list.number, [...files, { name: manifestName(list.number), bytes: manifest }]);
        isWritten = true;
        recordRelease(list, sha256Hex(manifest), actor);
        return found(list.number);
      });
    } catch (error) {
      if (isWritten) folder.remove(list.number);
      throw error;
    }
  }

  function recordRelease(list: RiskList, manifestSha256: string, actor: Actor): void {
    const { number, municipality, madeAt, items } = list;
    store.handovers.add(
      {
        number,
        municipality: municipality.code,
        madeAt,
        actor: actor.name,
        basis: list.basis.join('\n'),
        manifestSha256,
      },
      items,
    );
    for (const { adId } of items) {
      store.reviews.add(
        { kind: 'handed-over', adId, handoverNumber: number, actor: actor.name, at: madeAt },
        'handed-over',
      );
    }
    audit('handover.released', `handover:${number}`, `${municipality.code}:${items.length}`, actor, madeAt);
  }

  function found(number: string): HandoverRecord {
    const handover = store.handovers.find(number);
    if (handover) return handover;
    throw new VindplaatsError('NOT_FOUND', `Risicolijst ${number} bestaat niet; kies er een uit het overzicht.`);
  }

  function audit(action: string, object: string, result: string, actor: Actor, at: string): void {
    store.audit.append({ at, actor: actor.name, action, object, result, origin: actor.origin });
  }
}

function fileNameOf(number: string, format: HandoverFormat): string {
  return format === 'manifest' ? manifestName(number) : `${number}.${format}`;
}
