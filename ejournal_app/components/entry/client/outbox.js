/**
 * The one write path of the client: an ordered queue that survives reloads and lost connections,
 * and what is known of every place that was written.
 *
 * A write stays in the queue until its answer came (`sender.js` sends it, and sends it again). An
 * unsent write of the same place is replaced by a newer one, which keeps the first base: the
 * value that the server will replace.
 */

import { newId, opKey } from "./op.js";
import { Sender } from "./sender.js";
import { OutboxStorage } from "./storage.js";
import { confirmed, dropped, started } from "./timings.js";

/**
 * @typedef {object} Known
 * @property {string} value
 * @property {boolean} mine  written here, as opposed to told by the server
 * @property {string[]} [past]  what stood there before one's own last writes
 * @property {number} [since]  when it was confirmed, on the clock of `performance.now()`
 */

/** How long a page may still be given what was read before one's own write. */
const LATE_MS = 3000;

/** How long another tab has for sending what it wrote. */
const OTHERS_MS = 1000;

/** How long an answer may take before leaving the page deserves a warning. */
const ON_ITS_WAY_MS = 1500;

/** As written by people or by the server: 75 and 75%, 7.5 and 7,5. */
const loose = (value) => value.trim().toLowerCase().replace(/\s*%$/, "").replace(".", ",");

const CLEAN = Object.freeze({ status: "clean" });

class Outbox {
  account = "";
  /** @type {import("./op.js").Op[]} in the order of sending */
  ops = [];
  /** @type {Map<string, import("./op.js").Failure>} */
  failures = new Map();
  /** @type {Map<string, Known>} newer than what the page was given */
  known = new Map();
  /** @type {Map<string, {kind: string, target: import("./op.js").Target}>} */
  places = new Map();
  connected = true;
  /** The server is silent although the connection seems open. */
  stalled = false;

  #sender = new Sender(this);
  #storage = null;
  #snapshots = new Map();
  #status = null;
  #keyListeners = new Map();
  #listeners = new Set();
  #channel = null;

  // ── life ────────────────────────────────────────────────────────────────────────────────────

  /** Start with the account's unsent writes. @param {string} account */
  open(account) {
    if (account === this.account || !account) return;
    const early = this.account ? [] : this.ops;
    this.account = account;
    this.#storage = new OutboxStorage(account);
    this.known = new Map();
    this.failures = new Map();
    this.ops = early;
    this.#channel?.close();
    this.#channel = typeof BroadcastChannel === "undefined" ? null
      : new BroadcastChannel(`ejournal.outbox.${account}`);
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#take(data);
    for (const op of early) this.#storage.putOp(op);
    this.rescan();
    this.#changed(null);
    this.#sender.drain();
  }

  /** @param {((batch: object[]) => void) | null} submit how a batch leaves this page */
  setSubmit(submit) {
    this.#sender.submit = submit;
    this.#sender.drain();
  }

  /** The state of the socket; called anew on every reconnect. @param {boolean} connected */
  setConnected(connected) {
    const news = connected !== this.connected || this.stalled;
    this.connected = connected;
    this.stalled = false;
    if (news) this.#changed(null);
    if (connected) this.#sender.retryNow();
  }

  /** @param {boolean} stalled */
  setStalled(stalled) {
    if (stalled === this.stalled) return;
    this.stalled = stalled;
    this.#changed(null);
  }

  /** Send again at once whatever waits for an answer. */
  retryNow() {
    this.#sender.retryNow();
  }

  // ── writing ─────────────────────────────────────────────────────────────────────────────────

