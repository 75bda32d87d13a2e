// Saves each answer as it is entered: one request at a time per question, always with the latest text, until the server confirms it.
import { compare } from './choices.js';
import { note, show, showTrouble, signal, status } from './status.js';
import { applyUpdate } from './updates.js';
import { address, all, announce, page, texts } from './page.js';

const LONGEST_WAIT = 60000;
const SIGNED_OUT_WAIT = 5000;
export const REQUEST_TIMEOUT = 30000;
// The largest request that browsers send after the page is gone.
const KEEPALIVE_LIMIT = 60000;
// A refusal that a retry can't change. Being signed out, rate limits and the form's state are temporary.
export const isFinal = response => response?.status >= 400 && response.status < 500 && ![401, 408, 409, 422, 425, 429].includes(response.status);

let retrying = null;

export function save(question) {
  clearTimeout(question.timer);
  if (question.waits && status.state === 'closed') {
    question.show(note(), 'failed');
    showTrouble();
  }

  // Reset when it ends, however it ends, so that later typing starts a new request.
  question.sending ??= sendAll(question).finally(() => {
    question.sending = null;
    const { missed } = question;
    question.missed = null;
    if (missed) {
      applyUpdate(missed);
    }
  });
  return question.sending;
}

async function sendAll(question) {
  while (question.waits && status.state !== 'closed' && await send(question)) {
    // Send what was typed in the meantime.
  }
}

// Returns true if the server has stored what was sent.
async function send(question, keepalive = false) {
  const sent = question.sent = question.read();
  const turn = ++question.turn;
  const response = await post(bodyOf(question, sent, turn), keepalive);
  const update = await updateFrom(response);
  if (!update) {
    refused(question, sent, response);
    return false;
  }

  showState(update);
  saveAnswered();
  const saved = update.saved.find(a => a.question === question.key);
  const conflict = update.conflicts.find(a => a.question === question.key);
  if (saved && update.faults.length === 0) {
    question.accept(saved, sent, turn);
    showTrouble();
    return true;
  }

  if (conflict) {
    compare(question, conflict);
  } else if (update.faults.length > 0) {
    question.refuse(update.faults, sent, saved);
    showTrouble();
  } else {
    question.fail(note());
  }

  return false;
}

function bodyOf(question, sent, turn) {
  const [value, comment, evidence] = JSON.parse(sent);
  const body = new URLSearchParams({ sida: page, tur: turn, [`r.${question.key}`]: question.revision.value });
  // The chosen value may be empty, if the answer can be removed.
  if (question.value || question.radios.some(r => r.checked)) {
    body.set(`q.${question.key}`, value);
  }

  if (question.comment) {
    body.set(`k.${question.key}`, comment);
  }

  if (question.evidence) {
    body.set(`u.${question.key}`, evidence);
  }

  return body;
}

// Returns null if there is no response.
async function post(body, keepalive) {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body,
      keepalive: keepalive && body.toString().length < KEEPALIVE_LIMIT,
      signal: keepalive ? undefined : AbortSignal.timeout(REQUEST_TIMEOUT),
    });
  } catch {
    return null;
  }
}

// Returns null if the response is not one that this script can use.
async function updateFrom(response) {
  try {
    return response?.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null;
  } catch {
    return null;
  }
}

function refused(question, sent, response) {
  if (isFinal(response)) {
    // Sending the same again would be refused again; a different text may be accepted.
    question.refused = sent;
    question.refusedForGood = true;
    question.fail(texts.noteRefused);
    saveAnswered();
    return;
  }

  // It may have been stored all the same, so send it again until the server says so.
  question.uncertain ||= response?.status !== 401;
  failed(response);
  question.fail(note());
}

export function showState(update) {
  if (show(update)) {
    setTimeout(retry);
  }
}

// All unsaved questions fail in the same outage, so the wait grows once per round.
export function failed(response) {
  status.signedOut = response?.status === 401;
  status.unreachable = !response || !navigator.onLine;
  if (retrying === null) {
    status.failures++;
    retrying = setTimeout(retry, status.signedOut ? SIGNED_OUT_WAIT : Math.min(LONGEST_WAIT, 1000 * 2 ** status.failures));
  }

  showTrouble();
}

function saveAnswered() {
  if (status.failures > 0) {
    status.failures = 0;
    clearTimeout(retrying);
    retrying = null;
    if (status.state === 'open' && !status.denied && !all().some(q => q.refusedForGood)) {
      announce(texts.back);
    }

    resume();
  }

  showTrouble();
}

// The poll succeeded. Being able to read the form does not prove that it can be saved: with unsaved answers, only a save's response does.
export function pollAnswered() {
  if (status.failures > 0 && status.state !== 'closed' && all().some(q => q.waits)) {
    status.signedOut = false;
    status.unreachable = false;
    resume();
    showTrouble();
  } else {
    saveAnswered();
  }
}

// Retries unsaved answers, and then a pressed button.
function resume() {
  setTimeout(() => {
    retry();
    signal('answered');
  });
}

export function retry() {
  clearTimeout(retrying);
  retrying = null;
  const waiting = all().filter(q => q.waits);
  waiting.forEach(save);
  if (waiting.length === 0 && status.failures > 0) {
    signal('ask');
  }
}

// The page is being closed: send what can be sent, and keep the rest as drafts.
export function leave() {
  all().filter(q => q.waits).forEach(q => {
    clearTimeout(q.timer);
    q.keep();
    send(q, true);
  });
}
