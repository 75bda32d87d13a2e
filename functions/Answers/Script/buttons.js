// The form's buttons save too: what waits is saved first, and then the browser posts the form as it does without scripts.
import { condition, tell } from './condition.js';
import { all, form, page, say, texts } from './page.js';
import { save } from './saving.js';

let posting = false;
let goingOn = null;

function press(e) {
  // Where nothing waits the browser posts by itself: a post from within its own event is one that browsers drop.
  if (posting || !all().some(q => q.held || q.sending || q.waits)) {
    return;
  }

  e.preventDefault();
  condition.pressed = e.submitter ?? form.querySelector('[type=submit]');
  goOn();
}

function goOn() {
  goingOn ??= Promise.allSettled(all().map(save)).then(() => setTimeout(() => {
    goingOn = null;
    post();
  }));
}

function post() {
  const button = condition.pressed;
  if (!button) {
    return;
  }

  if (condition.failures > 0 && condition.unreachable && all().some(q => q.waits)) {
    // It goes on by itself when there is an answer again.
    tell();
    return;
  }

  condition.pressed = null;
  const undecided = all().find(q => q.held);
  if (undecided) {
    say(texts.undecided);
    undecided.panel.querySelector('button').focus();
    return;
  }

  // Also what this script has no use for an answer to: the server's page says what is the matter, and the drafts are kept.
  posting = true;
  form.requestSubmit(button);
  posting = false;
}

export function listen() {
  form.addEventListener('submit', press);
  form.addEventListener('answered', () => condition.pressed && goOn());
  // Who writes on while a press waits for the net has more to do here.
  form.addEventListener('input', () => {
    if (condition.failures > 0 && condition.pressed) {
      condition.pressed = null;
      tell();
    }
  });
  // This page is not in conflict with what it sent before, whichever way it sends.
  form.addEventListener('formdata', e => {
    const turn = Math.max(0, ...all().map(q => q.turn)) + 1;
    all().forEach(q => { q.turn = turn; });
    e.formData.set('sida', page);
    e.formData.set('tur', turn);
  });
}
