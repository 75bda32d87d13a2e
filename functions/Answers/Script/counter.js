// Shows how many characters are left in a long text. It is read out when typing pauses, not at every key.
import { announce, fill, form, texts } from './page.js';

const FROM = 0.8;
const REST = 2000;
const limit = Number(form.dataset.limit);
const number = new Intl.NumberFormat('sv-SE');
let resting = null;

export function addCounter(area) {
  area.count = document.createElement('p');
  area.count.className = 'counter';
  area.after(area.count);
  count(area, false);
}

export function count(area, aloud) {
  const left = limit - area.value.length;
  area.count.hidden = area.value.length < FROM * limit;
  area.count.textContent = left < 0 ? fill(texts.over, number.format(-left)) : fill(texts.left, number.format(left));
  if (aloud && !area.count.hidden) {
    clearTimeout(resting);
    resting = setTimeout(() => announce(area.count.textContent), REST);
  }
}
