// What is not saved, kept in this browser: by personal link, by question and by the open page that it was typed on, so that one tab
// never throws away another's only copy.

const ROOT = 'arshjulet/';

const prefixOf = link => (link ? `${ROOT}${link}/` : ROOT);

export const keyOf = (link, question, page) => `${prefixOf(link)}${question}~${page}`;

export const questionIn = (link, key) => key.slice(prefixOf(link).length).split('~')[0];

// A link's, or without one every draft that there is; oldest first.
export function drafts(link) {
  try {
    return Object.keys(localStorage)
      .filter(key => key.startsWith(prefixOf(link)))
      .map(key => ({ key, ...read(key) }))
      .sort((one, other) => one.at - other.at);
  } catch {
    // Storage that is not allowed holds no drafts.
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function keep(key, text) {
  try {
    localStorage.setItem(key, JSON.stringify({ text, at: Date.now() }));
  } catch {
    // No room or not allowed: the page itself still holds it.
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing there.
  }
}
