// Two texts and a choice: one's own and a colleague's, or what the page holds and what this browser kept.
import { drop } from './drafts.js';
import { say, texts, write } from './page.js';
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

// To be saved, as whoever listens does it.
function settle(question) {
  question.keep();
  question.pending();
  question.element.dispatchEvent(new Event('chosen', { bubbles: true }));
}

// Two have written different things: both stay on the page until one is chosen.
export function compare(question, news) {
  const theirs = textOf(news);
  question.panel?.remove();
  question.held = news;
  question.later = null;
  const panel = question.panel = panelOf('jamfor', {
    why: write(texts.compare, news.by, news.when),
    mine: question.words(question.read()),
    name: write(texts.theirs, news.by),
    theirs: question.words(theirs),
  }, choice => {
    question.held = null;
    if (choice === 'theirs') {
      question.take(news);
    } else {
      question.follow(news);
      question.uncertain = true;
      question.put(chosenOf(question, JSON.parse(theirs), choice === 'both'));
      settle(question);
    }

    // Last: the button that is pressed goes with the panel, and losing focus saves.
    panel.remove();
    question.focus();
  });
  panel.querySelector('[data-choose=both]').hidden = question.areas().length === 0;
  question.element.prepend(panel);
  question.show('');
  question.keep();
  say(write(texts.compare, news.by, news.when));
}

function chosenOf(question, theirs, both) {
  const mine = JSON.parse(question.read());
  const join = i => mine[i] === theirs[i] ? mine[i] : [mine[i], theirs[i]].filter(Boolean).join('\n\n');
  // Where nothing is chosen, what the other chose stands on the server, and is seen to.
  const value = question.radios.length > 0 && !question.radios.some(r => r.checked) ? theirs[0] : mine[0];
  return JSON.stringify(both ? [question.value ? join(0) : value, join(1), mine[2] || theirs[2]] : [value, mine[1], mine[2]]);
}

// Text that this browser still holds since the net or the page was gone, or that stands unsaved in another tab.
export function offer(question, { key, text, at }) {
  if (!text || same(text, question.saved) || same(text, question.read()) || JSON.parse(text).every(t => !t)) {
    // Saved, nothing, or in the field already, which is kept as this page's own.
    question.keep();
    drop(key);
    return;
  }

  const panel = panelOf('utkast', { why: write(texts.draft, time.format(at)), text: question.words(text) }, choice => {
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
