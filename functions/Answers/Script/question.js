// A question on the page: its fields' content, what of it is saved, and the note below it.
import { note, status } from './status.js';
import { addCounter, count } from './counter.js';
import { drop, keep, keyOf } from './drafts.js';
import { addFault, clearFaults } from './faults.js';
import { announce, form, page, texts } from './page.js';

// Value, comment and link as one string that can be compared and stored.
export const textOf = update => JSON.stringify([update.value ?? '', update.comment ?? '', update.evidence ?? '']);

// Ignores leading and trailing spaces, because the server trims what it stores.
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
    this.savedNote = this.note.textContent;
    // The page itself asks which of two texts to keep. The choice is posted with the button, never by the script.
    this.choosing = element.hasAttribute('data-conflict');
    this.saved = this.choosing || element.hasAttribute('data-unsaved') ? null : this.initialText();
    this.refused = this.saved === null ? this.read() : null;
    this.draft = keyOf(form.dataset.draft, this.key, page);
    this.areas().forEach(addCounter);
  }

  areas() {
    return [this.value, this.comment].filter(Boolean);
  }

  read() {
    const value = this.value ? this.value.value : this.radios.find(r => r.checked)?.value;
    return JSON.stringify([value ?? '', this.comment?.value ?? '', this.evidence?.value ?? '']);
  }

  // The content as the server sent it, even if the browser has restored other text in the fields.
  initialText() {
    const value = this.value ? this.value.defaultValue : this.radios.find(r => r.defaultChecked)?.value;
    return JSON.stringify([value ?? '', this.comment?.defaultValue ?? '', this.evidence?.defaultValue ?? '']);
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
    return this.dirty && !this.conflict && !this.choosing && this.read() !== this.refused;
  }

  show(text, kind = '') {
    this.note.textContent = text;
    this.note.dataset.note = kind;
  }

  // Updates the note while the user types: the text since the last save is not called saved. Not read out at every key.
  pending() {
    if (this.conflict || this.choosing) {
      this.show('');
    } else if (!this.dirty) {
      this.show(this.savedNote);
    } else if (!this.waits) {
      this.show(this.refusedForGood ? texts.noteRefused : '', this.refusedForGood ? 'failed' : '');
    } else if (status.failures > 0 || status.state !== 'open') {
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

  // The server has stored what was sent.
  accept(update, sent, turn) {
    if (turn < this.accepted) {
      return;
    }

    this.accepted = turn;
    this.markSaved(update, sent);
    this.pending();
    if (update.note && !this.dirty) {
      announce(update.note);
    }
  }

  // Replaces an untouched answer with somebody else's.
  take(update) {
    this.put(textOf(update));
    this.later = null;
    this.markSaved(update, this.read());
    this.show(update.note, 'changed');
  }

  markSaved(update, text) {
    this.saved = text;
    this.uncertain = false;
    this.refusedForGood = false;
    this.refused = null;
    this.follow(update);
    this.savedNote = update.note;
    clearFaults(this);
    this.keep();
  }

  // The next change is based on this revision.
  follow(update) {
    this.revision.value = update.revision;
    this.mark.value = update.mark;
  }

  // The valid fields are saved; the invalid ones keep their text and show the reason.
  refuse(faults, sent, saved) {
    if (saved) {
      this.follow(saved);
      this.savedNote = saved.note;
    }

    this.refused = sent;
    this.refusedForGood = false;
    this.keep();
    this.show(saved?.note ?? '');
    clearFaults(this);
    faults.forEach(f => addFault(this, f.message, f.field));
    announce(faults.map(f => f.message).join('. '));
  }

  // The text was not stored, or it is not known whether it was.
  fail(text) {
    this.keep();
    this.show(text, 'failed');
  }
}
