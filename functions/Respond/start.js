// Clears this browser of old drafts. What is younger may be the only copy there is, also of a form that somebody else has handed in: the
// receipt shows it.
import { drafts, drop } from './drafts.js';

// As long as a personal link may live: a form can be open from one autumn to the next.
const OLDEST = 366 * 24 * 60 * 60 * 1000;

drafts().filter(({ at }) => !(Date.now() - at < OLDEST)).forEach(({ key }) => drop(key));
