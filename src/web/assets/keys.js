// Shortcuts for a reviewer. Everything they do is on the page as well, so without this file nothing is lost.
(() => {
  const storageKey = 'sneltoetsen';
  const find = (selector) => document.querySelector(selector);
  const dialogs = { pause: find('#pause'), keys: find('#keys') };
  const enabled = find('#keys-enabled');
  if (!dialogs.pause || !dialogs.keys || !enabled) return;

  // WCAG 2.1.4: single keys can be switched off; the choice stays on this machine.
  enabled.checked = localStorage.getItem(storageKey) !== 'uit';
  enabled.addEventListener('change', () => localStorage.setItem(storageKey, enabled.checked ? 'aan' : 'uit'));

  for (const button of document.querySelectorAll('[data-open]')) {
    button.hidden = false;
    button.addEventListener('click', () => open(button.dataset.open));
  }

  function open(name) {
    for (const dialog of Object.values(dialogs)) dialog.close();
    dialogs[name].showModal();
  }

  function decide(verdict) {
    const choice = find(`details[data-verdict="${verdict}"]`);
    if (!choice) return;
    choice.open = true;
    choice.querySelector('input[type="radio"]').focus();
  }

  const actions = {
    j: () => find('a[rel="next"]')?.click(),
    k: () => find('a[rel="prev"]')?.click(),
    b: () => decide('confirmed'),
    a: () => decide('dismissed'),
    u: () => find('form[data-undo]')?.requestSubmit(),
    '.': () => open('pause'),
    '?': () => open('keys'),
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (dialogs.pause.open) {
      if (event.key === '.') dialogs.pause.close();
      return;
    }
    // Blanking the screen is wanted at once, whatever else is open.
    if (dialogs.keys.open && event.key !== '.') return;
    if (event.key === 'Escape') {
      const choice = event.target.closest('details[data-verdict][open]');
      if (choice) {
        choice.open = false;
        choice.querySelector('summary').focus();
      }
      return;
    }
    const action = actions[event.key.toLowerCase()];
    // A choice takes no text, so there too the screen can be blanked.
    const fields =
      event.key === '.' ? 'input:not([type="radio"], [type="checkbox"]), textarea' : 'input, textarea, select';
    const isInField = event.target.closest(fields) !== null;
    if (!action || isInField || (!enabled.checked && event.key !== '?')) return;
    event.preventDefault();
    action();
  });
})();
