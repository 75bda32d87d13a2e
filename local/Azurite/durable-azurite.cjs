// Runs the storage emulator so that what it has acknowledged survives a kill of it, and so that it never outlives its parent.
//
// The emulator keeps its rows in memory (lokijs) and writes them out every fifth second: a kill loses up to five seconds of answers.
// Here every change is appended to a journal file before the response leaves; the journal is read again at the next start. What the
// operating system has been given survives a killed process (not a power cut, for which each line would have to be flushed).
'use strict';

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const azurite = path.resolve(process.argv[2]);
process.argv.splice(1, 2, azurite);
const from = createRequire(azurite);

// The parent holds the other end of standard input; its death, however sudden, closes it.
for (const over of ['end', 'close', 'error']) {
  process.stdin.on(over, () => process.exit(0));
}
process.stdin.resume();

// Ctrl-C reaches every process of the terminal. The parent ends first and closes our input when it has stored the last of its work;
// until then the emulator must answer, so nobody may listen to these.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {});
}
const deaf = listen => function (event, ...rest) {
  return ['SIGINT', 'SIGTERM', 'SIGHUP'].includes(event) ? this : listen.call(this, event, ...rest);
};
process.on = process.addListener = deaf(process.on);
process.once = deaf(process.once);

const location = process.argv[process.argv.indexOf('--location') + 1];
if (process.argv.includes('--location')) {
  waitForPredecessor(path.join(location, 'emulator.pid'));
  keepJournals(from('lokijs'));
}

require(azurite);

// One that was left by a killed parent is about to end; until it has, the files are its own.
function waitForPredecessor(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 200 && isAlive(pid); tries++) {
    Atomics.wait(pause, 0, 0, 25);
  }
  fs.writeFileSync(file, String(process.pid));
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}

