// Saving each answer as it is made: one request at a time for a question, the latest text wins, and again until the server says that it stands.
import { compare } from './choices.js';
import { condition, note, show, signal, tell } from './condition.js';
import { hear } from './hearing.js';
import { address, all, page, say, texts } from './page.js';

const LONGEST_WAIT = 60000;
const SIGNED_OUT_WAIT = 5000;
export const PATIENCE = 30000;
// What a browser sends after the page is gone.
const KEEPALIVE_LIMIT = 60000;
// Refused for good: neither signed out nor too much at once nor a state of the form, which all pass.
export const isFinal = response => response?.status >= 400 && response.status < 500 && ![401, 408, 409, 422, 425, 429].includes(response.status);

let retrying = null;

export function save(question) {
  clearTimeout(question.timer);
  if (question.waits && condition.state === 'closed') {
    question.show(note(), 'failed');
    tell();
  }

  // Let go of when it has ended, whatever it came to: what is written later starts a new one.
  question.sending ??= sendAll(question).finally(() => {
    question.sending = null;
    const { missed } = question;
    question.missed = null;
    if (missed) {
      hear(missed);
    }
  });
  return question.sending;
}

async function sendAll(question) {
  while (question.waits && condition.state !== 'closed' && await send(question)) {
    // What was typed while it was sent goes next.
  }
}

// True when it stands as it was sent.
async function send(question, keepalive = false) {
  const sent = question.sent = question.read();
  const turn = ++question.turn;
  const response = await post(bodyOf(question, sent, turn), keepalive);
  const news = await newsOf(response);
  if (!news) {
    refused(question, sent, response);
    return false;
  }

  heard(news);
  answered();
  const saved = news.saved.find(a => a.question === question.key);
  const conflict = news.conflicts.find(a => a.question === question.key);
  if (saved && news.faults.length === 0) {
    question.accept(saved, sent, turn);
    tell();
    return true;
  }

  if (conflict) {
    compare(question, conflict);
  } else if (news.faults.length > 0) {
    question.refuse(news.faults, sent, saved);
    tell();
  } else {
    question.fail(note());
  }

  return false;
}

function bodyOf(question, sent, turn) {
  const [value, comment, evidence] = JSON.parse(sent);
  const body = new URLSearchParams({ sida: page, tur: turn, [`r.${question.key}`]: question.revision.value });
  // Nothing may be chosen too, where an answer can be taken back.
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

// Null when nobody answers.
async function post(body, keepalive) {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body,
      keepalive: keepalive && body.toString().length < KEEPALIVE_LIMIT,
      signal: keepalive ? undefined : AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return null;
  }
}

// Null when the answer is none that this script can use.
async function newsOf(response) {
  try {
    return response?.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null;
  } catch {
    return null;
  }
}

function refused(question, sent, response) {
  if (isFinal(response)) {
    // The same again gets the same answer; something else may be taken.
    question.refused = sent;
    question.stuck = true;
    question.fail(texts.noteRefused);
    answered();
    return;
  }

  // It may have been written all the same: it is sent again until the server says so.
  question.uncertain ||= response?.status !== 401;
  failed(response);
  question.fail(note());
}

export function heard(news) {
  if (show(news)) {
    setTimeout(retry);
  }
}

// Every question that waits fails in one outage: the wait grows by the round.
export function failed(response) {
  condition.signedOut = response?.status === 401;
  condition.unreachable = !response || !navigator.onLine;
  if (retrying === null) {
    condition.failures++;
    retrying = setTimeout(retry, condition.signedOut ? SIGNED_OUT_WAIT : Math.min(LONGEST_WAIT, 1000 * 2 ** condition.failures));
  }

  tell();
}

function answered() {
  if (condition.failures > 0) {
    condition.failures = 0;
    clearTimeout(retrying);
    retrying = null;
    if (condition.state === 'open' && !condition.denied && !all().some(q => q.stuck)) {
      say(texts.back);
    }

    again();
  }

  tell();
}

// The poll has its answer. That the form can be read does not make it one that can be saved: while something waits, only a save's own answer says so.
export function reached() {
  if (condition.failures > 0 && condition.state !== 'closed' && all().some(q => q.waits)) {
    condition.signedOut = false;
    condition.unreachable = false;
    again();
    tell();
  } else {
    answered();
  }
}

// Now is the time for what waits, and for a press that waits with it.
function again() {
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
  if (waiting.length === 0 && condition.failures > 0) {
    signal('ask');
  }
}

// The page goes: what it can still send is sent, and what it can't is kept.
export function leave() {
  all().filter(q => q.waits).forEach(q => {
    clearTimeout(q.timer);
    q.keep();
    send(q, true);
  });
}
