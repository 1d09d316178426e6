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
    ['Sms werkt hier niet, alleen bellen', 'Sms'],
    ['Ervaring heb ik nog niet', 'Ervaring'],
    ['Werk je onder druk? Nee', 'druk'],
    ['Mag ik met meer mensen komen? Nee, alleen', 'mensen'],
    ['Nooit heb ik haast', 'haast'],
    ['Geen honden en katten', 'katten'],
    ['Er is geen enkele dwang', 'dwang'],
    ['gratis is het allerminst', 'gratis'],
    ['Filmen mag niet, foto evenmin', 'foto'],
    ['Alcohol is bij mij verboden', 'Alcohol'],
    ['Weekenddienst weiger ik', 'Weekenddienst'],
    ['Overnachten is bij mij geen optie', 'Overnachten'],
    ['Bellen na tienen is uit den boze', 'Bellen'],
  ])('in "%s" reaches "%s"', (text, word) => {
    expect(isDenied(text, word)).toBe(true);
  });

  it.each([
    ['nooit zonder handdoek', 'handdoek'],
    ['Alcohol is hier niet verboden', 'Alcohol'],
    ['Vergeet de handdoek niet', 'handdoek'],
    ["Nog nooit zo'n fijne massage gehad", 'massage'],
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
    ['Niemand gaat bij mij weg zonder glimlach', 'glimlach'],
    ['zonder afspraak komt u er niet in', 'afspraak'],
    ['Ze heeft geen geld en woont bij een kennis', 'woont'],
    ['Hij laat haar niet gaan en houdt haar paspoort', 'paspoort'],
    ['Omdat ze geen geld heeft slaapt ze in de salon', 'slaapt'],
    ['Zonder haast geef ik massage', 'massage'],
    ['Drukte op je werk? Niet bij mij!', 'Drukte'],
    ['Last van drukte? No worries', 'drukte'],
    ['Geen haast - anoniem bellen kan', 'anoniem'],
    ['Geen haast 💋 anoniem bellen kan', 'anoniem'],
    ['Anoniem bellen is niet erg', 'Anoniem'],
    ['Ik ben niet bang voor drukte', 'drukte'],
    ['Er is geen enkel probleem met anoniem bellen', 'anoniem'],
    ['Ik heb nog nooit zo lekker gerust', 'lekker'],
    ['Waarom zou u niet anoniem bellen', 'anoniem'],
    ['Wie wil er nou geen massage', 'massage'],
    ['Niet iedereen vindt haast fijn', 'haast'],
    ['Ze krijgt geen loon omdat ze een schuld heeft', 'schuld'],
  ])('in "%s" leaves "%s" alone', (text, word) => {
    expect(isDenied(text, word)).toBe(false);
  });
});
