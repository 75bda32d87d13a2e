// Saves each answer as it is entered, keeps drafts of what could not be saved, and shows what others write meanwhile.
// The page works without it: its button saves everything, and the server alone decides what is stored.
import { listen } from './buttons.js';
import { offer } from './choices.js';
import { count } from './counter.js';
import { drafts, questionIn } from './drafts.js';
import { poll, watch } from './others.js';
import { add, all, form, questionByKey, questionOf } from './page.js';
import { Question } from './question.js';
import { leave, retry, save } from './saving.js';

const PAUSE = 1000;

function onInput(e) {
  const question = questionOf(e.target);
  if (!question) {
    return;
  }

  question.keep();
  question.pending();
  clearTimeout(question.timer);
  if (e.target.count) {
    count(e.target, true);
    question.timer = setTimeout(() => save(question), PAUSE);
  } else if (e.target !== question.evidence) {
    // A half-typed address is not a valid link, so that field is saved when it loses focus.
    save(question);
  }
}

function onFocusOut(e) {
  const question = questionOf(e.target);
  if (question?.waits) {
    save(question);
  } else if (question?.later && !question.dirty && !question.element.contains(e.relatedTarget)) {
    question.take(question.later);
  }
}

function start() {
  form.querySelectorAll('[data-question]').forEach(e => add(new Question(e)));
  form.addEventListener('input', onInput);
  form.addEventListener('focusout', onFocusOut);
  form.addEventListener('chosen', e => save(questionOf(e.target)));
  listen();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      leave();
    } else {
      retry();
      poll();
    }
  });
  window.addEventListener('pagehide', leave);
  window.addEventListener('online', retry);
  all().filter(q => q.choosing).forEach(q => {
    q.keep();
    q.pending();
  });
  const link = form.dataset.draft;
  drafts(link).forEach(draft => {
    const question = questionByKey(questionIn(link, draft.key));
    if (question && draft.key !== question.draft) {
      offer(question, draft);
    }
  });
  watch();
}

// A browser that lacks any of these gets the page as it works without scripts.
if (form.requestSubmit && window.fetch && AbortSignal.timeout) {
  start();
}
