// Saves each answer as it is made, keeps what could not be saved, and shows what others write meanwhile.
// The page works without: its button saves everything, and the server alone decides what stands.
import { listen } from './buttons.js';
import { offer } from './choices.js';
import { count } from './counter.js';
import { drafts, questionIn } from './drafts.js';
import { poll, watch } from './others.js';
import { add, all, form, named, questionOf } from './page.js';
import { Question } from './question.js';
import { leave, retry, save } from './saving.js';

const PAUSE = 1000;

function written(e) {
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
    // Half an address is no link: that field is saved when it is left.
    save(question);
  }
}

function left(e) {
  const question = questionOf(e.target);
  if (question?.waits) {
    save(question);
  } else if (question?.later && !question.dirty && !question.element.contains(e.relatedTarget)) {
    question.take(question.later);
  }
}

function start() {
  form.querySelectorAll('[data-question]').forEach(e => add(new Question(e)));
  form.addEventListener('input', written);
  form.addEventListener('focusout', left);
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
    const question = named(questionIn(link, draft.key));
    if (question && draft.key !== question.draft) {
      offer(question, draft);
    }
  });
  watch();
}

// A browser that lacks any of it has the page as it is without scripts.
if (form.requestSubmit && window.fetch && AbortSignal.timeout) {
  start();
}
