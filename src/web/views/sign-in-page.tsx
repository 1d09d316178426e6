import { words } from '../words.ts';
import { Message } from './message.tsx';

/** @param returnPath a path of ours to go to afterwards. */
export function SignInPage({ name, returnPath, hasFailed }: { name: string; returnPath: string; hasFailed: boolean }) {
  return (
    <div class="vindplaats-narrow">
      <h1>{words.signIn.title}</h1>
      {hasFailed && <Message kind="error">{words.signIn.failed}</Message>}
      <form method="post" action="/inloggen" class="vindplaats-stack">
        <input type="hidden" name="naar" value={returnPath} />
        <div class="utrecht-form-field">
          <label class="utrecht-form-label" for="naam">
            {words.signIn.name}
          </label>
          <input
            class="utrecht-textbox"
            id="naam"
            name="naam"
            value={name}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            maxlength={60}
            required
          />
        </div>
        <div class="utrecht-form-field">
          <label class="utrecht-form-label" for="wachtwoord">
            {words.signIn.password}
          </label>
          <input
            class="utrecht-textbox"
            id="wachtwoord"
            name="wachtwoord"
            type="password"
            autocomplete="current-password"
            maxlength={200}
            required
          />
        </div>
        <button class="utrecht-button utrecht-button--primary-action">{words.signIn.button}</button>
      </form>
    </div>
  );
}