  /**
   * @param {{kind: string, target: import("./op.js").Target, value: string, seen: string,
   *   where?: string, start?: number, holdMs?: number, reason?: string, base?: string}} write
   *   `seen`: the value the page showed before; `where`: how people call the place; `base`: what
   *   is replaced, where that is not what the page shows now
   */
  enqueue({ kind, target, value, seen, where = "", start, holdMs, reason, base }) {
    const key = opKey(kind, target);
    const queued = this.#queued(key);
    const last = queued.at(-1);
    const op = {
      id: newId(), kind, target, value, base: base ?? this.#baseOf(key, seen), key, where,
      replaces: [], at: Math.max(Date.now(), (this.ops.at(-1)?.at ?? 0) + 1),
    };
    if (reason) op.reason = reason;
    if (holdMs) op.hold = Date.now() + holdMs;
    if (last && !last.sent) {
      op.base = last.base;
      op.replaces = [...last.replaces, last.id];
      this.#remove(last);
      dropped(last.id);
    }
    this.places.set(key, { kind, target });
    this.#dropFailure(key);
    if (op.value !== op.base || queued.some((other) => other.sent)) {
      this.ops.push(op);
      this.#storage?.putOp(op);
      started(op.id, start ?? performance.now());
    }
    this.#changed([key]);
    this.#sender.drain();
  }

  /** Something is being typed: what it takes to send it can be had ready. */
  expect() {
    this.#sender.expect();
  }

  /** The typing is over: send without further waiting. @param {string} key */
  release(key) {
    for (const op of this.#queued(key)) {
      if (!op.hold) continue;
      delete op.hold;
      this.#storage?.putOp(op);
    }
    this.#sender.drain();
  }

  /** Give up the last write of a place. @param {string} key @returns {boolean} it had not gone out */
  takeBack(key) {
    const last = this.#queued(key).at(-1);
    if (!last || last.sent || last.replaces.length) return false;
    this.#remove(last);
    dropped(last.id);
    this.#changed([key]);
    return true;
  }

  /** Give up one's own failed value. @param {string} key */
  keepTheirs(key) {
    const failure = this.failures.get(key);
    if (!failure) return;
    this.#dropFailure(key);
    // A refusal does not say what stands there; a conflict does.
    if (failure.status === "conflict") this.known.set(key, { value: failure.theirs, mine: false });
    this.#changed([key]);
  }

  /**
   * Write over one's own earlier value, `seen`, whatever the page has been told of others since:
   * theirs is then a conflict. One's own failed value is only given up.
   * @param {{kind: string, target: import("./op.js").Target, value: string, seen: string,
   *   where: string}} write
   */
  revert({ kind, target, value, seen, where }) {
    const key = opKey(kind, target);
    if (this.failures.has(key)) {
      this.keepTheirs(key);
      return;
    }
    const known = this.known.get(key);
    // The server may have put what was typed in its own words: 75 became 75%.
    const own = known?.mine ? known.value : seen;
    const base = this.#queued(key).at(-1)?.value ?? own;
    this.enqueue({ kind, target, value, seen, where, base });
  }

  /** Send a value again that wants a reason. @param {string} key @param {string} reason */
  explain(key, reason) {
    const failure = this.failures.get(key);
    if (!failure) return;
    const { kind, target, value, base, where } = failure;
    this.enqueue({ kind, target, value, seen: base, where, base, reason });
  }

  /** The places whose value the server holds back. */
  heldKeys() {
    return [...this.failures].filter(([, { status }]) => status === "held").map(([key]) => key);
  }

  /** The server shows a value: what it held back may be confirmed by that. */
  settleHeld(key, given) {
    const failure = this.failures.get(key);
    if (failure?.status !== "held" || loose(failure.value) !== loose(given)) return;
    this.#dropFailure(key);
    this.#changed([key]);
  }

  /** Write one's own value over the other one, which the user has now seen. @param {string} key */
  putMine(key) {
    const failure = this.failures.get(key);
    if (!failure) return;
    const { kind, target, value, theirs, where } = failure;
    this.enqueue({ kind, target, value, seen: theirs, where });
  }

  /**
   * The page has been given another value of this place. It is newer than what is known here,
   * unless it is only what was read just before one's own write and arrives just after it.
   * @param {string} key @param {string} given
   */
  forget(key, given) {
    this.settleHeld(key, given);
    const known = this.known.get(key);
    if (!known) return;
    const late = known.past?.includes(given) && performance.now() - known.since < LATE_MS;
    if (late && given !== known.value) return;
    this.known.delete(key);
    this.#changed([key]);
  }

