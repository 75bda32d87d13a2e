// Unsaved text, kept in this browser by personal link, question and open page, so that one tab never discards another tab's only copy.

const ROOT = 'arshjulet/';

const prefixOf = link => (link ? `${ROOT}${link}/` : ROOT);

export const keyOf = (link, question, page) => `${prefixOf(link)}${question}~${page}`;

export const questionIn = (link, key) => key.slice(prefixOf(link).length).split('~')[0];

// A link's drafts, or all drafts if no link is given; oldest first.
export function drafts(link) {
  try {
    return Object.keys(localStorage)
      .filter(key => key.startsWith(prefixOf(link)))
      .map(key => ({ key, ...read(key) }))
      .sort((one, other) => one.at - other.at);
  } catch {
    // Storage is not allowed.
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
    // Storage is full or not allowed. The page itself still has the text.
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is not allowed.
  }
}
