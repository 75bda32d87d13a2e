// The form on the page: the data that the server put there for the scripts, its questions, and the live region.

export const form = document.querySelector('form[data-autosave]');
export const texts = JSON.parse(form.dataset.texts);
export const address = form.getAttribute('action');
// The form's address, which differs from the page's on an item's page.
export const { sheet } = form.dataset;

// Identifies this open page, so that the server never finds it in conflict with its own changes, and its drafts are kept apart from other tabs'.
export const page = Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, '0')).join('');

const questions = new Map();
export const add = question => questions.set(question.key, question);
export const all = () => [...questions.values()];
export const questionByKey = key => questions.get(key);
export const questionOf = target => questions.get(target.closest?.('[data-question]')?.dataset.question);

const live = document.querySelector('[data-live]');

export function announce(text) {
  live.textContent = text;
}

export const fill = (text, ...facts) => text.replace(/\{(\d)\}/g, (_, i) => facts[i]);
