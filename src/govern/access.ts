import { createHash, randomBytes } from 'node:crypto';
import { VindplaatsError } from '../lib/errors.ts';
import type { Actor } from '../model/actor.ts';
import type { Account, Role } from '../store/accounts.ts';
import type { Store } from '../store/open-store.ts';
import { hashPassword, isPassword, randomPassword } from './passwords.ts';

const sessionHours = 8;
/** After this many wrong passwords in a row an account waits, so that guessing does not pay. */
const freeAttempts = 5;
const waitMs = 60_000;
const nameForm = /^[a-z][a-z0-9.-]{1,40}$/;

/** Accounts of people and their sessions. Wrong names and wrong passwords take the same time and get the same answer. */
export function createAccess({ store, now }: { store: Store; now: () => Date }) {
  const failures = new Map<string, { count: number; lastAtMs: number }>();
  let decoy: Promise<string> | null = null;

  return {
    /** @returns the first password, which is stored nowhere. @throws VindplaatsError `INPUT_INVALID` for a name that is taken or malformed. */
    async addAccount(name: string, role: Role, actor: Actor): Promise<string> {
      if (!nameForm.test(name) || store.accounts.find(name)) {
        throw new VindplaatsError(
          'INPUT_INVALID',
          `"${name}" cannot be an account name: use 2 to 41 lower-case letters, digits, dots or dashes that nobody has yet.`,
        );
      }
      const password = randomPassword();
      const passwordHash = await hashPassword(password);
      store.transaction(() => {
        const at = now().toISOString();
        store.accounts.add({ name, role, passwordHash }, at);
        store.audit.append({
          at,
          actor: actor.name,
          action: 'account.added',
          object: `account:${name}`,
          result: role,
          origin: actor.origin,
        });
      });
      return password;
    },
    async resetPassword(name: string, actor: Actor): Promise<string> {
      if (!store.accounts.find(name))
        throw new VindplaatsError('NOT_FOUND', `There is no account "${name}"; see \`vindplaats account list\`.`);
      const password = randomPassword();
      const passwordHash = await hashPassword(password);
      store.transaction(() => {
        store.accounts.setPassword(name, passwordHash);
        store.audit.append({
          at: now().toISOString(),
          actor: actor.name,
          action: 'account.password-reset',
          object: `account:${name}`,
          result: 'done',
          origin: actor.origin,
        });
      });
      return password;
    },
    /** @returns a session token, or null for a wrong name or password or too many tries. */
    async logIn(
      name: string,
      password: string,
      origin: string,
    ): Promise<{ token: string; maxAgeSeconds: number } | null> {
      const at = now();
      const failed = failures.get(name);
      const mustWait = failed !== undefined && failed.count >= freeAttempts && at.getTime() - failed.lastAtMs < waitMs;
      const account = store.accounts.find(name);
      const isRight = await isPassword(
        password,
        account?.passwordHash ?? (await (decoy ??= hashPassword(randomPassword()))),
      );
      if (!account || account.disabledAt !== null || !isRight || mustWait) {
        if (failures.size > 10_000) failures.clear();
        failures.set(name, { count: (failed?.count ?? 0) + 1, lastAtMs: at.getTime() });
        // A name that does not exist may be a password typed in the wrong field, so it is not logged.
        store.audit.append({
          at: at.toISOString(),
          actor: account?.name ?? 'unknown',
          action: 'session.refused',
          object: 'session',
          result: mustWait ? 'waiting' : 'refused',
          origin,
        });
        return null;
      }
      failures.delete(name);
      const token = randomBytes(32).toString('base64url');
      store.transaction(() => {
        store.accounts.openSession(
          hashOf(token),
          name,
          at.toISOString(),
          new Date(at.getTime() + sessionHours * 3_600_000).toISOString(),
        );
        store.audit.append({
          at: at.toISOString(),
          actor: name,
          action: 'session.opened',
          object: 'session',
          result: 'done',
          origin,
        });
      });
      return { token, maxAgeSeconds: sessionHours * 3600 };
    },
    whoIs(token: string): Account | null {
      return store.accounts.bySession(hashOf(token), now().toISOString());
    },
    logOut(token: string): void {
      store.accounts.closeSession(hashOf(token));
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
