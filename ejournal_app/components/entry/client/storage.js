/**
 * The outbox in the browser's storage: one storage key per write and per failure, so that two
 * tabs never overwrite each other's list. The keys carry the account: a write is only ever sent
 * by the account that made it.
 */

const ROOT = "ejournal.outbox.";

export class OutboxStorage {
  /** @param {string} account */
  constructor(account) {
    this.ops = `${ROOT}${account}.op.`;
    this.failures = `${ROOT}${account}.failed.`;
    /** False once the browser refused to keep something; then a reload would lose it. */
    this.durable = true;
  }

  /** @returns {{ops: import("./op.js").Op[], failures: Map<string, import("./op.js").Failure>}} */
  readAll() {
    const ops = [];
    const failures = new Map();
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(this.ops)) {
          const op = parse(localStorage.getItem(name));
          if (op) ops.push(op);
        } else if (name.startsWith(this.failures)) {
          const failure = parse(localStorage.getItem(name));
          if (failure) failures.set(name.slice(this.failures.length), failure);
        }
      }
    } catch {
      this.durable = false;
    }
    return { ops: ops.sort((a, b) => a.at - b.at), failures };
  }

  /** @param {import("./op.js").Op} op */
  putOp(op) {
    this.#set(this.ops + op.id, op);
  }

  /** @param {string} id */
  dropOp(id) {
    this.#remove(this.ops + id);
  }

  /** @param {string} key @param {import("./op.js").Failure} failure */
  putFailure(key, failure) {
    this.#set(this.failures + key, failure);
  }

  /** @param {string} key */
  dropFailure(key) {
    this.#remove(this.failures + key);
  }

  /**
   * Read another tab's change.
   * @param {StorageEvent} event
   * @returns {{op?: string, failure?: string, value: any} | null}
   */
  change(event) {
    if (event.storageArea !== localStorage || event.key === null) return null;
    const value = parse(event.newValue);
    if (event.key.startsWith(this.ops)) return { op: event.key.slice(this.ops.length), value };
    if (event.key.startsWith(this.failures)) {
      return { failure: event.key.slice(this.failures.length), value };
    }
    return null;
  }

  #set(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      this.durable = false;
    }
  }

  #remove(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      this.durable = false;
    }
  }
}

const parse = (text) => {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
};
