import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VindplaatsError, messageOf } from '../lib/errors.ts';
import { sha256Hex } from '../lib/hash.ts';
import { parseManifest } from './formats/manifest.ts';
import type { ListFile } from './risk-list.ts';

/** `<data folder>/handover/<number>/`: the files of released lists, readable by this account alone. */
export function createListFolder(dataDir: string) {
  const root = join(dataDir, 'handover');

  return {
    /**
     * Puts the files of a list in place, all or none. Synchronous, to be called inside the transaction that records the
     * list, after it has seen that the number is free.
     * @throws VindplaatsError `DATA_UNWRITABLE`.
     */
    write(number: string, files: readonly ListFile[]): void {
      const whole = join(root, number);
      const partial = join(root, `.${number}`);
      try {
        // A crash between writing and recording leaves the folder of a number that nobody got.
        for (const folder of [partial, whole]) rmSync(folder, { recursive: true, force: true });
        mkdirSync(partial, { recursive: true, mode: 0o700 });
        for (const { name, bytes } of files) {
          writeFileSync(join(partial, name), bytes, { mode: 0o600, flag: 'wx', flush: true });
        }
        renameSync(partial, whole);
      } catch (error) {
        if (existsSync(partial)) rmSync(partial, { recursive: true });
        throw new VindplaatsError(
          'DATA_UNWRITABLE',
          `Risicolijst ${number} kan niet worden geschreven in ${root} (${messageOf(error)}); er is niets overgedragen. Maak die map beschrijfbaar en probeer het opnieuw.`,
          { cause: error },
        );
      }
    },
    remove(number: string): void {
      rmSync(join(root, number), { recursive: true, force: true });
    },
    /**
     * Reads a file of a released list and checks it against the hashes that were recorded with it.
     * @throws VindplaatsError `NOT_FOUND` when it is gone or was changed since.
     */
    read(number: string, manifestSha256: string, name: string): Uint8Array {
      const manifestFile = manifestName(number);
      const manifestBytes = readWhole(number, manifestFile);
      check(number, manifestFile, manifestBytes, manifestSha256);
      if (name === manifestFile) return manifestBytes;
      const bytes = readWhole(number, name);
      check(number, name, bytes, parseManifest(manifestBytes).files.find((file) => file.name === name)?.sha256);
      return bytes;
    },
  };

  function readWhole(number: string, name: string): Uint8Array {
    try {
      return readFileSync(join(root, number, name));
    } catch (error) {
      throw new VindplaatsError(
        'NOT_FOUND',
        `Bestand ${name} van risicolijst ${number} kan niet worden gelezen (${messageOf(error)}); zet het terug uit de reservekopie.`,
        { cause: error },
      );
    }
  }
}

export function manifestName(number: string): string {
  return `${number}-manifest.json`;
}

function check(number: string, name: string, bytes: Uint8Array, expected: string | undefined): void {
  if (sha256Hex(bytes) === expected) return;
  throw new VindplaatsError(
    'NOT_FOUND',
    `Bestand ${name} van risicolijst ${number} is niet meer wat er is vrijgegeven en wordt niet getoond; zet het terug uit de reservekopie.`,
  );
}
