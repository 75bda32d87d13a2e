// The form's buttons: unsaved answers are saved first, and then the browser posts the form as it would without scripts.
import { showTrouble, status } from './status.js';
import { all, announce, form, page, texts } from './page.js';
import { save } from './saving.js';

let posting = false;
let savingFirst = null;

function press(e) {
  // If nothing is unsaved, let the browser post the form. (Browsers ignore a submit that is requested inside the submit event.)
  if (posting || !all().some(q => q.conflict || q.sending || q.waits)) {
    return;
  }

  e.preventDefault();
  status.pressed = e.submitter ?? form.querySelector('[type=submit]');
  saveThenPost();
}

function saveThenPost() {
  savingFirst ??= Promise.allSettled(all().map(save)).then(() => setTimeout(() => {
    savingFirst = null;
    post();
  }));
}

function post() {
  const button = status.pressed;
  if (!button) {
    return;
  }

  if (status.failures > 0 && status.unreachable && all().some(q => q.waits)) {
    // Continues by itself when the server responds again.
    showTrouble();
    return;
  }

  status.pressed = null;
  const undecided = all().find(q => q.conflict);
  if (undecided) {
    announce(texts.undecided);
    undecided.panel.querySelector('button').focus();
    return;
  }

  // Post even if a save was refused: the server's page explains the problem, and the drafts are kept.
  posting = true;
  form.requestSubmit(button);
  posting = false;
}

export function listen() {
  form.addEventListener('submit', press);
  form.addEventListener('answered', () => status.pressed && saveThenPost());
  // Somebody who goes on typing while a press waits for the network no longer wants to leave the page.
  form.addEventListener('input', () => {
    if (status.failures > 0 && status.pressed) {
      status.pressed = null;
      showTrouble();
    }
  });
  // Identify the page in ordinary posts too, so that they don't conflict with what its script has saved.
  form.addEventListener('formdata', e => {
    const turn = Math.max(0, ...all().map(q => q.turn)) + 1;
    all().forEach(q => { q.turn = turn; });
    e.formData.set('sida', page);
    e.formData.set('tur', turn);
  });
}
