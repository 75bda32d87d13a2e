// Applies what others have written to the open page.
import { compare } from './choices.js';
import { note, status } from './status.js';
import { fill, questionByKey, texts } from './page.js';
import { same, textOf } from './question.js';

export function applyUpdate(update) {
  const question = questionByKey(update.question);
  if (!question || question.choosing || update.revision <= Number(question.revision.value) || update.revision <= (question.conflict?.revision ?? 0)) {
    return;
  }

  if (question.sending) {
    // The server sends an update only once, so keep it until the current request is done.
    question.missed = update;
  } else if (update.own && !question.conflict && same(textOf(update), question.sent)) {
    // This page's own change, whose response was lost.
    question.accept(update, question.sent, question.turn);
  } else if (question.dirty && status.state !== 'open') {
    // The form has been submitted meanwhile, so there is nothing to choose: only keep what was typed. If the form is reopened, the save asks.
    question.fail(note());
  } else if (question.conflict || question.dirty) {
    compare(question, update);
  } else if (question.element.contains(document.activeElement)) {
    // Don't change a field that has focus. It is changed when the user leaves it, unless the user has typed something by then.
    question.later = update;
    question.show(fill(texts.changedBy, update.by, update.when), 'changed');
  } else {
    question.take(update);
  }
}
