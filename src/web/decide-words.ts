import { showNumber } from './show-time.ts';

/** What a person may decide on a crawl whose results are held. */
export type RunChoice = 'accept' | 'rollBack';

/** The reason of a decision, in characters. */
export const runReason = { min: 10, max: 500 } as const;

/** Words of the two forms under a held crawl. */
export const decideWords = {
  round: (when: string) => `Vastgehouden: de ronde van ${when} wijkt sterk af`,
  found: (total: number, fresh: number, changed: number) =>
    `De ronde las ${showNumber(total)} ${total === 1 ? 'advertentie' : 'advertenties'} in de regio. ${showNumber(fresh)} nieuw, ${showNumber(changed)} gewijzigd.`,
  kept: (day: string | null) =>
    day === null
      ? 'Er is nog geen goede ronde van deze site. Zolang niemand beslist, is er niets in gebruik.'
      : `Zolang niemand beslist, blijven de gegevens van ${day} in gebruik.`,
  title: 'Wat doen we met deze ronde?',
  othersDecide: 'De beheerder beslist of deze ronde in gebruik komt.',
  reasonHint: `Minstens ${runReason.min} tekens, zonder namen of nummers van mensen. De reden komt in het logboek.`,
  choices: {
    accept: {
      path: 'in-gebruik-nemen',
      title: 'In gebruik nemen',
      hint: 'Kies dit als de site echt zo is veranderd. Wat de ronde vond, vervangt dan wat er nu staat. Zo’n ronde is voortaan gewoon.',
      reason: 'Waarom neem je deze ronde in gebruik?',
      button: 'In gebruik nemen',
    },
    rollBack: {
      path: 'niet-gebruiken',
      title: 'Niet gebruiken',
      hint: 'Kies dit als de pagina’s verkeerd zijn gelezen, of als de site even stuk was. Wat de ronde vond, wordt gewist. Wat er nu staat, blijft.',
      reason: 'Waarom gebruik je deze ronde niet?',
      button: 'Niet gebruiken',
    },
  } satisfies Record<RunChoice, Record<'path' | 'title' | 'hint' | 'reason' | 'button', string>>,
  notSaved: 'Nog niets veranderd',
  tooShort: `Schrijf in minstens ${runReason.min} tekens waarom.`,
  tooLong: `De reden is te lang. Schrijf hoogstens ${runReason.max} tekens.`,
  decided: 'Over deze ronde is al beslist.',
  accepted: (when: string) => `De ronde van ${when} wordt in gebruik genomen. Dat kan even duren.`,
  rolledBack: (when: string) => `De ronde van ${when} wordt niet gebruikt.`,
};
