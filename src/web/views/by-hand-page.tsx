import { handLimits } from '../../crawl/hand-desk.ts';
import { words } from '../words.ts';
import { Message } from './message.tsx';

/** The fields of the form as they were typed; a file is never sent back. */
export type TypedAd = Record<'adres' | 'tekst' | 'titel' | 'plaats' | 'leeftijd' | 'telefoon' | 'aanleiding', string>;

/** Adding one ad by hand: what it says, where it stands, why; and what the ad itself leaves out. */
export function ByHandPage({ typed, problem }: { typed: TypedAd; problem: string | null }) {
  const { byHand } = words;
  return (
    <>
      <p class="vindplaats-back">
        <a class="utrecht-link vindplaats-target" href="/beoordelen">
          {words.adPage.back}
        </a>
      </p>
      <h1>{byHand.title}</h1>
      <p class="vindplaats-lead">{byHand.intro}</p>
      {problem !== null && (
        <Message kind="error" title={words.problem.summary}>
          {problem}
        </Message>
      )}
      <form
        method="post"
        action="/zelf-toevoegen"
        enctype="multipart/form-data"
        class="vindplaats-panel vindplaats-by-hand"
      >
        <Line typed={typed} name="adres" type="url" maxlength={handLimits.urlChars} isRequired />
        <div class="utrecht-form-field">
          <label class="utrecht-form-label" for="tekst">
            {byHand.fields.tekst}
          </label>
          <p class="vindplaats-hint" id="tekst-uitleg">
            {byHand.textHint}
          </p>
          <textarea class="utrecht-textarea" id="tekst" name="tekst" rows={8} aria-describedby="tekst-uitleg">
            {typed.tekst}
          </textarea>
        </div>
        <div class="utrecht-form-field">
          <label class="utrecht-form-label" for="bestand">
            {byHand.file}
          </label>
          <input
            class="utrecht-textbox"
            id="bestand"
            name="bestand"
            type="file"
            accept=".html,.htm,.txt,text/html,text/plain"
          />
        </div>
        <Line typed={typed} name="aanleiding" maxlength={handLimits.reasonChars} isRequired hint={byHand.reasonHint} />
        <fieldset class="vindplaats-by-hand__given">
          <legend>{byHand.given}</legend>
          <p class="vindplaats-hint">{byHand.givenHint}</p>
          <div class="vindplaats-by-hand__row">
            <Line typed={typed} name="titel" maxlength={handLimits.titleChars} />
            <Line typed={typed} name="plaats" maxlength={handLimits.fieldChars} />
            <Line typed={typed} name="leeftijd" maxlength={3} inputmode="numeric" />
            <Line typed={typed} name="telefoon" type="tel" maxlength={handLimits.fieldChars} />
          </div>
        </fieldset>
        <div>
          <button class="utrecht-button utrecht-button--primary-action">{byHand.button}</button>
        </div>
      </form>
    </>
  );
}

function Line(props: {
  typed: TypedAd;
  name: Exclude<keyof TypedAd, 'tekst'>;
  maxlength: number;
  type?: 'text' | 'url' | 'tel';
  inputmode?: 'numeric';
  isRequired?: boolean;
  hint?: string;
}) {
  const { typed, name, maxlength, type = 'text', inputmode, isRequired = false, hint } = props;
  return (
    <div class="utrecht-form-field">
      <label class="utrecht-form-label" for={name}>
        {words.byHand.fields[name]}
      </label>
      {hint !== undefined && (
        <p class="vindplaats-hint" id={`${name}-uitleg`}>
          {hint}
        </p>
      )}
      <input
        class="utrecht-textbox"
        id={name}
        name={name}
        type={type}
        value={typed[name]}
        maxlength={maxlength}
        inputmode={inputmode}
        autocomplete="off"
        required={isRequired}
        aria-describedby={hint === undefined ? undefined : `${name}-uitleg`}
      />
    </div>
  );
}

/** The process that writes has not taken it in yet: it is busy, or it is not running. */
export function TakingInPage({ path }: { path: string }) {
  return (
    <div class="vindplaats-narrow">
      <h1>{words.byHand.takingIn}</h1>
      <p>{words.byHand.takingInText}</p>
      <p>
        <a class="utrecht-link vindplaats-target" href={path}>
          {words.byHand.lookAgain}
        </a>
      </p>
    </div>
  );
}