function keepJournals(Loki) {
  const compactAfter = 64 * 1024 * 1024;
  const lokiPath = from.resolve('lokijs');

  class Journal {
    constructor(file) {
      this.file = file;
      this.log = file + '.journal';
      this.held = null;
      this.changes = [];
      this.size = 0;
      this.fd = null;
    }

    // One line for what one statement of the emulator does, or for all changes of a batch: a torn last line is a change nobody was told
    // of. A row is replaced by being removed and inserted: as two lines, a kill between them would lose it. The line is written when
    // that statement has run, which is before anything that waited for it, and so before the response.
    append(change) {
      if (this.held) {
        this.held.push(change);
        return;
      }
      if (this.changes.push(change) === 1) {
        queueMicrotask(() => this.write(this.changes.splice(0)));
      }
    }

    write(changes) {
      if (changes.length === 0) {
        return;
      }
      this.fd ??= fs.openSync(this.log, 'a');
      const line = Buffer.from(JSON.stringify(changes) + '\n');
      let written = 0;
      while (written < line.length) {
        written += fs.writeSync(this.fd, line, written);
      }
      this.size += line.length;
    }

    hold() {
      this.held ??= [];
    }

    release() {
      const changes = this.held ?? [];
      this.held = null;
      this.write(changes);
    }

    read() {
      if (!fs.existsSync(this.log)) {
        return [];
      }
      const text = fs.readFileSync(this.log, 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);

      // What is appended next must not continue the torn line.
      fs.truncateSync(this.log, Buffer.byteLength(whole));
      return whole.split('\n').filter(line => line !== '').flatMap(line => JSON.parse(line));
    }

    // A journal that is replayed over a newer snapshot changes nothing, so a kill between these two steps is harmless.
    snapshot(text) {
      const draft = this.file + '.new';
      const fd = fs.openSync(draft, 'w');
      fs.writeFileSync(fd, text);
      fs.fsyncSync(fd);
      fs.closeSync(fd);
      fs.renameSync(draft, this.file);
      if (this.fd !== null) {
        fs.closeSync(this.fd);
        this.fd = null;
      }
      fs.rmSync(this.log, { force: true });
      this.size = 0;
    }
  }

  function replay(snapshot, changes) {
    const collections = new Map(snapshot.collections.map(c => [c.name, { ...c, rows: new Map(c.data.map(d => [d.$loki, d])) }]));
    for (const change of changes) {
      const collection = collections.get(change.in);
      if (change.made) {
        collections.set(change.in, { ...change.made, rows: new Map() });
      } else if (change.dropped) {
        collections.delete(change.in);
      } else if (!collection) {
        continue;
      } else if (change.put) {
        collection.rows.set(change.put.$loki, change.put);
        collection.maxId = Math.max(collection.maxId ?? 0, change.put.$loki);
      } else if (change.cleared) {
        collection.rows.clear();
      } else {
        collection.rows.delete(change.removed);
      }
    }
    snapshot.collections = [...collections.values()].map(({ rows, ...c }) => ({
      ...c,
      data: [...rows.values()].sort((a, b) => a.$loki - b.$loki),
      idIndex: null,
      binaryIndices: Object.fromEntries(Object.keys(c.binaryIndices ?? {}).map(p => [p, { name: p, dirty: true, values: [] }])),
    }));
    return snapshot;
  }

  class DurableLoki extends Loki {
    // Private, because what is enumerable would be serialised into the snapshot.
    #journal;
    #loading = false;
    #compacting = false;

    constructor(file, options) {
      const journal = new Journal(file);
      const adapter = {
        loadDatabase(_, done) {
          const snapshot = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null;
          done(snapshot && replay(snapshot, journal.read()));
        },
        saveDatabase(_, text, done) {
          journal.snapshot(text);
          done(null);
        },
      };
      super(file, { ...options, persistenceMethod: 'adapter', adapter, autosave: false, throttledSaves: false });
      this.#journal = journal;
    }

    addCollection(name, options) {
      const known = this.getCollection(name);
      const collection = super.addCollection(name, options);
      if (!known && !this.#loading) {
        this.#journal.append({ in: name, made: JSON.parse(JSON.stringify(collection, this.serializeReplacer)) });
      }
      return this.watch(collection);
    }

    removeCollection(name) {
      super.removeCollection(name);
      this.#journal.append({ in: name, dropped: true });
    }

    loadJSONObject(source, options) {
      this.#loading = true;
      try {
        super.loadJSONObject(source, options);
        this.collections.forEach(collection => {
          collection.ensureId();
          collection.ensureAllIndexes(true);
        });
      } finally {
        this.#loading = false;
      }
    }

    compact() {
      this.#compacting = false;
      if (!this.#journal.held) {
        this.saveDatabase();
      }
    }

    // From here until release, changes are kept back and then written as one line.
    hold() {
      this.#journal.hold();
    }

    release() {
      this.#journal.release();
    }

    watch(collection) {
      if (collection.journalled) {
        return collection;
      }
      const db = this;
      const name = collection.name;
      Object.defineProperty(collection, 'journalled', { value: true, enumerable: false });
      const put = doc => db.note({ in: name, put: doc });
      collection.on('insert', docs => [].concat(docs).forEach(put));
      collection.on('update', put);
      collection.on('delete', docs => [].concat(docs).forEach(doc => db.note({ in: name, removed: doc.$loki })));
      const clear = collection.clear;
      Object.defineProperty(collection, 'clear', {
        enumerable: false,
        value(...args) {
          clear.apply(collection, args);
          db.note({ in: name, cleared: true });
        },
      });
      return collection;
    }

    note(change) {
      this.#journal.append(change);
      if (this.#journal.size > compactAfter && !this.#compacting) {
        // Rows are whole again when the current request's own statements have run.
        this.#compacting = true;
        setImmediate(() => this.compact());
      }
    }
  }

  require.cache[lokiPath].exports = DurableLoki;

  // A batch is all or nothing over a kill too.
  const tables = from('./table/persistence/LokiTableMetadataStore').default.prototype;
  const { beginBatchTransaction, endBatchTransaction } = tables;
  tables.beginBatchTransaction = async function (...args) {
    await beginBatchTransaction.apply(this, args);
    this.db.hold();
  };
  tables.endBatchTransaction = async function (...args) {
    try {
      await endBatchTransaction.apply(this, args);
    } finally {
      this.db.release();
    }
  };
}
