// One question on the page: what its fields hold, what of it is saved, and what the line beneath says.
import { condition, note } from './condition.js';
import { addCounter, count } from './counter.js';
import { drop, keep, keyOf } from './drafts.js';
import { addFault, clearFaults } from './faults.js';
import { form, page, say, texts } from './page.js';

// Value, comment and link travel as one text that can be compared and kept.
export const textOf = news => JSON.stringify([news.value ?? '', news.comment ?? '', news.evidence ?? '']);

// The server trims what it keeps.
export const same = (one, other) => Boolean(one && other) && JSON.parse(one).every((text, i) => text.trim() === JSON.parse(other)[i].trim());

export class Question {
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
    this.draft = keyOf(form.dataset.draft, this.key, page);
    this.areas().forEach(addCounter);
  }

  areas() {
    return [this.value, this.comment].filter(Boolean);
  }

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

  focus() {
    (this.areas()[0] ?? this.radios.find(r => r.checked) ?? this.radios[0]).focus();
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
    } else if (condition.failures > 0 || condition.state !== 'open') {
      this.show(note(), 'failed');
    } else {
      this.show(texts.saving);
    }
  }

  keep() {
    const given = this.choosing && this.element.querySelector('[name^="v."][value=deras]').checked;
    if (this.dirty && !given) {
      keep(this.draft, this.read());
    } else {
      drop(this.draft);
    }
  }

  // What the server said stands as it was sent.
  accept(news, sent, turn) {
    if (turn < this.accepted) {
      return;
    }

    this.accepted = turn;
    this.stands(news, sent);
    this.pending();
    if (news.note && !this.dirty) {
      say(news.note);
    }
  }

  // Somebody else's answer takes the place of an untouched one.
  take(news) {
    this.put(textOf(news));
    this.later = null;
    this.stands(news, this.read());
    this.show(news.note, 'changed');
  }

  stands(news, text) {
    this.saved = text;
    this.uncertain = false;
    this.stuck = false;
    this.refused = null;
    this.follow(news);
    this.said = news.note;
    clearFaults(this);
    this.keep();
  }

  // What is sent next comes after this.
  follow(news) {
    this.revision.value = news.revision;
    this.mark.value = news.mark;
  }

  // Kept but for what a field may not hold, which stands in the field with the reason.
  refuse(faults, sent, saved) {
    if (saved) {
      this.follow(saved);
      this.said = saved.note;
    }

    this.refused = sent;
    this.stuck = false;
    this.keep();
    this.show(saved?.note ?? '');
    clearFaults(this);
    faults.forEach(f => addFault(this, f.message, f.field));
    say(faults.map(f => f.message).join('. '));
  }

  // It is not known whether it stands, or it is known that it does not.
  fail(text) {
    this.keep();
    this.show(text, 'failed');
  }
}
