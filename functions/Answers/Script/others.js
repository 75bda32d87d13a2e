// Asks now and then what others have done, and says that somebody is here.
import { condition } from './condition.js';
import { hear } from './hearing.js';
import { form, sheet } from './page.js';
import { failed, heard, isFinal, PATIENCE, reached } from './saving.js';

const POLL = 20000;
const PRESENCE = 60000;

let version = Number(form.dataset.version);
let tag = null;
let polling = null;
let active = Date.now();

export function poll() {
  polling ??= ask().finally(() => { polling = null; });
  return polling;
}

async function ask() {
  try {
    const response = await fetch(`${sheet}/lage?${new URLSearchParams({ efter: version, objekt: form.dataset.item ?? '' })}`, {
      headers: { Accept: 'application/json', ...(tag ? { 'If-None-Match': tag } : {}) },
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    condition.denied = isFinal(response);
    if (response.status === 304 || condition.denied) {
      reached();
    } else if (response.ok) {
      const news = await response.json();
      tag = response.headers.get('ETag');
      version = news.version;
      heard(news);
      reached();
      news.answers.forEach(hear);
    } else {
      failed(response);
    }
  } catch {
    failed(null);
  }
}

function here() {
  if (!document.hidden && Date.now() - active < 3 * PRESENCE && condition.state === 'open') {
    fetch(`${sheet}/narvaro`, { method: 'POST' }).catch(() => {});
  }
}

export function watch() {
  form.addEventListener('input', () => { active = Date.now(); });
  form.addEventListener('ask', poll);
  window.addEventListener('pageshow', e => e.persisted && poll());
  setInterval(() => { if (!document.hidden && condition.state !== 'closed') { poll(); } }, POLL);
  setInterval(here, PRESENCE);
  here();
}
