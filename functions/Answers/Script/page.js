// The form on the page: what the server wrote on it for the scripts, its questions, and the place where the page speaks.

export const form = document.querySelector('form[data-autosave]');
export const texts = JSON.parse(form.dataset.texts);
export const address = form.getAttribute('action');
// The form's own address, where the page is about one item of it.
export const { sheet } = form.dataset;

// Names this open page to the server, which never finds it in conflict with what it sent before, and tells its drafts from other tabs'.
export const page = Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, '0')).join('');

const questions = new Map();
export const add = question => questions.set(question.key, question);
export const all = () => [...questions.values()];
export const named = key => questions.get(key);
export const questionOf = target => questions.get(target.closest?.('[data-question]')?.dataset.question);

const live = document.querySelector('[data-live]');

export function say(text) {
  live.textContent = text;
}

export const write = (text, ...facts) => text.replace(/\{(\d)\}/g, (_, i) => facts[i]);
