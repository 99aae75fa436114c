/**
 * One tab at a time empties the outbox. Sending twice would do no harm (the server carries an id
 * out once), so a lock that a sleeping tab does not give back is taken from it.
 *
 * It is kept a little after the work, so that a row of entries pays for it once: the browser's
 * answer comes only after the next drawn frame, which in a wide journal is most of the waiting. A
 * tab that wants it meanwhile says so and gets it.
 */

const PATIENCE_MS = 8000;
const LEASE_MS = 3000;

/** @type {Map<string, TabLock>} what this tab holds */
const held = new Map();
/** @type {Map<string, Promise<TabLock | null>>} what it has asked for */
const asked = new Map();
let channel = null;

/** Run `work` while no other tab of this browser runs its own.
 * @param {string} name
 * @param {(held: () => boolean) => Promise<void>} work  asks `held()` before each further step
 */
export async function withTabLock(name, work) {
  if (!navigator.locks) return withLease(name, work);
  // Without a pause when it is held: what was typed leaves before the page is drawn again.
  const lock = held.get(name) ?? await acquire(name);
  await lock?.use(work);
}

/** Something is being typed: have the lock by the time it is written. @param {string} name */
export function expectWork(name) {
  if (navigator.locks && !held.has(name)) acquire(name);
}

class TabLock {
  /** The browser's lock lasts as long as this. */
  freed = new Promise((resolve) => { this.free = resolve; });
  #name;
  #mine = true;
  #busy = false;
  #wanted = false;
  #timer = 0;

  constructor(name) {
    this.#name = name;
    held.set(name, this);
    this.#keep();
  }

  async use(work) {
    clearTimeout(this.#timer);
    this.#busy = true;
    try {
      await work(() => this.#mine);
    } finally {
      this.#busy = false;
      this.#keep();
    }
  }

  /** Another tab waits for it. */
  yield() {
    this.#wanted = true;
    if (!this.#busy) this.end();
  }

  /** Given back, or taken over by another tab: then the step under way ends as it will. */
  end() {
    clearTimeout(this.#timer);
    this.#mine = false;
    if (held.get(this.#name) === this) held.delete(this.#name);
    this.free();
  }

  #keep() {
    if (this.#wanted || !this.#mine) this.end();
    else this.#timer = setTimeout(() => this.end(), LEASE_MS);
  }
}

/** @returns {Promise<TabLock | null>} null: the browser does not give it */
function acquire(name) {
  if (!asked.has(name)) {
    const found = request(name, { signal: AbortSignal.timeout(PATIENCE_MS) })
      .then((lock) => lock ?? request(name, { steal: true }));
    asked.set(name, found.finally(() => asked.delete(name)));
  }
  return asked.get(name);
}

function request(name, options) {
  tellOthers(name);
  return new Promise((resolve) => {
    let lock = null;
    navigator.locks.request(name, options, () => {
      lock = new TabLock(name);
      resolve(lock);
      return lock.freed;
    }).catch(() => {
      lock?.end();
      resolve(null);
    });
  });
}

function tellOthers(name) {
  if (typeof BroadcastChannel === "undefined") return;
  if (!channel) {
    channel = new BroadcastChannel("ejournal.outbox.lock");
    channel.onmessage = ({ data }) => held.get(data)?.yield();
  }
  channel.postMessage(name);
}

const me = Math.random().toString(36).slice(2);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Web Locks exist only on secure pages; in a school's own network without TLS a lease in the
 * storage does. It is kept a little after the work, so that a row of entries pays for it once.
 */
async function withLease(name, work) {
  const slot = `${name}.lease`;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(slot) ?? "null");
    } catch {
      return null;
    }
  };
  const mine = () => read()?.tab === me;
  const renew = () => {
    try {
      localStorage.setItem(slot, JSON.stringify({ tab: me, until: Date.now() + LEASE_MS }));
    } catch {
      // Without storage there is nothing that two tabs could share.
    }
  };
  while (!mine()) {
    const lease = read();
    if (!lease || lease.until < Date.now()) {
      renew();
      await sleep(20 + Math.random() * 20);
      if (!read()) break;
    } else {
      await sleep(100);
    }
  }
  renew();
  const timer = setInterval(() => mine() && renew(), LEASE_MS / 3);
  try {
    await work(() => !read() || mine());
  } finally {
    clearInterval(timer);
  }
}
