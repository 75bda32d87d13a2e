// Deletes old drafts from this browser. A younger draft may be the only copy of a text, even if somebody else has submitted the form; the
// receipt shows it.
import { drafts, drop } from './drafts.js';

// As long as a personal link may last: a form can be open from one autumn to the next.
const OLDEST = 366 * 24 * 60 * 60 * 1000;

drafts().filter(({ at }) => !(Date.now() - at < OLDEST)).forEach(({ key }) => drop(key));
