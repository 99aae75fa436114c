/**
 * What differs between the grid the server gave and the grid the user sees. Rows subscribe one by
 * one, so that a key redraws one row.
 *
 * @typedef {{key: string, kind: "lesson" | "work" | "average", date: string, sub: string,
 *   title: string, lesson_id?: string | number, work_id?: string | number, scale?: string,
 *   allowed?: string[], editable: boolean}} Column
 * @typedef {{pupil_id: string | number, name: string, note?: string}} GridRow
 * @typedef {{rows: GridRow[], columns: Column[], cells: string[][], readonly: boolean}} Model
 * @typedef {{key: string, status: string, text: string, raw: string,
 *   failure?: import("./op.js").Failure}} Overlay
 */

import { SIGN_OF, attendanceOfSign } from "./attendance.js";
import { outbox } from "./outbox.js";

/** The sign of a cell outside the pupil's membership. */
export const OUTSIDE = "\u0000";

const NOTHING = Object.freeze({});
export class GridStore {
  /** @type {Model} */
  model = { rows: [], columns: [], cells: [], readonly: true };
  /** @type {{row: number, column: number}} */
  active = { row: -1, column: -1 };
  /** The failure shown beside the active cell. @type {Overlay & {row, column} | null} */
  shown = null;
  /** The failure read out below the grid. @type {Overlay & {row, column} | null} */
  told = null;

  #rowOf = new Map();
  #columnOf = new Map();
  #overlays = [];
  #under = new Map();
  #rowListeners = [];
  #rowSubscribers = [];
  #listeners = new Set();

  /** @param {Model} model */
  constructor(model) {
    this.#index(model);
    this.#redraw(outbox.keys());
  }

  /** The server gave a new grid: it wins where its own value is another than before. */
  setModel(model) {
    if (model.rows === this.model.rows && model.columns === this.model.columns
      && model.cells === this.model.cells && model.readonly === this.model.readonly) return;
    this.#index(model);
    for (const [key, given] of [...this.#under]) {
      const at = this.#locate(key);
      if (at && this.given(at.row, at.column) === given) continue;
      this.#under.delete(key);
      if (at) outbox.forget(key, this.#raw(at.row, at.column));
    }
    this.#overlays = [];
    this.#redraw(outbox.keys());
    this.#rowListeners.forEach((set) => set?.forEach((listener) => listener()));
  }

  /** Follow the outbox. @returns {() => void} */
  connect() {
    return outbox.subscribeAll((keys) => {
      const rows = this.#redraw(keys ?? outbox.keys());
      for (const row of rows) this.#rowListeners[row]?.forEach((listener) => listener());
      this.setActive(this.active.row, this.active.column);
    });
  }

  /** @param {number} row @returns {(listener: () => void) => () => void} always the same one */
  rowSubscriber(row) {
    this.#rowSubscribers[row] ??= (listener) => {
      (this.#rowListeners[row] ??= new Set()).add(listener);
      return () => this.#rowListeners[row].delete(listener);
    };
    return this.#rowSubscribers[row];
  }

  /** @param {number} row @returns {Record<number, Overlay>} the same object until it changes */
  overlaysOf(row) {
    return this.#overlays[row] ?? NOTHING;
  }

  /** For the failure that is shown or told. @param {() => void} listener */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param {number} row @param {number} column */
  setActive(row, column) {
    this.active = { row, column };
    const here = this.overlaysOf(row)[column];
    const shown = here?.failure ? { ...here, row, column } : null;
    let { told } = this;
    if (told && !outbox.failures.has(told.key)) told = null;
    if (shown) told = shown;
    if (shown?.failure === this.shown?.failure && told?.failure === this.told?.failure) return;
    this.shown = shown;
    this.told = told;
    this.#tell();
  }

  given(row, column) {
    return this.model.cells[row]?.[column] ?? "";
  }

  /** What stands in a cell for the user, as the server names it. */
  rawAt(row, column) {
    const overlay = this.overlaysOf(row)[column];
    return overlay ? overlay.raw : this.#raw(row, column);
  }

  textAt(row, column) {
    return this.overlaysOf(row)[column]?.text ?? this.given(row, column);
  }

  editable(row, column) {
    const field = this.model.columns[column];
    return !this.model.readonly && row >= 0 && row < this.model.rows.length
      && Boolean(field?.editable) && field.kind !== "average"
      && this.given(row, column) !== OUTSIDE;
  }

  /** @param {number} row @param {number} column @param {string} value @param {number} start */
  write(row, column, value, start) {
    const place = this.#place(row, column);
    if (!place) return;
    const where = `${this.model.rows[row].name}, ${columnName(this.model, column)}`;
    outbox.enqueue({ ...place, value, seen: this.#raw(row, column), where, start });
  }

  #raw(row, column) {
    const given = this.given(row, column);
    return this.model.columns[column]?.kind === "lesson" ? attendanceOfSign(given) : given;
  }

  #place(row, column) {
    const field = this.model.columns[column];
    const pupil = this.model.rows[row]?.pupil_id;
    if (!field || pupil === undefined) return null;
    return field.kind === "lesson"
      ? { kind: "attendance", target: { lesson_id: field.lesson_id, pupil_id: pupil } }
      : { kind: "mark", target: { work_id: field.work_id, pupil_id: pupil } };
  }

  #index(model) {
    this.model = model;
    this.#rowOf = new Map(model.rows.map((row, index) => [String(row.pupil_id), index]));
    this.#columnOf = new Map(model.columns.map(({ kind, lesson_id: lesson, work_id: work }, i) =>
      [kind === "lesson" ? `attendance|${lesson}` : `${kind}|${work}`, i]));
  }

  #locate(key) {
    const place = outbox.places.get(key);
    if (!place || (place.kind !== "attendance" && place.kind !== "mark")) return null;
    const { target, kind } = place;
    const row = this.#rowOf.get(String(target.pupil_id));
    const column = this.#columnOf.get(kind === "mark" ? `work|${target.work_id}`
      : `attendance|${target.lesson_id}`);
    return row === undefined || column === undefined ? null : { row, column };
  }

  /** @param {Iterable<string>} keys @returns {Set<number>} the rows that look different now */
  #redraw(keys) {
    const touched = new Set();
    for (const key of keys) {
      const at = this.#locate(key);
      if (!at) continue;
      const { row, column } = at;
      const state = outbox.stateOf(key);
      if (!touched.has(row)) {
        this.#overlays[row] = { ...this.#overlays[row] };
        touched.add(row);
      }
      if (state.value === undefined) {
        delete this.#overlays[row][column];
        this.#under.delete(key);
        continue;
      }
      const lesson = this.model.columns[column].kind === "lesson";
      const before = this.#overlays[row][column];
      const text = lesson ? SIGN_OF[state.value] ?? state.value : state.value;
      const { status, failure, value: raw } = state;
      this.#overlays[row][column] = { key, status, text, raw, failure };
      if (!this.#under.has(key)) this.#under.set(key, this.given(row, column));
      if (failure && !before?.failure) {
        this.told = { ...this.#overlays[row][column], row, column };
        this.#tell();
      }
    }
    return touched;
  }

  #tell() {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** How a column is called in a sentence. @param {Model} model @param {number} column */
export const columnName = (model, column) => {
  const { date, sub } = model.columns[column] ?? {};
  return [date, sub].filter(Boolean).join(" ");
};
