/**
 * Sends the outbox: one batch under way at a time, from one tab at a time; again, under the same
 * ids, after silence (waiting longer each time), after a reconnect and when the page is looked at.
 */

import { expectWork, withTabLock } from "./tab_lock.js";

const BATCH = 50;
const FIRST_WAIT_MS = 4000;
const LONGEST_WAIT_MS = 15000;
/** After so many silent tries a write goes alone, so that it cannot hold up the others. */
const TRIES_TOGETHER = 3;

export class Sender {
  /** @type {((batch: object[]) => void) | null} */
  submit = null;

  #outbox;
  #draining = false;
  #underWay = new Set();
  #wake = () => {};
  #misses = 0;
  #tries = new Map();
  #holdTimer = 0;

  /** @param {import("./outbox.js").outbox} outbox */
  constructor(outbox) {
    this.#outbox = outbox;
  }

  async drain() {
    if (this.#draining || !this.#canSend()) return;
    if (!this.#next().length) {
      this.#awaitHeld();
      return;
    }
    this.#draining = true;
    try {
      await withTabLock(this.#lock, async (held) => {
        this.#outbox.rescan();
        while (held() && this.#canSend()) {
          const batch = this.#next();
          if (!batch.length) return;
          await this.#send(batch);
        }
      });
    } finally {
      this.#draining = false;
    }
    // Something may have come in between the last look and the end of the lock.
    this.drain();
  }

  /** Something is being typed. */
  expect() {
    if (!this.#draining && this.#canSend()) expectWork(this.#lock);
  }

  get #lock() {
    return `ejournal.outbox.${this.#outbox.account}`;
  }

  /** Do not wait for the answer under way any longer: the connection is new. */
  retryNow() {
    this.#misses = 0;
    this.#wake();
    this.drain();
  }

  /** @param {string[]} ids */
  answered(ids) {
    this.#misses = 0;
    for (const id of ids) {
      this.#underWay.delete(id);
      this.#tries.delete(id);
    }
    if (!this.#underWay.size) this.#wake();
  }

  #canSend() {
    return Boolean(this.#outbox.account && this.submit && this.#outbox.connected);
  }

  /** The oldest write of each place: a later one must know what the earlier has left there. */
  #next() {
    const now = Date.now();
    const first = new Map();
    for (const op of this.#outbox.ops) if (!first.has(op.key)) first.set(op.key, op);
    const ready = [...first.values()].filter((op) => !op.hold || op.hold <= now);
    const tries = (op) => this.#tries.get(op.id) ?? 0;
    const healthy = ready.filter((op) => tries(op) < TRIES_TOGETHER);
    if (healthy.length) return healthy.slice(0, BATCH);
    return ready.sort((a, b) => tries(a) - tries(b)).slice(0, 1);
  }

  #awaitHeld() {
    clearTimeout(this.#holdTimer);
    const holds = this.#outbox.ops.filter((op) => op.hold).map((op) => op.hold);
    if (!holds.length) return;
    const wait = Math.max(0, Math.min(...holds) - Date.now()) + 1;
    this.#holdTimer = setTimeout(() => this.drain(), wait);
  }

  async #send(batch) {
    for (const op of batch) this.#outbox.markSent(op);
    this.#underWay = new Set(batch.map((op) => op.id));
    const patience = Math.min(FIRST_WAIT_MS * 1.5 ** this.#misses, LONGEST_WAIT_MS);
    const ended = new Promise((resolve) => {
      const timer = setTimeout(() => resolve("silence"), patience);
      this.#wake = () => {
        clearTimeout(timer);
        resolve("woken");
      };
    });
    this.submit(batch.map(({ id, kind, target, value, base, at, reason }) =>
      ({ id, kind, target, value, base, at, ...(reason && { reason }) })));
    const how = await ended;
    this.#wake = () => {};
    if (how !== "silence") return;
    this.#misses += 1;
    for (const id of this.#underWay) this.#tries.set(id, (this.#tries.get(id) ?? 0) + 1);
    this.#outbox.setStalled(true);
  }
}
