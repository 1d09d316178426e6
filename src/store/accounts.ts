import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export const roleSchema = z.enum(['ketenregisseur', 'beheerder', 'auditor']);
export type Role = z.infer<typeof roleSchema>;

export type Account = { name: string; role: Role; passwordHash: string; disabledAt: string | null };

type Row = { name: string; role: string; password_hash: string; disabled_at: string | null };

/** Accounts of people, one a person (BIO2: no group accounts), and their sessions by hash of the token. */
export function createAccountRecords(db: Database) {
  const insert = db.prepare('insert into account (name, role, password_hash, created_at) values (?, ?, ?, ?)');
  const byName = db.prepare<[string], Row>('select * from account where name = ?');
  const setPassword = db.prepare('update account set password_hash = ? where name = ?');
  const count = db.prepare<[], { n: number }>('select count(*) n from account');
  const list = db.prepare<[], Row>('select * from account order by name');
  const addSession = db.prepare(
    'insert into session (token_hash, account, created_at, expires_at) values (?, ?, ?, ?)',
  );
  const bySession = db.prepare<[string, string], Row>(
    'select account.* from session join account on account.name = session.account where token_hash = ? and expires_at > ? and disabled_at is null',
  );
  const endSession = db.prepare('delete from session where token_hash = ?');
  const endSessionsOf = db.prepare('delete from session where account = ?');
  const endExpired = db.prepare('delete from session where expires_at <= ?');

  return {
    add(account: { name: string; role: Role; passwordHash: string }, at: string): void {
      insert.run(account.name, account.role, account.passwordHash, at);
    },
    find(name: string): Account | null {
      const row = byName.get(name);
      return row ? toAccount(row) : null;
    },
    list(): Account[] {
      return list.all().map(toAccount);
    },
    count(): number {
      return count.get()?.n ?? 0;
    },
    /** A new password ends every session that the old one opened. Call inside a transaction. */
    setPassword(name: string, passwordHash: string): void {
      setPassword.run(passwordHash, name);
      endSessionsOf.run(name);
    },
    openSession(tokenHash: string, account: string, at: string, expiresAt: string): void {
      endExpired.run(at);
      addSession.run(tokenHash, account, at, expiresAt);
    },
    bySession(tokenHash: string, at: string): Account | null {
      const row = bySession.get(tokenHash, at);
      return row ? toAccount(row) : null;
    },
    closeSession(tokenHash: string): void {
      endSession.run(tokenHash);
    },
  };
}

function toAccount(row: Row): Account {
  return {
    name: row.name,
    role: roleSchema.parse(row.role),
    passwordHash: row.password_hash,
    disabledAt: row.disabled_at,
  };
}
