import { describe, expect, it } from 'vitest';
import { backtest } from '../../src/screen/backtest.ts';
import { replayStored } from '../../src/screen/replay-stored.ts';
import { addScreenedAd, seededRegion, someIndicator } from '../support/seed-store.ts';
import { openWeb, ownRules } from './open-web.ts';

const answer = { known: 'no', action: 'visit', judgement: 'right', rule: 'verborgen-nummer', note: 'Gesprek\r\ngehad' };
const list = '/risicolijsten/RL-2026-001';

/** A store with one list of Hilversum that was handed over, with two ads on it. */
async function openHandedOver() {
  const web = openWeb();
  const { store } = web;
  const ads = [1, 2].map(() => {
    const { adId, assessmentId } = addScreenedAd(store, {}, { level: 'hoog', points: 40, reasons: [someIndicator()] });
    const decision = { verdict: 'confirmed', reason: 'changing-places', note: '' } as const;
    store.reviews.add(
      { kind: 'decided', adId, adVersion: 1, assessmentId, decision, actor: 'anna', at: '2026-11-22T09:00:00.000Z' },
      'confirmed',
    );
    return adId;
  });
  const anna = web.signIn();
  const gezien = /name="gezien" value="([0-9a-f]{64})"/.exec(
    await (await anna.get('/risicolijsten/gemeente/GM0402')).text(),
  )?.[1];
  await anna.post('/risicolijsten/gemeente/GM0402', { gezien: gezien ?? '', gecontroleerd: 'ja' });
  return { ...web, anna, ads };
}

describe('what a municipality answers', () => {
  it('is entered per ad, counted on the list, and shown back', async () => {
    const { store, anna, ads } = await openHandedOver();
    expect(await (await anna.get('/risicolijsten')).text()).toContain('Terugkoppeling (0 van 2)');
    const saved = await anna.post(`${list}/terugkoppeling/${ads[0]}`, answer);
    expect(saved.headers.get('location')).toBe(`${list}/terugkoppeling?bewaard=${ads[0]}`);
    const html = await (await anna.get(saved.headers.get('location') ?? '')).text();
    expect(html).toContain(`Het antwoord over advertentie ${ads[0]} is bewaard.`);
    expect(html).toContain('Gesprek of huisbezoek');
    expect(html).toContain('Gesprek\ngehad');
    expect(html).toContain('Ingevuld door ketenregisseur, 23 nov 2026');
    expect(html).toContain('Nog geen antwoord.');
    expect(await (await anna.get('/risicolijsten')).text()).toContain('Terugkoppeling (1 van 2)');
    expect(store.audit.list().at(-1)).toMatchObject({
      action: 'feedback.given',
      object: `handover:RL-2026-001 ad:${ads[0]}`,
      result: 'right',
    });
  });

  it('feeds the figures of the rules; the newest counts, and what could not be established says nothing', async () => {
    const { store, anna, ads } = await openHandedOver();
    const give = (ad: number | undefined, judgement: string) =>
      anna.post(`${list}/terugkoppeling/${ad}`, { ...answer, judgement });
    const right = () => backtest(ownRules.ruleset(), replayStored(store, seededRegion)).right;
    expect(right()).toMatchObject({ count: 0, of: 0 });
    await give(ads[0], 'wrong');
    await give(ads[1], 'right');
    expect(right()).toMatchObject({ count: 1, of: 2 });
    await give(ads[0], 'unclear');
    expect(right()).toMatchObject({ count: 1, of: 1 });
    await give(ads[0], 'right');
    expect(right()).toMatchObject({ count: 2, of: 2 });
  });

  it.each([
    ['a question is left open', { judgement: '' }, 'Kies bij elke vraag een antwoord.'],
    ['an answer is none of the choices', { action: 'arrest' }, 'Kies bij elke vraag een antwoord.'],
    ['the signal is not one of the ad', { rule: 'tip-matches' }, 'is niet op het signaal'],
    ['the note is too long', { note: 'a'.repeat(2001) }, 'ten hoogste 2000 tekens'],
  ])('is asked again when %s, with the rest kept', async (_name, change, message) => {
    const { store, anna, ads } = await openHandedOver();
    const refused = await anna.post(`${list}/terugkoppeling/${ads[1]}`, { ...answer, ...change });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain(message);
    expect(html.match(/<details[^>]*open/g)).toHaveLength(1);
    expect(html).toMatch(/name="known" value="no"[^>]*checked/);
    expect(store.feedback.countAnswered().size).toBe(0);
  });

  it('is only for lists and ads that were handed over, and not for an auditor', async () => {
    const { anna, signIn, store, ads } = await openHandedOver();
    const other = addScreenedAd(store).adId;
    expect((await anna.get('/risicolijsten/RL-2026-999/terugkoppeling')).status).toBe(404);
    expect((await anna.post(`${list}/terugkoppeling/${other}`, answer)).status).toBe(404);
    expect((await signIn('auditor').post(`${list}/terugkoppeling/${ads[0]}`, answer)).status).toBe(403);
    expect(store.feedback.countAnswered().size).toBe(0);
  });
});
