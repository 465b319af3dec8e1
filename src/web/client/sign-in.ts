import { one, words } from './find.js';
import type { Told } from './outbox.js';

let open: Promise<boolean> | null = null;

/** Opens the sign-in form over the page. True once somebody has signed in; false where they close it, or the page has none. */
export function signInAgain(): Promise<boolean> {
  const dialog = one<HTMLDialogElement>('dialog[data-sign-in]');
  const form = dialog && one<HTMLFormElement>('form', dialog);
  if (!dialog || !form) return Promise.resolve(false);
  return (open ??= new Promise<boolean>((done) => {
    const wrong = one('[data-wrong]', form);
    const say = (text: string): void => {
      if (!wrong) return;
      wrong.textContent = text;
      wrong.hidden = !text;
    };
    let signedIn = false;
    const submit = async (event: SubmitEvent): Promise<void> => {
      event.preventDefault();
      say('');
      try {
        const fields = new URLSearchParams();
        for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
        const answer = await fetch(form.action, {
          method: 'POST',
          body: fields,
          headers: { accept: 'application/json' },
          credentials: 'same-origin',
        });
        signedIn = answer.ok;
        if (signedIn) dialog.close();
        else say(((await answer.json()) as Told).title ?? String(answer.status));
      } catch {
        say(words(wrong, 'data-wrong'));
      }
    };
    const listener = (event: SubmitEvent): void => void submit(event);
    const later = one('#again-later', dialog);
    const close = (): void => dialog.close();
    form.addEventListener('submit', listener);
    later?.addEventListener('click', close);
    dialog.addEventListener(
      'close',
      () => {
        form.removeEventListener('submit', listener);
        later?.removeEventListener('click', close);
        form.reset();
        open = null;
        done(signedIn);
      },
      { once: true },
    );
    dialog.showModal();
  }));
}
