// Shows drafts of a submitted form that this browser kept and that were not submitted, so that they can be copied. Only the user discards them.
import { drafts, drop, questionIn } from './drafts.js';

const place = document.querySelector('[data-drafts]');
const link = place.dataset.drafts;
const questions = JSON.parse(place.dataset.questions);
const same = (one, other) => (one ?? '').trim() === (other ?? '').trim();

function show({ key, text }) {
  const question = questions[questionIn(link, key)];
  const typed = JSON.parse(text ?? '[]');
  if (!question || typed.every((words, i) => !words || same(words, question.stands[i]))) {
    return;
  }

  const [value, comment, evidence] = typed;
  const field = place.querySelector('template').content.firstElementChild.cloneNode(true);
  const area = field.querySelector('textarea');
  const label = field.querySelector('label');
  area.id = `utkast-${place.children.length}`;
  area.value = [question.steps[value] ?? value, comment, evidence].filter(Boolean).join('\n');
  label.htmlFor = area.id;
  label.id = `${area.id}-namn`;
  label.textContent = question.name;
  const button = field.querySelector('button');
  button.setAttribute('aria-describedby', label.id);
  button.addEventListener('click', () => {
    drop(key);
    field.remove();
    place.hidden = !place.querySelector('textarea');
    (place.hidden ? document.getElementById('innehall') : place.querySelector('textarea')).focus();
  });
  place.append(field);
  place.hidden = false;
}

drafts(link).forEach(show);
