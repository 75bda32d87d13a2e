// Saves each answer as it is made, keeps what could not be saved, and shows what others write meanwhile.
// The page works without: its button saves everything, and the server alone decides what stands.
(() => {
  'use strict';

  const form = document.querySelector('form[data-autosave]');
  // A browser that lacks any of it has the page as it is without scripts.
  if (!form?.requestSubmit || !window.fetch || !window.AbortSignal?.timeout || !window.crypto?.getRandomValues) {
    return;
  }

  const PAUSE = 1000;
  const POLL = 20000;
  const PRESENCE = 60000;
  const LONGEST_WAIT = 60000;
  // What a browser sends after the page is gone.
  const KEEPALIVE_LIMIT = 60000;
  const COUNT_FROM = 0.8;
  // Refused for good: neither signed out nor too much at once nor a state of the form, which all pass.
  const isFinal = response => response?.status >= 400 && response.status < 500 && ![401, 408, 409, 422, 425, 429].includes(response.status);

  const texts = JSON.parse(form.dataset.texts);
  const address = form.getAttribute('action');
  // The form's own address, where the page is about one item of it.
  const sheet = form.dataset.sheet;
  const limit = Number(form.dataset.limit);
  const live = document.querySelector('[data-live]');
  const trouble = document.querySelector('[data-trouble]');
  const number = new Intl.NumberFormat('sv-SE');
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'long', timeStyle: 'short' });
  // Names this open page to the server: it is never in conflict with what it sent before.
  const page = Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, '0')).join('');

  let version = Number(form.dataset.version);
  let tag = null;
  // Rounds of tries in a row that came to nothing.
  let failures = 0;
  let signedOut = false;
  // The last try got no answer at all.
  let unreachable = false;
  // The button whose press goes on when what waits is saved.
  let pressed = null;
  // The poll is answered that there is nothing here for this reader.
  let denied = false;
  let retrying = null;
  let state = 'open';
  let active = Date.now();

  const write = (text, ...facts) => text.replace(/\{(\d)\}/g, (_, i) => facts[i]);

  function say(text) {
    live.textContent = text;
  }

  // Why nothing is saved, over the whole form: the nearest reason.
  function tell() {
    const text = failures > 0 ? texts[signedOut ? 'signedOut' : pressed && unreachable ? 'pressed' : 'failed']
      : state === 'closed' && !all().some(q => q.dirty) ? texts.yearClosed
      : state !== 'open' ? texts[state]
      : denied || all().some(q => q.stuck) ? texts.refused
      : '';
    if (trouble.textContent !== text) {
      trouble.textContent = text;
    }
  }

  // The same beside the field, in a line.
  const note = () => failures > 0 ? texts[signedOut ? 'noteSignedOut' : 'failed']
    : state === 'locked' ? texts.noteLocked
    : state === 'closed' ? texts.noteClosed
    : texts.failed;

  // Drafts: only what is not saved, in this browser, for this link.

  const drafts = {
    // Of this page: another tab's unsaved text is not this one's to write over.
    key: question => `arshjulet/${form.dataset.draft}/${question.key}~${page}`,
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, draft) {
      try {
        if (draft) {
          localStorage.setItem(key, JSON.stringify(draft));
        } else {
          localStorage.removeItem(key);
        }
      } catch {
        // No room or not allowed: the page itself still holds it.
      }
    },
    // What other pages left or still hold, oldest first.
    others(question) {
      const own = this.key(question);
      try {
        return Object.keys(localStorage)
          .filter(k => k !== own && k.startsWith(own.slice(0, -page.length)))
          .map(key => ({ key, ...this.read(key) }))
          .sort((one, other) => one.at - other.at);
      } catch {
        return [];
      }
    },
  };

  class Question {
    constructor(element) {
      this.element = element;
      this.key = element.dataset.question;
      this.radios = [...element.querySelectorAll('input[type=radio][name^="q."]')];
      this.value = element.querySelector('textarea[name^="q."]');
      this.comment = element.querySelector('textarea[name^="k."]');
      this.evidence = element.querySelector('input[name^="u."]');
      this.revision = element.querySelector('input[name^="r."]');
      this.mark = element.querySelector('input[name^="o."]');
      this.note = element.querySelector('[data-note]');
      this.turn = 0;
      this.accepted = 0;
      this.missed = null;
      this.said = this.note.textContent;
      // The server asks on the page which of two texts is to stand: sent by the button, with the choice, and never alone.
      this.choosing = element.hasAttribute('data-conflict');
      this.saved = this.choosing || element.hasAttribute('data-unsaved') ? null : this.standing();
      this.refused = this.saved === null ? this.read() : null;
      this.areas().forEach(area => {
        area.count = element.ownerDocument.createElement('p');
        area.count.className = 'counter';
        area.count.hidden = true;
        area.after(area.count);
        count(area, false);
      });
    }

    areas() {
      return [this.value, this.comment].filter(Boolean);
    }

    // Value, comment and link, as one text that can be compared and kept.
    read() {
      return JSON.stringify([this.value ? this.value.value : this.radios.find(r => r.checked)?.value ?? '', this.comment?.value ?? '', this.evidence?.value ?? '']);
    }

    // As the server sent the page, whatever the browser has put in the fields since.
    standing() {
      return JSON.stringify([this.value ? this.value.defaultValue : this.radios.find(r => r.defaultChecked)?.value ?? '', this.comment?.defaultValue ?? '', this.evidence?.defaultValue ?? '']);
    }

    put(text) {
      const [value, comment, evidence] = JSON.parse(text);
      this.radios.forEach(r => { r.checked = r.value === value; });
      if (this.value) {
        this.value.value = value;
      }

      if (this.comment) {
        this.comment.value = comment;
      }

      if (this.evidence) {
        this.evidence.value = evidence ?? '';
      }

      this.areas().forEach(area => count(area, false));
    }

    words(text) {
      const [value, comment, evidence] = JSON.parse(text);
      const label = this.radios.find(r => r.value === value)?.nextElementSibling?.textContent;
      return [this.value ? value : label, comment, evidence].filter(Boolean).join('\n') || texts.empty;
    }

    get dirty() {
      return this.uncertain || this.read() !== this.saved;
    }

    get waits() {
      return this.dirty && !this.held && !this.choosing && this.read() !== this.refused;
    }

    show(text, kind = '') {
      this.note.textContent = text;
      this.note.dataset.note = kind;
    }

    // While it is written in: what was saved is not called so of what has been written since. Seen, and not read out at every key.
    pending() {
      if (this.held || this.choosing) {
        this.show('');
      } else if (!this.dirty) {
        this.show(this.said);
      } else if (!this.waits) {
        this.show(this.stuck ? texts.noteRefused : '', this.stuck ? 'failed' : '');
      } else if (failures > 0 || state !== 'open') {
        this.show(note(), 'failed');
      } else {
        this.show(texts.saving);
      }
    }

    keep() {
      const given = this.choosing && this.element.querySelector('[name^="v."][value=deras]')?.checked;
      drafts.write(drafts.key(this), this.dirty && !given ? { text: this.read(), at: Date.now() } : null);
    }

    // What the server said stands as it was sent.
    accept(news, sent, turn) {
      if (turn < this.accepted) {
        return;
      }

      this.accepted = turn;
      this.saved = sent;
      this.uncertain = false;
      this.stuck = false;
      this.refused = null;
      this.revision.value = news.revision;
      this.mark.value = news.mark;
      this.said = news.note;
      this.fault(null);
      this.keep();
      this.pending();
      if (news.note && !this.dirty) {
        say(news.note);
      }
    }

    // Kept but for what a field may not hold, which stands in the field with the reason.
    refuse(faults, sent, saved) {
      if (saved) {
        this.revision.value = saved.revision;
        this.mark.value = saved.mark;
        this.said = saved.note;
      }

      this.refused = sent;
      this.stuck = false;
      this.keep();
      this.show(saved?.note ?? '');
      this.fault(null);
      faults.forEach(f => this.fault(f.message, f.field));
    }

    // Somebody else's answer takes the place of an untouched one.
    take(news) {
      this.put(textOf(news));
      this.saved = this.read();
      this.uncertain = false;
      this.stuck = false;
      this.refused = null;
      this.later = null;
      this.revision.value = news.revision;
      this.mark.value = news.mark;
      this.said = news.note;
      this.show(news.note, 'changed');
      this.fault(null);
      this.keep();
    }

    fault(message, field = null) {
      if (!message) {
        // Also what the server wrote on the page, and the line that led there.
        this.element.querySelectorAll('.ds-validation-message[id$="-fel"]').forEach(place => {
          const control = document.getElementById(place.id.slice(0, -'-fel'.length));
          control?.removeAttribute('aria-invalid');
          describe(control, (control?.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id !== place.id));
          document.querySelectorAll('#fel a').forEach(link => link.getAttribute('href') === `#${control?.id}` && link.closest('li').remove());
          place.remove();
        });
        if (!document.querySelector('#fel li')) {
          document.getElementById('fel')?.remove();
        }

        return;
      }

      const control = { k: this.comment, u: this.evidence }[field?.[0]] ?? this.value;
      const id = `${(control ?? this.radios[0]).name}-fel`;
      let place = document.getElementById(id);
      if (!place) {
        place = document.createElement('p');
        place.className = 'ds-validation-message';
        place.dataset.color = 'danger';
        place.dataset.live = 'ja';
        place.id = id;
        this.note.before(place);
      }

      place.textContent = message;
      control?.setAttribute('aria-invalid', 'true');
      describe(control, [...(control?.getAttribute('aria-describedby') ?? '').split(' '), id]);
      say(message);
    }

    // Two have written different things: both stay on the page until one is chosen.
    compare(news) {
      const theirs = textOf(news);
      this.panel?.remove();
      this.held = news;
      this.later = null;
      const panel = this.panel = panelOf('jamfor', {
        why: write(texts.compare, news.by, news.when),
        mine: this.words(this.read()),
        name: write(texts.theirs, news.by),
        theirs: this.words(theirs),
      }, choice => {
        if (choice === 'theirs') {
          this.held = null;
          this.take(news);
        } else {
          this.revision.value = news.revision;
          this.mark.value = news.mark;
          this.uncertain = true;
          const [mine, other] = [JSON.parse(this.read()), JSON.parse(theirs)];
          // Nothing is chosen here: what the other chose stands on, and is seen to.
          if (this.radios.length > 0 && !this.radios.some(r => r.checked)) {
            mine[0] = other[0];
          }

          if (choice === 'both') {
            const join = i => mine[i] === other[i] ? mine[i] : [mine[i], other[i]].filter(Boolean).join('\n\n');
            this.put(JSON.stringify([this.value ? join(0) : mine[0], join(1), mine[2] || other[2]]));
          } else {
            this.put(JSON.stringify(mine));
          }

          this.held = null;
          this.keep();
          this.pending();
          save(this);
        }

        // Last: the button that is pressed goes with the panel, and losing focus saves.
        panel.remove();
        (this.areas()[0] ?? this.radios.find(r => r.checked) ?? this.radios[0]).focus();
      });
      panel.querySelector('[data-choose=both]').hidden = this.areas().length === 0;
      this.element.prepend(panel);
      this.show('');
      this.keep();
      say(write(texts.compare, news.by, news.when));
    }

    // Text that this browser still holds since the net or the page was gone, or that stands unsaved in another tab.
    offer({ key, text, at }) {
      if (!text || same(text, this.saved) || same(text, this.read()) || JSON.parse(text).every(t => !t)) {
        // Saved, nothing, or in the field already, which is kept as this page's own.
        this.keep();
        drafts.write(key, null);
        return;
      }

      const panel = panelOf('utkast', { why: write(texts.draft, time.format(at)), text: this.words(text) }, choice => {
        drafts.write(key, null);
        panel.remove();
        if (choice === 'use') {
          this.put(text);
          this.keep();
          this.pending();
          save(this);
        }

        (this.areas()[0] ?? this.radios.find(r => r.checked) ?? this.radios[0]).focus();
      });
      this.element.prepend(panel);
    }
  }

  function describe(control, ids) {
    const places = [...new Set(ids.filter(Boolean))].join(' ');
    if (places) {
      control?.setAttribute('aria-describedby', places);
    } else {
      control?.removeAttribute('aria-describedby');
    }
  }

  const textOf = news => JSON.stringify([news.value ?? '', news.comment ?? '', news.evidence ?? '']);

  // The server trims what it keeps.
  const same = (one, other) => Boolean(one && other) && JSON.parse(one).every((text, i) => text.trim() === JSON.parse(other)[i].trim());

  function panelOf(pattern, words, chosen) {
    const panel = document.getElementById(pattern).content.firstElementChild.cloneNode(true);
    Object.entries(words).forEach(([slot, text]) => { panel.querySelector(`[data-slot=${slot}]`).textContent = text; });
    panel.setAttribute('aria-label', words.why);
    panel.addEventListener('click', e => {
      const choice = e.target.closest('[data-choose]')?.dataset.choose;
      if (choice) {
        chosen(choice);
      }
    });
    return panel;
  }

  // The counter speaks when typing rests, not at every key.
  let counting = null;
  function count(area, aloud) {
    const left = limit - area.value.length;
    area.count.hidden = area.value.length < COUNT_FROM * limit;
    area.count.textContent = left < 0 ? write(texts.over, number.format(-left)) : write(texts.left, number.format(left));
    if (aloud && !area.count.hidden) {
      clearTimeout(counting);
      counting = setTimeout(() => say(area.count.textContent), 2 * PAUSE);
    }
  }

  const questions = new Map([...form.querySelectorAll('[data-question]')].map(e => [e.dataset.question, new Question(e)]));

  const all = () => [...questions.values()];
  const questionOf = target => questions.get(target.closest?.('[data-question]')?.dataset.question);

  // Saving: one request at a time for a question, the latest text wins.

  function save(question) {
    clearTimeout(question.timer);
    if (question.waits && state === 'closed') {
      question.show(note(), 'failed');
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
    while (question.waits && state !== 'closed' && await send(question)) {
      // What was typed while it was sent goes next.
    }
  }

  async function send(question, keepalive = false) {
    const sent = question.sent = question.read();
    const turn = ++question.turn;
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

    let response;
    let news;
    try {
      response = await fetch(address, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body,
        keepalive: keepalive && body.toString().length < KEEPALIVE_LIMIT,
        signal: keepalive ? undefined : AbortSignal.timeout(30000),
      });
    } catch {
      response = null;
    }

    try {
      news = response?.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null;
    } catch {
      news = null;
    }

    if (!news && isFinal(response)) {
      // The same again gets the same answer; something else may be taken.
      question.refused = sent;
      question.stuck = true;
      question.keep();
      question.show(texts.noteRefused, 'failed');
      answered();
      return false;
    }

    if (!news) {
      // It may have been written all the same: it is sent again until the server says so.
      question.uncertain ||= response?.status !== 401;
      question.keep();
      failed(response);
      question.show(note(), 'failed');
      return false;
    }

    show(news);
    answered();
    const saved = news.saved.find(a => a.question === question.key);
    const conflict = news.conflicts.find(a => a.question === question.key);
    if (saved && news.faults.length === 0) {
      question.accept(saved, sent, turn);
      tell();
      return true;
    }

    if (conflict) {
      question.compare(conflict);
    } else if (news.faults.length > 0) {
      question.refuse(news.faults, sent, saved);
      tell();
    } else {
      question.keep();
      question.show(note(), 'failed');
    }

    return false;
  }

  // Every question that waits fails in one outage: the wait grows by the round.
  function failed(response) {
    signedOut = response?.status === 401;
    unreachable = !response || !navigator.onLine;
    if (retrying === null) {
      failures++;
      retrying = setTimeout(retry, signedOut ? 5000 : Math.min(LONGEST_WAIT, 1000 * 2 ** failures));
    }

    tell();
  }

  function answered() {
    if (failures > 0) {
      failures = 0;
      clearTimeout(retrying);
      retrying = null;
      if (state === 'open' && !denied && !all().some(q => q.stuck)) {
        say(texts.back);
      }

      setTimeout(pressed ? goOn : retry);
    }

    tell();
  }

  function retry() {
    clearTimeout(retrying);
    retrying = null;
    if (all().some(q => q.waits)) {
      all().filter(q => q.waits).forEach(save);
    } else if (failures > 0) {
      poll();
    }
  }

  // What others do.

  function show(news) {
    // Only the poll looks at who else is here.
    if (typeof news.here === 'string') {
      form.ownerDocument.querySelector('[data-here]').textContent = news.here;
    }

    form.ownerDocument.querySelector('[data-progress]').textContent = news.progress;
    form.ownerDocument.querySelector('[data-remaining]').textContent = `${news.remaining}.`;
    const bar = document.querySelector('progress.answered');
    bar.value = news.answered;
    bar.setAttribute('aria-label', news.progress);
    const before = state;
    // A year that is closed stays so, whatever answer to an earlier question comes late.
    state = before === 'closed' || news.closed ? 'closed' : news.locked ? 'locked' : 'open';
    if (state !== before) {
      tell();
      if (state === 'open') {
        say(texts.reopened);
        setTimeout(retry);
      }
    }
  }

  function hear(news) {
    const question = questions.get(news.question);
    if (!question || question.choosing || news.revision <= Number(question.revision.value) || news.revision <= (question.held?.revision ?? 0)) {
      return;
    }

    if (question.sending) {
      // It is told only once: heard when what is under way has its answer.
      question.missed = news;
    } else if (news.own && !question.held && same(textOf(news), question.sent)) {
      // What this page sent, and never had the answer to.
      question.accept(news, question.sent, question.turn);
    } else if (question.held || question.dirty) {
      question.compare(news);
    } else if (question.element.contains(document.activeElement)) {
      // Not under somebody's fingers: when they leave the field, unless they have written by then.
      question.later = news;
      question.show(write(texts.changedBy, news.by, news.when), 'changed');
    } else {
      question.take(news);
    }
  }

  let polling = null;
  function poll() {
    polling ??= (async () => {
      try {
        const response = await fetch(`${sheet}/lage?${new URLSearchParams({ efter: version, objekt: form.dataset.item ?? '' })}`, {
          headers: { Accept: 'application/json', ...(tag ? { 'If-None-Match': tag } : {}) },
          cache: 'no-store',
          signal: AbortSignal.timeout(30000),
        });
        denied = isFinal(response);
        if (response.status === 304 || denied) {
          answered();
        } else if (response.ok) {
          const news = await response.json();
          tag = response.headers.get('ETag');
          version = news.version;
          show(news);
          answered();
          news.answers.forEach(hear);
        } else {
          failed(response);
        }
      } catch {
        failed(null);
      } finally {
        polling = null;
      }
    })();
    return polling;
  }

  function here() {
    if (!document.hidden && Date.now() - active < 3 * PRESENCE && state === 'open') {
      fetch(`${sheet}/narvaro`, { method: 'POST' }).catch(() => {});
    }
  }

  // What the writer does.

  form.addEventListener('input', e => {
    active = Date.now();
    const question = questionOf(e.target);
    if (!question) {
      return;
    }

    // Who writes on after the press has more to do here.
    if (failures > 0) {
      pressed = null;
      tell();
    }

    question.keep();
    question.pending();
    clearTimeout(question.timer);
    if (e.target.count) {
      count(e.target, true);
      question.timer = setTimeout(() => save(question), PAUSE);
    } else if (e.target !== question.evidence) {
      // Half an address is no link: that field is saved when it is left.
      save(question);
    }
  });

  form.addEventListener('focusout', e => {
    const question = questionOf(e.target);
    if (question?.waits) {
      save(question);
    } else if (question?.later && !question.dirty && !question.element.contains(e.relatedTarget)) {
      question.take(question.later);
    }
  });

  // The button saves too. Where nothing waits the browser posts the form by itself: a post from within its own event is one that browsers drop.
  let posting = false;
  form.addEventListener('submit', e => {
    if (posting || !all().some(q => q.held || q.sending || q.waits)) {
      return;
    }

    e.preventDefault();
    pressed = e.submitter ?? form.querySelector('[type=submit]');
    goOn();
  });

  let goingOn = null;
  function goOn() {
    goingOn ??= (async () => {
      await Promise.allSettled(all().map(save));
      setTimeout(() => {
        goingOn = null;
        post();
      });
    })();
  }

  function post() {
    if (!pressed) {
      return;
    }

    const undecided = all().find(q => q.held);
    if (undecided) {
      pressed = null;
      say(texts.undecided);
      undecided.panel.querySelector('button').focus();
      return;
    }

    if (failures > 0 && unreachable && all().some(q => q.waits)) {
      // It goes on by itself when there is an answer again.
      tell();
      return;
    }

    // Also what this script has no use for an answer to: the server's page says what is the matter, and the drafts are kept.
    const button = pressed;
    pressed = null;
    posting = true;
    form.requestSubmit(button);
    posting = false;
  }

  // This page is not in conflict with what it sent before, whichever way it sends.
  form.addEventListener('formdata', e => {
    const turn = Math.max(0, ...all().map(q => q.turn)) + 1;
    all().forEach(q => { q.turn = turn; });
    e.formData.set('sida', page);
    e.formData.set('tur', turn);
  });

  function leave() {
    all().filter(q => q.waits).forEach(q => {
      clearTimeout(q.timer);
      q.keep();
      send(q, true);
    });
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      leave();
    } else {
      retry();
      poll();
    }
  });
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', e => e.persisted && poll());
  window.addEventListener('online', retry);

  all().forEach(q => {
    if (q.choosing) {
      q.keep();
      q.pending();
    }

    drafts.others(q).forEach(draft => q.offer(draft));
  });
  setInterval(() => { if (!document.hidden && state !== 'closed') { poll(); } }, POLL);
  setInterval(here, PRESENCE);
  here();
})();
