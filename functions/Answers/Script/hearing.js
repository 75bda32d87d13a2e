// What others have written, as the page is told of it.
import { compare } from './choices.js';
import { condition, note } from './condition.js';
import { named, texts, write } from './page.js';
import { same, textOf } from './question.js';

export function hear(news) {
  const question = named(news.question);
  if (!question || question.choosing || news.revision <= Number(question.revision.value) || news.revision <= (question.held?.revision ?? 0)) {
    return;
  }

  if (question.sending) {
    // It is told only once: heard when what is under way has its answer.
    question.missed = news;
  } else if (news.own && !question.held && same(textOf(news), question.sent)) {
    // What this page sent, and never had the answer to.
    question.accept(news, question.sent, question.turn);
  } else if (question.dirty && condition.state !== 'open') {
    // Handed in meanwhile: there is nothing to choose, only what was written to keep. Opened again, the save asks.
    question.fail(note());
  } else if (question.held || question.dirty) {
    compare(question, news);
  } else if (question.element.contains(document.activeElement)) {
    // Not under somebody's fingers: when they leave the field, unless they have written by then.
    question.later = news;
    question.show(write(texts.changedBy, news.by, news.when), 'changed');
  } else {
    question.take(news);
  }
}
