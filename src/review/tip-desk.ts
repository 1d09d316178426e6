import { amsterdamDay } from '../lib/amsterdam-day.ts';
import { VindplaatsError } from '../lib/errors.ts';
import type { KeyedHash } from '../lib/hash.ts';
import type { Actor } from '../model/actor.ts';
import type { NewTip } from '../model/tip.ts';
import { adsJobs } from '../queue/ads-jobs.ts';
import type { Queue } from '../queue/queue.ts';
import type { Gate } from '../stage.ts';
import type { Store } from '../store/open-store.ts';
import type { TipRecord, TipSubject } from '../store/tips.ts';

/** How ads name the same things; handed in, because stages do not know each other. Null: there is none in the text. */
export type TipReading = {
  /** @returns E.164. */
  phone(text: string): string | null;
  email(text: string): string | null;
  /** @returns the keyed hash under which the address of an ad is remembered; null for a site that is no source. */
  addressHash(url: string): string | null;
};

const listedMax = 200;

/** Tips from outside, entered by a person (IND-25): kept as keyed hashes, matched with what is stored and what is still to come. */
export function createTipDesk(deps: {
  store: Store;
  queue: Pick<Queue, 'enqueue'>;
  gate: Gate;
  hash: KeyedHash;
  read: TipReading;
  now: () => Date;
}) {
  const { store, queue, gate, hash, read, now } = deps;
  return {
    /**
     * Keeps a tip, and has the ads it is about screened again.
     * @throws VindplaatsError `INPUT_INVALID`, `LEGAL_BASIS_MISSING`; nothing is stored then.
     */
    async add(tip: NewTip, actor: Actor): Promise<{ id: number; ads: number[] }> {
      const at = now().toISOString();
      requireGround(actor, at);
      if (tip.receivedOn > amsterdamDay(at))
        throw refused(`De dag ${tip.receivedOn} ligt in de toekomst; vul de dag in waarop de tip binnenkwam.`);
      const about = subjectsOf(tip.about);
      const added = store.transaction(() => {
        const { source, receivedOn, note } = tip;
        const id = store.tips.add({ source, receivedOn, note, actor: actor.name, enteredAt: at }, about);
        audit('tip.added', `tip:${id}`, source, actor, at);
        return { id, ads: store.tips.adsOf(id) };
      });
      await screenAgain(added.ads, `tip ${added.id}`);
      return added;
    },
    /** Takes a tip back; it stays in the list, and no longer counts. @throws VindplaatsError `NOT_FOUND`. */
    async undo(id: number, actor: Actor): Promise<{ ads: number[] }> {
      const at = now().toISOString();
      const ads = store.transaction(() => {
        if (!store.tips.undo(id, actor.name, at))
          throw new VindplaatsError('NOT_FOUND', `Tip ${id} is er niet of is al ingetrokken.`);
        audit('tip.undone', `tip:${id}`, 'undone', actor, at);
        return store.tips.adsOf(id);
      });
      await screenAgain(ads, `tip ${id} undone`);
      return { ads };
    },
    /** Newest first, each with the ads it is about. */
    list(): (TipRecord & { ads: number[] })[] {
      return store.tips.list(listedMax).map((tip) => ({ ...tip, ads: store.tips.adsOf(tip.id) }));
    },
  };

  /** A tip is brought into screening by a person, so it needs the ground that screening by hand needs. */
  function requireGround(actor: Actor, at: string): void {
    try {
      gate.require('manual', 'screen', null);
    } catch (error) {
      audit('tip.refused', 'tip:new', error instanceof VindplaatsError ? error.code : 'UNEXPECTED', actor, at);
      throw error;
    }
  }

  function subjectsOf(about: NewTip['about']): TipSubject[] {
    const { phone = '', email = '', url = '', ad = '' } = about;
    if (phone + email + url + ad === '')
      throw refused('Vul ten minste één in: telefoonnummer, e-mailadres, webadres of advertentienummer.');
    return [
      ...(phone === '' ? [] : [{ kind: 'phone' as const, hash: hash('phone', phoneIn(phone)) }]),
      ...(email === '' ? [] : [{ kind: 'email' as const, hash: hash('email', emailIn(email)) }]),
      ...(url === '' ? [] : [{ kind: 'url' as const, hash: addressIn(url) }]),
      ...(ad === '' ? [] : [{ kind: 'ad' as const, hash: adIn(ad) }]),
    ];
  }

  function phoneIn(text: string): string {
    const found = read.phone(text);
    if (found !== null) return found;
    throw refused('Dit is geen telefoonnummer; schrijf het met alle cijfers, bijvoorbeeld 06-00001234.');
  }

  function emailIn(text: string): string {
    const found = read.email(text);
    if (found !== null) return found;
    throw refused('Dit is geen e-mailadres; schrijf het als naam@voorbeeld.nl.');
  }

  function addressIn(text: string): string {
    const found = read.addressHash(text);
    if (found !== null) return found;
    throw refused(
      'Dit webadres hoort bij geen van de bronnen; neem het over uit de balk van de browser, of vul iets anders in.',
    );
  }

  function adIn(text: string): string {
    if (/^[1-9]\d{0,14}$/.test(text) && store.ads.find(Number(text))) return text;
    throw refused('Er is geen advertentie met dit nummer; het nummer staat boven de advertentie.');
  }

  async function screenAgain(ads: readonly number[], why: string): Promise<void> {
    await queue.enqueue(adsJobs('screen', ads, why));
  }

  function audit(action: string, object: string, result: string, actor: Actor, at: string): void {
    store.audit.append({ at, actor: actor.name, action, object, result, origin: actor.origin });
  }
}

function refused(message: string): VindplaatsError {
  return new VindplaatsError('INPUT_INVALID', message);
}
