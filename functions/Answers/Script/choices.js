// Offers a choice between two texts: the user's and a colleague's, or the page's and a draft that this browser kept.
import { drop } from './drafts.js';
import { announce, fill, texts } from './page.js';
import { same, textOf } from './question.js';

const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'long', timeStyle: 'short' });

function panelOf(pattern, words, chosen) {
  const panel = document.getElementById(pattern).content.firstElementChild.cloneNode(true);
  Object.entries(words).forEach(([slot, text]) => { panel.querySelector(`[data-slot=${slot}]`).textContent = text; });
  panel.setAttribute('aria-label', words.why);
  panel.addEventListener('click', e => {
    const choice = e.target.closest('[data-choose]')?.dataset.choose;
    if (choice) {
      chosen(choice);
    }
  });
  return panel;
}

// Announces the choice, so that it gets saved.
function settle(question) {
  question.keep();
  question.pending();
  question.element.dispatchEvent(new Event('chosen', { bubbles: true }));
}

// A conflict: two people have written different things. Both texts are shown until the user chooses one.
export function compare(question, update) {
  const theirs = textOf(update);
  question.panel?.remove();
  question.conflict = update;
  question.later = null;
  const panel = question.panel = panelOf('jamfor', {
    why: fill(texts.compare, update.by, update.when),
    mine: question.words(question.read()),
    name: fill(texts.theirs, update.by),
    theirs: question.words(theirs),
  }, choice => {
    question.conflict = null;
    if (choice === 'theirs') {
      question.take(update);
    } else {
      question.follow(update);
      question.uncertain = true;
      question.put(chosenOf(question, JSON.parse(theirs), choice === 'both'));
      settle(question);
    }

    // Last, because removing the panel removes the focused button, and losing focus saves.
    panel.remove();
    question.focus();
  });
  panel.querySelector('[data-choose=both]').hidden = question.areas().length === 0;
  question.element.prepend(panel);
  question.show('');
  question.keep();
  announce(fill(texts.compare, update.by, update.when));
}

function chosenOf(question, theirs, both) {
  const mine = JSON.parse(question.read());
  const join = i => mine[i] === theirs[i] ? mine[i] : [mine[i], theirs[i]].filter(Boolean).join('\n\n');
  // If the user has not chosen a step, use the other's, which is stored on the server.
  const value = question.radios.length > 0 && !question.radios.some(r => r.checked) ? theirs[0] : mine[0];
  return JSON.stringify(both ? [question.value ? join(0) : value, join(1), mine[2] || theirs[2]] : [value, mine[1], mine[2]]);
}

// Offers a draft that this browser kept because the network or the page was gone, or that is unsaved in another tab.
export function offer(question, { key, text, at }) {
  if (!text || same(text, question.saved) || same(text, question.read()) || JSON.parse(text).every(t => !t)) {
    // The draft is saved, empty, or already in the field (which is kept as this page's own draft).
    question.keep();
    drop(key);
    return;
  }

  const panel = panelOf('utkast', { why: fill(texts.draft, time.format(at)), text: question.words(text) }, choice => {
    drop(key);
    panel.remove();
    if (choice === 'use') {
      question.put(text);
      settle(question);
    }

    question.focus();
  });
  question.element.prepend(panel);
}
