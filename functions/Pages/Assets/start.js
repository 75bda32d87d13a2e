// Clears this browser of old drafts. What is younger may be the only copy there is, also of a form that somebody else has handed in: the receipt shows it.
(() => {
  'use strict';

  // As long as a personal link may live: a form can be open from one autumn to the next.
  const OLDEST = 366 * 24 * 60 * 60 * 1000;

  try {
    Object.keys(localStorage).filter(k => k.startsWith('arshjulet/')).forEach(key => {
      const { at } = JSON.parse(localStorage.getItem(key)) ?? {};
      if (!(Date.now() - at < OLDEST)) {
        localStorage.removeItem(key);
      }
    });
  } catch {
    // Storage that is not allowed holds no drafts either.
  }
})();
