import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseManifest } from '../../src/handover/formats/manifest.ts';
import { actor, confirmed, openSeededDesk } from './seeded-desk.ts';

let seeded: ReturnType<typeof openSeededDesk>;
beforeEach(() => {
  seeded = openSeededDesk();
});
afterEach(() => {
  seeded.close();
});

describe('what is handed over', () => {
  it('holds only ads with a standing confirmation, of that municipality', async () => {
    const { desk, addAd, decide, undo } = seeded;
    addAd();
    const dismissed = addAd();
    decide(dismissed, { verdict: 'dismissed', reason: 'independent', note: '' });
    const undone = addAd();
    undo(undone.adId, decide(undone));
    decide(addAd({ municipality: 'GM0406' }));
    const wanted = addAd();
    const decisionEventId = decide(wanted);

    expect(desk.waiting()).toEqual([
      { code: 'GM0402', name: 'Hilversum', ads: 1 },
      { code: 'GM0406', name: 'Huizen', ads: 1 },
      { code: 'GM1696', name: 'Wijdemeren', ads: 0 },
    ]);
    const record = await desk.release('GM0402', actor);
    const manifest = parseManifest((await desk.file(record.number, 'manifest')).bytes);
    expect(manifest.items.map((item) => [item.adId, item.decisionEventId])).toEqual([[wanted.adId, decisionEventId]]);
  });

  it('leaves out an ad whose state says confirmed while its last decision was taken back', () => {
    const { desk, store, addAd, decide, clock } = seeded;
    const ad = addAd();
    const event = { adId: ad.adId, undoes: decide(ad), actor: 'anna', at: clock.now.toISOString() };
    store.reviews.add({ kind: 'undone', ...event }, 'confirmed');
    expect(store.reviews.standing(ad.adId)?.state).toBe('confirmed');
    expect(desk.preview('GM0402')).toEqual([]);
  });

  it('is the version and the level that the person saw, and says that there is a newer text', () => {
    const { desk, addAd, decide } = seeded;
    decide(addAd({ siteAdId: 'x', text: 'Eerste tekst' }, { level: 'hoog' }));
    addAd({ siteAdId: 'x', text: 'Tweede, andere tekst' }, { level: 'laag' });
    expect(desk.preview('GM0402')).toMatchObject([{ text: 'Eerste tekst', level: 'hoog', isChangedSince: true }]);
  });

  it('stays with the municipality it was decided for when the ad names another place since', () => {
    const { desk, addAd, decide } = seeded;
    decide(addAd({ siteAdId: 'x', text: 'Eerste tekst' }));
    addAd({ siteAdId: 'x', text: 'Tweede, andere tekst', municipality: 'GM0406' });
    expect(desk.preview('GM0402')).toHaveLength(1);
    expect(desk.preview('GM0406')).toHaveLength(0);
  });

  it('goes to the successor once a municipality has gone up in it', async () => {
    const { desk, addAd, decide, clock } = seeded;
    decide(addAd({ municipality: 'GM1696' }));
    clock.now = new Date('2026-12-31T22:59:59.000Z');
    expect(desk.preview('GM1696')).toHaveLength(1);
    expect(desk.preview('GM0402')).toHaveLength(0);
    // One second later it is 2027 in the Netherlands.
    clock.now = new Date('2026-12-31T23:00:00.000Z');
    expect(() => desk.preview('GM1696')).toThrow(/GM1696/u);
    await expect(desk.release('GM1696', actor)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const record = await desk.release('GM0402', actor);
    expect(record).toMatchObject({ number: 'RL-2027-001', municipality: 'GM0402', items: 1 });
  });

  it('never holds the note that a reviewer typed', async () => {
    const { desk, addAd, decide } = seeded;
    decide(addAd(), { verdict: 'confirmed', reason: 'other', note: 'geheime-notitie over een buurvrouw' });
    const { number } = await desk.release('GM0402', actor);
    expect(JSON.stringify(desk.preview('GM0402'))).not.toContain('geheime-notitie');
    const csv = Buffer.from((await desk.file(number, 'csv')).bytes).toString();
    expect(csv).toContain('Anders (uitleg bij de ketenregisseur)');
    expect(csv).not.toContain('geheime-notitie');
  });
});

describe('a release', () => {
  it('records list, items, events and one audit line, and leaves nothing to hand over', async () => {
    const { desk, store, addAd, decide } = seeded;
    const ads = [addAd(), addAd()];
    for (const ad of ads) decide(ad);
    const record = await desk.release('GM0402', actor);

    expect(record).toMatchObject({ number: 'RL-2026-001', municipality: 'GM0402', actor: 'anna', items: 2 });
    expect(record.basis).toBe('proef: Alleen synthetische advertenties, geen grondslag nodig (proef 1)');
    expect(desk.list()).toEqual([record]);
    for (const { adId } of ads) {
      expect(store.reviews.events(adId).at(-1)).toMatchObject({ kind: 'handed-over', handoverNumber: 'RL-2026-001' });
      expect(store.reviews.standing(adId)?.state).toBe('handed-over');
    }
    expect(store.audit.list()).toEqual([
      {
        at: '2026-11-23T09:00:00.000Z',
        actor: 'anna',
        action: 'handover.released',
        object: 'handover:RL-2026-001',
        result: 'GM0402:2',
        origin: '127.0.0.1',
      },
    ]);
    await expect(desk.release('GM0402', actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    decide(addAd());
    expect((await desk.release('GM0402', actor)).number).toBe('RL-2026-002');
  });

  it('writes files that only the own account can read', async () => {
    const { desk, dataDir, addAd, decide } = seeded;
    decide(addAd());
    await desk.release('GM0402', actor);
    const folder = join(dataDir, 'handover', 'RL-2026-001');
    expect(readdirSync(folder).toSorted()).toEqual([
      'RL-2026-001-manifest.json',
      'RL-2026-001.csv',
      'RL-2026-001.xlsx',
    ]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is refused, logged and leaves nothing behind when one source has no legal basis', async () => {
    const { desk, store, dataDir, addAd, decide } = seeded;
    decide(addAd());
    decide(addAd({ site: 'marktplein' }));
    await expect(desk.release('GM0402', actor)).rejects.toMatchObject({ code: 'LEGAL_BASIS_MISSING' });
    expect(store.audit.list()).toMatchObject([
      { action: 'handover.refused', object: 'municipality:GM0402', result: 'LEGAL_BASIS_MISSING' },
    ]);
    expect(desk.list()).toEqual([]);
    expect(existsSync(join(dataDir, 'handover'))).toBe(false);
  });

  it('is refused for a municipality outside the region', async () => {
    await expect(seeded.desk.release('GM0363', actor)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(seeded.desk.release('../../etc', actor)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('happens once when it is asked for twice at the same time', async () => {
    const { desk, addAd, decide } = seeded;
    decide(addAd());
    const results = await Promise.allSettled([desk.release('GM0402', actor), desk.release('GM0402', actor)]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'DECISION_NOT_ALLOWED',
    });
    expect(desk.list()).toHaveLength(1);
    await expect(desk.file('RL-2026-001', 'xlsx')).resolves.toMatchObject({ fileName: 'RL-2026-001.xlsx' });
  });

  it('is refused when a decision is taken back while the files are made', async () => {
    const { desk, store, dataDir, addAd, decide, undo } = seeded;
    decide(addAd());
    const second = addAd();
    const event = decide(second);
    const released = desk.release('GM0402', actor);
    undo(second.adId, event);
    await expect(released).rejects.toMatchObject({ code: 'DECISION_NOT_ALLOWED' });
    expect(existsSync(join(dataDir, 'handover'))).toBe(false);
    expect(store.audit.list()).toEqual([]);
  });

  it('removes the files when the records cannot be kept', async () => {
    const { desk, store, dataDir, addAd, decide } = seeded;
    const ad = addAd();
    decide(ad);
    vi.spyOn(store.audit, 'append').mockImplementationOnce(() => {
      throw new Error('disk full');
    });
    await expect(desk.release('GM0402', actor)).rejects.toThrow('disk full');
    expect(readdirSync(join(dataDir, 'handover'))).toEqual([]);
    expect(desk.list()).toEqual([]);
    expect(store.reviews.standing(ad.adId)?.state).toBe('confirmed');
    await expect(desk.release('GM0402', actor)).resolves.toMatchObject({ number: 'RL-2026-001' });
  });

  it('takes the place of what a crash left under a number that nobody got', async () => {
    const { desk, dataDir, addAd, decide } = seeded;
    for (const name of ['RL-2026-001', '.RL-2026-001']) {
      mkdirSync(join(dataDir, 'handover', name), { recursive: true });
      writeFileSync(join(dataDir, 'handover', name, 'RL-2026-001.csv'), 'half');
    }
    decide(addAd());
    await desk.release('GM0402', actor);
    expect(readdirSync(join(dataDir, 'handover'))).toEqual(['RL-2026-001']);
    expect(Buffer.from((await desk.file('RL-2026-001', 'csv')).bytes).toString()).toContain('Massage aan huis');
  });

  it('says what to do when the folder cannot be written, and hands over nothing', async () => {
    const { desk, dataDir, addAd, decide } = seeded;
    decide(addAd());
    writeFileSync(join(dataDir, 'handover'), 'a file where the folder should be');
    await expect(desk.release('GM0402', actor)).rejects.toMatchObject({ code: 'DATA_UNWRITABLE' });
    expect(desk.list()).toEqual([]);
    expect(desk.preview('GM0402')).toHaveLength(1);
  });
});

describe('a released file', () => {
  it('is given with its name and type', async () => {
    const { desk, dataDir, addAd, decide } = seeded;
    decide(addAd());
    const { number } = await desk.release('GM0402', actor);
    const file = await desk.file(number, 'csv');
    expect(file).toMatchObject({ fileName: 'RL-2026-001.csv', contentType: 'text/csv; charset=utf-8' });
    expect(Buffer.from(file.bytes)).toEqual(readFileSync(join(dataDir, 'handover', number, file.fileName)));
  });

  it.each(['RL-2026-001.csv', 'RL-2026-001.xlsx', 'RL-2026-001-manifest.json'])(
    'is withheld once %s was changed',
    async (name) => {
      const { desk, dataDir, addAd, decide } = seeded;
      decide(addAd());
      await desk.release('GM0402', actor);
      const path = join(dataDir, 'handover', 'RL-2026-001', name);
      writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from(' ')]));
      const format = name.endsWith('.csv') ? 'csv' : name.endsWith('.xlsx') ? 'xlsx' : 'manifest';
      await expect(desk.file('RL-2026-001', format)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('is not found under a number that no list has', async () => {
    await expect(seeded.desk.file('../../vindplaats', 'csv')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the store', () => {
  it('counts as waiting exactly what it would hand over', () => {
    const { store, addAd, decide } = seeded;
    for (const municipality of ['GM0402', 'GM0406', 'GM0402']) decide(addAd({ municipality }), confirmed);
    for (const { municipality, ads } of store.handovers.countConfirmed()) {
      expect(store.handovers.confirmations(municipality)).toHaveLength(ads);
    }
    expect(store.handovers.countConfirmed()).toHaveLength(2);
  });
});