  #baseOf(key, seen) {
    const failure = this.failures.get(key);
    if (failure) return failure.status === "conflict" ? failure.theirs : failure.base;
    return this.#queued(key).at(-1)?.value ?? this.known.get(key)?.value ?? seen;
  }

  // ── reading ─────────────────────────────────────────────────────────────────────────────────

  /** @param {string} key @returns {import("./op.js").KeyState} the same object until it changes */
  stateOf(key) {
    let state = this.#snapshots.get(key);
    if (!state) {
      state = this.#read(key);
      this.#snapshots.set(key, state);
    }
    return state;
  }

  #read(key) {
    const last = this.#queued(key).at(-1);
    if (last) return { status: this.online ? "saving" : "offline", value: last.value };
    const failure = this.failures.get(key);
    if (failure) return { status: failure.status, value: failure.value, failure };
    const known = this.known.get(key);
    return known ? { status: known.mine ? "saved" : "clean", value: known.value } : CLEAN;
  }

  /**
   * Whether leaving now deserves a warning. A write that has only just gone out does not: it is
   * on its way, and kept for the next page besides.
   */
  get atRisk() {
    const patient = this.online && this.#storage?.durable !== false;
    return this.ops.some((op) => !patient || Date.now() - op.at > ON_ITS_WAY_MS);
  }

  get online() {
    return this.connected && !this.stalled;
  }

  /** @returns {{ready: boolean, pending: number, refused: number, conflicts: number,
   *   reasons: number, held: number, online: boolean, durable: boolean,
   *   failed: [string, import("./op.js").Failure][]}} the same object until it
   *   changes */
  status() {
    if (!this.#status) {
      const failed = [...this.failures];
      const count = (status) => failed.filter(([, own]) => own.status === status).length;
      this.#status = {
        ready: Boolean(this.account),
        pending: this.ops.length,
        refused: count("refused"),
        conflicts: count("conflict"),
        reasons: count("reason"),
        held: count("held"),
        failed,
        online: this.online,
        durable: this.#storage?.durable ?? true,
      };
    }
    return this.#status;
  }

  /** @param {string} key @param {() => void} listener */
  subscribe(key, listener) {
    const set = this.#keyListeners.get(key) ?? new Set();
    this.#keyListeners.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (!set.size && this.#keyListeners.get(key) === set) this.#keyListeners.delete(key);
    };
  }

  /** @param {(keys: string[] | null) => void} listener  null: anything may have changed */
  subscribeAll(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every place that differs from what the page was given. */
  keys() {
    return new Set([...this.ops.map((op) => op.key), ...this.failures.keys(),
      ...this.known.keys()]);
  }

  // ── answers ─────────────────────────────────────────────────────────────────────────────────

  /** @param {import("./op.js").Answer[]} items of the server, for this tab's batch */
  answer(items) {
    if (!items.length) return;
    this.#take(items);
    this.#channel?.postMessage(items);
  }

  /** Values that other people have changed. @param {{kind, target, value}[]} items */
  learn(items) {
    const keys = items.map(({ kind, target, value }) => {
      const key = opKey(kind, target);
      this.places.set(key, { kind, target });
      this.known.set(key, { value, mine: false });
      this.settleHeld(key, value);
      return key;
    });
    if (keys.length) this.#changed(keys);
  }

  #take(items) {
    const keys = items.map((item) => this.#settle(item)).filter(Boolean);
    const revived = this.stalled;
    this.stalled = false;
    if (keys.length || revived) this.#changed(revived ? null : keys);
    this.#sender.answered(items.map((item) => item.id));
  }

  #settle(item) {
    const op = this.ops.find((candidate) => candidate.id === item.id);
    const later = this.ops.find((candidate) => candidate.id !== item.id
      && (op ? candidate.key === op.key : candidate.replaces.includes(item.id)));
    const follows = later && (later.replaces.includes(item.id) || later.base === op?.value);
    if (follows && item.status !== "conflict") {
      // The later write was typed over this one: it replaces what this one has left there.
      later.base = item.status === "saved" ? item.value : op?.base ?? later.base;
      this.#storage?.putOp(later);
    }
    if (!op) return later?.key;
    this.#remove(op);
    if (item.status === "saved") confirmed(op.id);
    else dropped(op.id);
    if (later) {
      if (item.status === "saved") this.#remember(op, item.value);
      return op.key;
    }
    if (item.status === "saved") {
      this.#dropFailure(op.key);
      this.#remember(op, item.value);
    } else {
      this.#fail(op, item);
    }
    return op.key;
  }

  #remember(op, value) {
    const before = this.known.get(op.key);
    const past = [op.base, ...(before?.past ?? [])].slice(0, 8);
    this.known.set(op.key, { value, mine: true, past, since: performance.now() });
  }

  #fail(op, item) {
    const failure = {
      status: item.status, kind: op.kind, target: op.target, value: op.value, base: op.base,
      theirs: item.value, shown: item.shown ?? item.value, message: item.message ?? "",
      by: item.by ?? "", at: item.at ?? "", where: op.where, reason: op.reason ?? "",
    };
    this.failures.set(op.key, failure);
    this.#storage?.putFailure(op.key, failure);
  }

  #dropFailure(key) {
    if (this.failures.delete(key)) this.#storage?.dropFailure(key);
  }

  /** Note in the storage too that a write went out: from now on its fate is not ours to guess. */
  markSent(op) {
    if (op.sent) return;
    op.sent = true;
    this.#storage?.putOp(op);
  }

  #remove(op) {
    this.ops = this.ops.filter((other) => other.id !== op.id);
    this.#storage?.dropOp(op.id);
  }

  #queued(key) {
    return this.ops.filter((op) => op.key === key);
  }

  // ── other tabs ──────────────────────────────────────────────────────────────────────────────

  /** @param {StorageEvent} event */
  follow(event) {
    const change = this.#storage?.change(event);
    if (!change) return;
    if (change.failure) {
      if (change.value) this.failures.set(change.failure, change.value);
      else this.failures.delete(change.failure);
      if (change.value) this.places.set(change.failure, change.value);
      this.#changed([change.failure]);
    } else if (change.value) {
      this.#put(change.value);
      this.#changed([change.value.key]);
      // The tab that wrote it sends it; this one only what is then still there.
      setTimeout(() => this.#sender.drain(), OTHERS_MS);
    } else {
      this.#goneElsewhere(change.op);
    }
  }

  /** The answer itself follows by the channel; without it, "gone" means "saved as typed". */
  #goneElsewhere(id) {
    setTimeout(() => {
      const op = this.ops.find((candidate) => candidate.id === id);
      if (!op) return;
      this.ops = this.ops.filter((other) => other !== op);
      const last = this.#queued(op.key).at(-1);
      if (!last && !this.failures.has(op.key)) {
        this.#remember(op, op.value);
      }
      this.#changed([op.key]);
    }, 300);
  }

  #put(op) {
    const others = this.ops.filter((other) => other.id !== op.id
      && !op.replaces.includes(other.id));
    this.ops = [...others, op].sort((a, b) => a.at - b.at);
    this.places.set(op.key, op);
  }

  /** The storage is the truth, except for what the browser refused to keep. */
  rescan() {
    const { ops, failures } = this.#storage.readAll();
    for (const op of ops) this.#put(op);
    for (const [key, failure] of failures) {
      this.failures.set(key, failure);
      this.places.set(key, failure);
    }
  }

  #changed(keys) {
    this.#status = null;
    if (keys) for (const key of keys) this.#snapshots.delete(key);
    else this.#snapshots.clear();
    for (const key of keys ?? [...this.#keyListeners.keys()]) {
      for (const listener of [...(this.#keyListeners.get(key) ?? [])]) listener();
    }
    for (const listener of [...this.#listeners]) listener(keys);
  }
}

export const outbox = new Outbox();

if (typeof window !== "undefined") {
  window.addEventListener("storage", (event) => outbox.follow(event));
  window.addEventListener("beforeunload", (event) => {
    if (outbox.atRisk) event.preventDefault();
  });
}
