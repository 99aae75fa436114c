/**
 * What was done in this journal in this tab, to be taken back and done again; it survives a
 * reload. Taking back is an ordinary write over the value one has left there oneself: what
 * somebody else has put there since is told as a conflict.
 *
 * @typedef {{kind: string, target: import("./op.js").Target, where: string, before: string,
 *   after: string}} Edit
 */

import { opKey } from "./op.js";
import { outbox } from "./outbox.js";

const ROOT = "ejournal.undo.";
const LONGEST = 100;

/** Nothing registered cannot be written: it counts as present. */
const writable = (kind, value) => (kind === "attendance" && value === "" ? "present" : value);

export class GridHistory {
  /** @type {Edit[][]} */
  #done = [];
  /** @type {Edit[][]} */
  #undone = [];
  #name = "";

  /** @param {Edit[]} edits  one step: what one key, paste, fill or deletion did */
  push(edits) {
    if (!edits.length) return;
    this.#load();
    this.#done.push(edits);
    if (this.#done.length > LONGEST) this.#done.shift();
    this.#undone = [];
    this.#keep();
  }

  /** Forget the last step: it turned out to be the beginning of something else. */
  dropLast() {
    this.#load();
    this.#done.pop();
    this.#keep();
  }

  /** @returns {string[]} the keys of the places that were written */
  undo() {
    return this.#move("undo");
  }

  /** @returns {string[]} */
  redo() {
    return this.#move("redo");
  }

  #move(direction) {
    this.#load();
    const [from, to] = direction === "undo" ? [this.#done, this.#undone]
      : [this.#undone, this.#done];
    const step = from.pop();
    if (!step) return [];
    to.push(step);
    for (const { kind, target, where, before, after } of step) {
      const [seen, value] = direction === "undo" ? [after, before] : [before, after];
      outbox.revert({ kind, target, where, seen, value: writable(kind, value) });
    }
    this.#keep();
    return step.map(({ kind, target }) => opKey(kind, target));
  }

  /** The account is known only after the page has been drawn. */
  #load() {
    const name = `${ROOT}${outbox.account}.${location.pathname}`;
    if (name === this.#name) return;
    this.#name = name;
    try {
      for (const other of Object.keys(sessionStorage)) {
        const foreign = !other.startsWith(`${ROOT}${outbox.account}.`);
        if (other.startsWith(ROOT) && foreign) sessionStorage.removeItem(other);
      }
      const kept = JSON.parse(sessionStorage.getItem(name) ?? "{}");
      this.#done = kept.done ?? [];
      this.#undone = kept.undone ?? [];
    } catch {
      this.#done = [];
      this.#undone = [];
    }
  }

  #keep() {
    try {
      const kept = JSON.stringify({ done: this.#done, undone: this.#undone });
      sessionStorage.setItem(this.#name, kept);
    } catch {
      // Without storage the steps last as long as the page.
    }
  }
}
