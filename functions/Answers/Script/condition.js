// Whether saving works just now, and what the page says of it.
import { all, form, say, texts } from './page.js';

export const condition = {
  // Rounds of tries in a row that came to nothing.
  failures: 0,
  signedOut: false,
  // The last try got no answer at all.
  unreachable: false,
  // The poll is answered that there is nothing here for this reader.
  denied: false,
  state: 'open',
  // The button whose press goes on when what waits is saved.
  pressed: null,
};

const trouble = document.querySelector('[data-trouble]');

function reason() {
  const { failures, signedOut, unreachable, denied, state, pressed } = condition;
  if (failures > 0) {
    return texts[signedOut ? 'signedOut' : pressed && unreachable ? 'pressed' : 'failed'];
  }

  if (state === 'closed' && !all().some(q => q.dirty)) {
    return texts.yearClosed;
  }

  return state !== 'open' ? texts[state] : denied || all().some(q => q.stuck) ? texts.refused : '';
}

// Why nothing is saved, over the whole form: the nearest reason.
export function tell() {
  const text = reason();
  if (trouble.textContent !== text) {
    trouble.textContent = text;
  }
}

// The same beside the field, in a line.
export const note = () => condition.failures > 0 ? texts[condition.signedOut ? 'noteSignedOut' : 'failed']
  : condition.state === 'locked' ? texts.noteLocked
  : condition.state === 'closed' ? texts.noteClosed
  : texts.failed;

// What every answer from the server says of the form; true when it has been opened again.
export function show(news) {
  // Only the poll looks at who else is here.
  if (typeof news.here === 'string') {
    document.querySelector('[data-here]').textContent = news.here;
  }

  document.querySelector('[data-progress]').textContent = news.progress;
  document.querySelector('[data-remaining]').textContent = `${news.remaining}.`;
  const bar = document.querySelector('progress.answered');
  bar.value = news.answered;
  bar.setAttribute('aria-label', news.progress);

  const before = condition.state;
  // A year that is closed stays so, whatever answer to an earlier question comes late.
  condition.state = before === 'closed' || news.closed ? 'closed' : news.locked ? 'locked' : 'open';
  if (condition.state === before) {
    return false;
  }

  tell();
  if (condition.state !== 'open') {
    return false;
  }

  say(texts.reopened);
  return true;
}

// The one who asks listens on the form: saving knows nothing of the buttons, nor of the poll.
export const signal = name => form.dispatchEvent(new Event(name));
