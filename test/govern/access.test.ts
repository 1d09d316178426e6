import { expect, it, onTestFinished } from 'vitest';
import { createAccess } from '../../src/govern/access.ts';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const operator = { name: 'command-line', origin: 'local' };

function openAccess() {
  const store = openStore(temporaryDir());
  onTestFinished(() => store.close());
  let nowMs = Date.parse('2026-01-05T09:00:00.000Z');
  const access = createAccess({ store, now: () => new Date(nowMs) });
  return { store, access, pass: (ms: number) => (nowMs += ms) };
}

it('lets a person in with the password, for eight hours', async () => {
  const { access, pass } = openAccess();
  const password = await access.addAccount('anna', 'ketenregisseur', operator);
  const session = await access.logIn('anna', password, '127.0.0.1');
  expect(access.whoIs(session!.token)).toMatchObject({ name: 'anna', role: 'ketenregisseur' });
  pass(8 * 3_600_000 + 1);
  expect(access.whoIs(session!.token)).toBeNull();
});

it('stores neither password nor token', async () => {
  const { store, access } = openAccess();
  const password = await access.addAccount('anna', 'ketenregisseur', operator);
  const session = await access.logIn('anna', password, '127.0.0.1');
  const stored = JSON.stringify([store.accounts.list(), store.audit.list()]);
  expect(stored).not.toContain(password);
  expect(stored).not.toContain(session!.token);
});

it('refuses wrong names and passwords alike, and makes guessing wait', async () => {
  const { store, access, pass } = openAccess();
  const password = await access.addAccount('anna', 'ketenregisseur', operator);
  expect(await access.logIn('nobody', password, '127.0.0.1')).toBeNull();
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await access.logIn('anna', 'wrong', '127.0.0.1')).toBeNull();
  expect(await access.logIn('anna', password, '127.0.0.1')).toBeNull();
  pass(61_000);
  expect(await access.logIn('anna', password, '127.0.0.1')).not.toBeNull();
  expect(store.audit.list().filter((line) => line.action === 'session.refused')).toHaveLength(7);
});

it('ends open sessions with a new password', async () => {
  const { access } = openAccess();
  const session = await access.logIn('anna', await access.addAccount('anna', 'beheerder', operator), '127.0.0.1');
  await access.resetPassword('anna', operator);
  expect(access.whoIs(session!.token)).toBeNull();
});

it.each(['Anna', 'a', 'anna!', ''])('refuses the account name "%s"', async (name) => {
  await expect(openAccess().access.addAccount(name, 'auditor', operator)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});
