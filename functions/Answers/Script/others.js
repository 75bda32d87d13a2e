// Polls for others' changes, and reports that this user is present.
import { status } from './status.js';
import { applyUpdate } from './updates.js';
import { form, sheet } from './page.js';
import { failed, isFinal, pollAnswered, REQUEST_TIMEOUT, showState } from './saving.js';

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
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    status.denied = isFinal(response);
    if (response.status === 304 || status.denied) {
      pollAnswered();
    } else if (response.ok) {
      const update = await response.json();
      tag = response.headers.get('ETag');
      version = update.version;
      showState(update);
      pollAnswered();
      update.answers.forEach(applyUpdate);
    } else {
      failed(response);
    }
  } catch {
    failed(null);
  }
}

function reportPresence() {
  if (!document.hidden && Date.now() - active < 3 * PRESENCE && status.state === 'open') {
    fetch(`${sheet}/narvaro`, { method: 'POST' }).catch(() => {});
  }
}

export function watch() {
  form.addEventListener('input', () => { active = Date.now(); });
  form.addEventListener('ask', poll);
  window.addEventListener('pageshow', e => e.persisted && poll());
  setInterval(() => { if (!document.hidden && status.state !== 'closed') { poll(); } }, POLL);
  setInterval(reportPresence, PRESENCE);
  reportPresence();
}
