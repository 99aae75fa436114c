/**
 * Turns what is typed, pasted, filled or deleted into writes, one step of the history at a time.
 */

import { TAKES_PART, typedAttendance } from "./attendance.js";
import { GridHistory } from "./grid_history.js";
import { tellsAbsence } from "./grid_model.js";
import { opKey } from "./op.js";
import { outbox } from "./outbox.js";

/** How long a first `n` waits: `nv` and `ni` begin with it too. */
const SECOND_KEY_MS = 800;

/** An absence and a mark in one cell, as spreadsheets have it: `ns nv`. */
const BOTH = /^(n|k|n[scn])\s+(\S.*)$/;

/** @typedef {{row: number, column: number, text: string}} Wanted */

export class GridEdits {
  history = new GridHistory();
  #store;

  /** @param {import("./grid_store.js").GridStore} store */
  constructor(store) {
    this.#store = store;
  }

  /**
   * The writes a text in a cell stands for; null: it cannot stand there.
   * @param {Wanted} wanted
   */
  meaning({ row, column, text }) {
    const store = this.#store;
    if (!store.editable(row, column)) return null;
    const typed = text.trim();
    const field = store.model.columns[column];
    if (field.kind === "lesson") {
      const entry = store.entryAt(row, column);
      if (!typed) return entry.now === "" ? [] : [{ ...entry, value: "present" }];
      const value = typedAttendance(typed.toLowerCase());
      return value ? [{ ...entry, value }] : null;
    }
    if (tellsAbsence(field)) {
      const sign = this.signOf(column, typed);
      if (sign) return [{ ...store.absenceEntryAt(row, column), value: sign }];
      const both = BOTH.exec(typed.toLowerCase());
      if (both) {
        return [
          { ...store.absenceEntryAt(row, column), value: typedAttendance(both[1]) },
          { ...store.entryAt(row, column), value: typed.slice(-both[2].length) },
        ];
      }
    }
    return [{ ...store.entryAt(row, column), value: typed }];
  }

  /** Attendance typed into the cell of a work; in levels, P is a level. */
  signOf(column, typed) {
    const field = this.#store.model.columns[column];
    if (!tellsAbsence(field)) return undefined;
    const text = typed.toLowerCase();
    if (field.allowed?.some((value) => value.toLowerCase() === text)) return undefined;
    return typedAttendance(text);
  }

  /**
   * Write as one step.
   * @param {Wanted[]} wanted @param {number} start on the clock of `performance.now()`
   * @param {{holdMs?: number}} [options]
   * @returns {number} how many of the texts could not stand where they were wanted
   */
  write(wanted, start, { holdMs } = {}) {
    const step = [];
    let lost = 0;
    for (const one of wanted) {
      const writes = this.meaning(one);
      if (!writes) lost += 1;
      for (const { kind, target, where, seen, now, value } of writes ?? []) {
        const failure = outbox.failures.get(opKey(kind, target));
        if (value === now && !failure) continue;
        const before = !failure ? now
          : failure.status === "conflict" ? failure.theirs : failure.base;
        // An event is not the teacher's to put back.
        const returns = before !== TAKES_PART;
        if (value !== before && returns) step.push({ kind, target, where, before, after: value });
        outbox.enqueue({ kind, target, where, seen, value, start, holdMs });
      }
    }
    this.history.push(step);
    return lost;
  }

  /**
   * `n` in the cell of a work: an absence at once, unless the next key makes `nv` or `ni` of it.
   * @returns {{take: () => void, settle: () => void}}
   */
  writeFirstN({ row, column }, start) {
    const { kind, target, where, seen, now } = this.#store.absenceEntryAt(row, column);
    const changes = now !== "absent";
    this.write([{ row, column, text: "n" }], start, { holdMs: SECOND_KEY_MS });
    return {
      take: () => {
        if (!changes) return;
        this.history.dropLast();
        if (outbox.takeBack(opKey(kind, target))) return;
        outbox.enqueue({ kind, target, where, seen, value: now || "present" });
      },
      settle: () => outbox.release(opKey(kind, target)),
    };
  }

  /** The texts of the selected cells. @returns {string[][]} */
  selected() {
    const { top, bottom, left, right } = this.#store.selection;
    const lines = [];
    for (let row = Math.max(0, top); row <= bottom; row += 1) {
      const line = [];
      for (let column = left; column <= right; column += 1) {
        const text = this.#store.textAt(row, column);
        line.push(text === "\u0000" ? "" : text);
      }
      lines.push(line);
    }
    return lines;
  }

  /** Every selected cell that can be written. @returns {{row: number, column: number}[]} */
  places() {
    const { top, bottom, left, right } = this.#store.selection;
    const places = [];
    for (let row = Math.max(0, top); row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        if (this.#store.editable(row, column)) places.push({ row, column });
      }
    }
    return places;
  }

  clear(start) {
    this.write(this.places().map((place) => ({ ...place, text: "" })), start);
  }

  fill(text, start) {
    return this.write(this.places().map((place) => ({ ...place, text })), start);
  }

  /** The first selected row into those below it; a single cell takes the one above. */
  fillDown(start) {
    const { top, bottom } = this.#store.selection;
    const from = top === bottom ? top - 1 : top;
    if (from < 0) return;
    const below = this.places().filter(({ row }) => row > from);
    this.write(below.map(({ row, column }) => (
      { row, column, text: this.#store.textAt(from, column) })), start);
  }

  /**
   * A block from a cell on, to the right and down.
   * @param {{row: number, column: number}} at @param {string[][]} block
   * @returns {number} how many values found no place
   */
  pasteBlock(at, block, start) {
    const { rows, columns } = this.#store.model;
    const wanted = [];
    let lost = 0;
    block.forEach((line, down) => line.forEach((text, right) => {
      const place = { row: at.row + down, column: at.column + right, text };
      const inside = place.row < rows.length && place.column < columns.length;
      if (inside && this.#store.editable(place.row, place.column)) wanted.push(place);
      else if (text.trim()) lost += 1;
    }));
    return lost + this.write(wanted, start);
  }
}

