import { words } from '../words.ts';
import { Message } from './message.tsx';

/** @param returnPath a path of ours to go to afterwards. @param problem `lost`: a form came after the session had run out. */
export function SignInPage(props: { name: string; returnPath: string; problem: 'failed' | 'lost' | null }) {
  const { name, returnPath, problem } = props;
  return (
    <div class="vindplaats-narrow">
      <h1>{words.signIn.title}</h1>
      {problem !== null && <Message kind="error">{words.signIn[problem]}</Message>}
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
