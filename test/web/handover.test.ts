import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addScreenedAd } from '../support/seed-store.ts';
import { openWeb } from './open-web.ts';

const preview = '/risicolijsten/gemeente/GM0402';

/** A store with one confirmed ad of Hilversum, and a person who is logged in. */
function openWithConfirmedAd() {
  const web = openWeb();
  const confirm = (text: string) => {
    const { adId, assessmentId } = addScreenedAd(web.store, { text }, { level: 'hoog', points: 40 });
    const decision = { verdict: 'confirmed', reason: 'changing-places', note: 'Gezien door Piet' } as const;
    web.store.reviews.add(
      { kind: 'decided', adId, adVersion: 1, assessmentId, decision, actor: 'anna', at: '2026-11-22T09:00:00.000Z' },
      'confirmed',
    );
    return adId;
  };
  return { ...web, confirm, adId: confirm('Gezelschap en een goed gesprek'), anna: web.signIn() };
}

function seenIn(html: string): string {
  return /name="gezien" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';
}

describe('a risk list', () => {
  it('is shown first: every field with why it is needed, and without the note of the reviewer', async () => {
    const { anna, adId } = openWithConfirmedAd();
    expect(await (await anna.get('/risicolijsten')).text()).toContain(`href="${preview}"`);
    const html = await (await anna.get(preview)).text();
    expect(html).toContain(`href="/advertentie/${adId}?stand=confirmed"`);
    expect(html).toContain('Gezelschap en een goed gesprek');
    expect(html).toContain('Om te vergelijken met wat de gemeente al weet.');
    expect(html).not.toContain('Gezien door Piet');
  });

  it('is released after a check, and its files are what their hash says', async () => {
    const { anna, store, adId } = openWithConfirmedAd();
    const gezien = seenIn(await (await anna.get(preview)).text());
    const answer = await anna.post(preview, { gezien, gecontroleerd: 'ja' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/risicolijsten?vrijgegeven=RL-2026-001']);
    expect(store.reviews.standing(adId)?.state).toBe('handed-over');

    const html = await (await anna.get('/risicolijsten?vrijgegeven=RL-2026-001')).text();
    expect(html).toContain('Lijst RL-2026-001 is gemaakt');
    const hash = /<code[^>]*>([0-9a-f]{64})<\/code>/.exec(html)?.[1];
    const manifest = await anna.get('/risicolijsten/RL-2026-001/manifest');
    expect(
      createHash('sha256')
        .update(new Uint8Array(await manifest.arrayBuffer()))
        .digest('hex'),
    ).toBe(hash);
    for (const [format, type] of [
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['csv', 'text/csv; charset=utf-8'],
    ] as const) {
      const file = await anna.get(`/risicolijsten/RL-2026-001/${format}`);
      expect(file.headers.get('content-type')).toBe(type);
      expect(file.headers.get('content-disposition')).toBe(`attachment; filename="RL-2026-001.${format}"`);
      expect(file.headers.get('cache-control')).toBe('no-store');
    }
    const downloads = store.audit.list().filter((line) => line.action === 'handover.downloaded');
    expect(downloads.map((line) => [line.object, line.result, line.actor])).toEqual([
      ['handover:RL-2026-001', 'manifest', 'ketenregisseur'],
      ['handover:RL-2026-001', 'xlsx', 'ketenregisseur'],
      ['handover:RL-2026-001', 'csv', 'ketenregisseur'],
    ]);
    expect((await anna.get('/risicolijsten/RL-2026-001/exe')).status).toBe(404);
  });

  it('stays when the check was not ticked', async () => {
    const { anna, store, adId } = openWithConfirmedAd();
    const gezien = seenIn(await (await anna.get(preview)).text());
    const answer = await anna.post(preview, { gezien });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Zet eerst een vinkje');
    expect(store.reviews.standing(adId)?.state).toBe('confirmed');
  });

  it('stays when it is no longer what the person saw', async () => {
    const { anna, store, adId, confirm } = openWithConfirmedAd();
    const gezien = seenIn(await (await anna.get(preview)).text());
    confirm('Nog een advertentie');
    const answer = await anna.post(preview, { gezien, gecontroleerd: 'ja' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('De lijst is intussen veranderd.');
    expect(store.reviews.standing(adId)?.state).toBe('confirmed');
  });

  it('stays without a legal basis, and says so in Dutch', async () => {
    const { store, adId, clock, signIn } = openWithConfirmedAd();
    clock.now = new Date('2028-06-01T09:00:00.000Z');
    const later = signIn();
    const gezien = seenIn(await (await later.get(preview)).text());
    const answer = await later.post(preview, { gezien, gecontroleerd: 'ja' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('geen geldige grondslag');
    expect(store.reviews.standing(adId)?.state).toBe('confirmed');
  });

  it('fixes the decision: the page of the ad offers no way back', async () => {
    const { anna, adId } = openWithConfirmedAd();
    const gezien = seenIn(await (await anna.get(preview)).text());
    await anna.post(preview, { gezien, gecontroleerd: 'ja' });
    const html = await (await anna.get(`/advertentie/${adId}`)).text();
    expect(html).toContain('Het besluit staat vast.');
    expect(html).not.toContain('/ongedaan"');
    expect((await anna.post(`/advertentie/${adId}/ongedaan`, { besluit: '1' })).status).toBe(409);
  });
});
