import type { Child } from 'hono/jsx';
import type { Account } from '../../store/accounts.ts';
import type { Assets } from '../read-assets.ts';
import { mayEnter } from '../session.ts';
import type { Area } from '../session.ts';
import { words } from '../words.ts';

export type Place = 'review' | 'tips' | 'handover' | 'report' | 'rules' | 'sources' | null;

const menu = [
  { place: 'review', path: '/beoordelen', area: 'review' },
  { place: 'tips', path: '/tips', area: 'review' },
  { place: 'handover', path: '/risicolijsten', area: 'review' },
  { place: 'report', path: '/rapportage', area: 'figures' },
  { place: 'rules', path: '/regels', area: 'review' },
  { place: 'sources', path: '/bronnen', area: 'review' },
] as const satisfies { place: Place; path: string; area: Area }[];

/** The frame of every page: skip link, header with menu, one main, and the two dialogs that the script opens. */
export function Layout(props: {
  title: string;
  assets: Assets;
  account: Account | null;
  place: Place;
  children: Child;
}) {
  const { title, assets, account, place, children } = props;
  return (
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{`${title} - ${words.product}`}</title>
        <link rel="icon" href={assets.icon.path} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet.path} />
        <script src={assets.script.path} defer />
      </head>
      <body class="utrecht-document">
        <a class="utrecht-skip-link" href="#inhoud">
          {words.skipLink}
        </a>
        <header class="vindplaats-header">
          <div class="vindplaats-header__row">
            <a class="vindplaats-header__name" href="/">
              {words.product}
            </a>
            {account && <Menu account={account} place={place} />}
            {account && <AccountBar account={account} />}
          </div>
        </header>
        <main id="inhoud" class="vindplaats-main" tabindex={-1}>
          {children}
        </main>
        {account && <Dialogs />}
      </body>
    </html>
  );
}

function Menu({ account, place }: { account: Account; place: Place }) {
  return (
    <nav class="vindplaats-menu" aria-label={words.navigation}>
      <ul>
        {menu
          .filter((item) => mayEnter(item.area, account.role))
          .map((item) => (
            <li>
              <a href={item.path} aria-current={item.place === place ? 'page' : undefined}>
                {words.nav[item.place]}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function AccountBar({ account }: { account: Account }) {
  return (
    <div class="vindplaats-account">
      <button type="button" class="utrecht-button utrecht-button--subtle" data-open="pause" hidden>
        {words.pause.button}
      </button>
      <span class="vindplaats-account__name">{words.signedInAs(account.name, account.role)}</span>
      <form method="post" action="/uitloggen">
        <button class="utrecht-button utrecht-button--subtle">{words.signOut}</button>
      </form>
    </div>
  );
}

function Dialogs() {
  return (
    <>
      <dialog id="pause" class="vindplaats-pause" aria-labelledby="pause-title">
        <h2 id="pause-title">{words.pause.title}</h2>
        <p>{words.pause.text}</p>
        <form method="dialog">
          <button class="utrecht-button utrecht-button--primary-action">{words.pause.resume}</button>
        </form>
      </dialog>
      <dialog id="keys" class="vindplaats-keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{words.keys.title}</h2>
        <dl class="vindplaats-keys__list">
          {words.keys.list.map(([key, meaning]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p>{words.keys.hint}</p>
        <label class="vindplaats-check">
          <input type="checkbox" id="keys-enabled" checked /> {words.keys.enabled}
        </label>
        <form method="dialog">
          <button class="utrecht-button utrecht-button--primary-action">{words.keys.close}</button>
        </form>
      </dialog>
    </>
  );
}
