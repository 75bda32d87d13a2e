// Shows what this browser still holds of a form that was handed in without it, to be copied; only its owner throws it away.
(() => {
  'use strict';

  const place = document.querySelector('[data-drafts]');
  const questions = JSON.parse(place.dataset.questions);
  const prefix = `arshjulet/${place.dataset.drafts}/`;
  const same = (one, other) => (one ?? '').trim() === (other ?? '').trim();

  function show(key) {
    const question = questions[key.slice(prefix.length).split('~')[0]];
    const typed = JSON.parse(JSON.parse(localStorage.getItem(key)).text);
    if (!question || typed.every((text, i) => !text || same(text, question.stands[i]))) {
      return;
    }

    const [value, comment, evidence] = typed;
    const field = place.querySelector('template').content.firstElementChild.cloneNode(true);
    const area = field.querySelector('textarea');
    area.id = `utkast-${place.children.length}`;
    area.value = [question.steps[value] ?? value, comment, evidence].filter(Boolean).join('\n');
    field.querySelector('label').htmlFor = area.id;
    field.querySelector('label').textContent = question.name;
    const drop = field.querySelector('button');
    drop.setAttribute('aria-describedby', `${area.id}-namn`);
    field.querySelector('label').id = `${area.id}-namn`;
    drop.addEventListener('click', () => {
      localStorage.removeItem(key);
      field.remove();
      place.hidden = !place.querySelector('textarea');
      (place.hidden ? document.getElementById('innehall') : place.querySelector('textarea')).focus();
    });
    place.append(field);
    place.hidden = false;
  }

  try {
    Object.keys(localStorage).filter(k => k.startsWith(prefix)).sort().forEach(show);
  } catch {
    // Storage that is not allowed holds no drafts either.
  }
})();
