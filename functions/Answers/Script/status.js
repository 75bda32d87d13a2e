// Whether saving currently works, and the message about it.
import { all, announce, form, texts } from './page.js';

export const status = {
  // How many rounds of attempts have failed in a row.
  failures: 0,
  signedOut: false,
  // The last attempt got no response at all.
  unreachable: false,
  // The server refuses to show the form to this reader.
  denied: false,
  state: 'open',
  // The button that was pressed while answers were unsaved; the form is posted once they are saved.
  pressed: null,
};

const trouble = document.querySelector('[data-trouble]');

function reason() {
  const { failures, signedOut, unreachable, denied, state, pressed } = status;
  if (failures > 0) {
    return texts[signedOut ? 'signedOut' : pressed && unreachable ? 'pressed' : 'failed'];
  }

  if (state === 'closed' && !all().some(q => q.dirty)) {
    return texts.yearClosed;
  }

  return state !== 'open' ? texts[state] : denied || all().some(q => q.refusedForGood) ? texts.refused : '';
}

// Shows above the form why nothing is being saved.
export function showTrouble() {
  const text = reason();
  if (trouble.textContent !== text) {
    trouble.textContent = text;
  }
}

// A shorter reason, shown beside a field.
export const note = () => status.failures > 0 ? texts[status.signedOut ? 'noteSignedOut' : 'failed']
  : status.state === 'locked' ? texts.noteLocked
  : status.state === 'closed' ? texts.noteClosed
  : texts.failed;

// Shows the form's state from a server response. Returns true if the form has been reopened.
export function show(update) {
  // Only the poll's response says who else is answering.
  if (typeof update.here === 'string') {
    document.querySelector('[data-here]').textContent = update.here;
  }

  document.querySelector('[data-progress]').textContent = update.progress;
  document.querySelector('[data-remaining]').textContent = `${update.remaining}.`;
  const bar = document.querySelector('progress.answered');
  bar.value = update.answered;
  bar.setAttribute('aria-label', update.progress);

  const before = status.state;
  // A closed year stays closed, even if the response to an earlier request arrives late.
  status.state = before === 'closed' || update.closed ? 'closed' : update.locked ? 'locked' : 'open';
  if (status.state === before) {
    return false;
  }

  showTrouble();
  if (status.state !== 'open') {
    return false;
  }

  announce(texts.reopened);
  return true;
}

// Events on the form, so that saving does not depend on the buttons and the poll.
export const signal = name => form.dispatchEvent(new Event(name));
