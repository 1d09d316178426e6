import { describe, expect, it } from 'vitest';
import { createDenialReader } from '../support/denial-reader.ts';

const isDenied = createDenialReader();

describe('a denial', () => {
  it.each([
    ['Massage zonder haast', 'haast'],
    ['Olie gebruik ik nooit', 'Olie'],
    ['massage? nee, helaas', 'massage'],
    ['Ik bel noch app na tienen', 'app'],
    ['Ik werk niet op zaterdag of op zondag', 'zondag'],
    ['zonder haast en zonder gedoe', 'gedoe'],
    ['Geen anonieme bellers, sms of whatsapp', 'sms'],
    ['Geen anonieme bellers, sms of whatsapp', 'whatsapp'],
    ['Ik werk zonder bemiddelaar, bureau of baas', 'baas'],
    ['No names, photos or addresses', 'addresses'],
    ['Bij mij nooit geen haast', 'haast'],
    ['Bij mij vind je geen gedoe, drukte of lawaai', 'drukte'],
  ])('in "%s" reaches "%s"', (text, word) => {
    expect(isDenied(text, word)).toBe(true);
  });

  it.each([
    ['nooit zonder handdoek', 'handdoek'],
    ['No massage without appointment', 'appointment'],
    ['Er is niemand die zonder glimlach vertrekt', 'glimlach'],
    ['Geen dag dat ik niet masseer', 'masseer'],
    ['Geen reden om niet te bellen', 'bellen'],
    ['Ik zeg geen nee tegen een wandeling', 'wandeling'],
    ['Niet alleen ontspanning maar ook een goed gesprek', 'ontspanning'],
    ['Massage kan niet alleen thuis', 'Massage'],
    ['Geen sms, bellen of appen mag wel', 'appen'],
    ['zonder tijdsdruk, met olie of kruiden', 'kruiden'],
    ['Geen haast, rustige massage', 'massage'],
    ['zonder olie maar met een doek', 'doek'],
    ['Parfum of niet, alles is goed', 'Parfum'],
    ['Ik weet niet of massage iets voor u is', 'massage'],
    ['Waarom niet een massage boeken', 'massage'],
    ['Aarzel niet een afspraak te maken', 'afspraak'],
    ['Ik kan niet wachten op je bericht', 'bericht'],
    ['Zonder twijfel de fijnste massage', 'massage'],
  ])('in "%s" leaves "%s" alone', (text, word) => {
    expect(isDenied(text, word)).toBe(false);
  });
});
