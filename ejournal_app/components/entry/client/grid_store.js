/**
 * What differs between the grid the server gave and the grid the user sees: unsaved and failed
 * values, the active cell, the selection. Rows subscribe one by one, so that a key redraws one row.
 *
 * @typedef {import("./grid_model.js").Model} Model
 * @typedef {{row: number, column: number}} Place
 * @typedef {{key: string, status: string, text: string, raw: string,
 *   failure?: import("./op.js").Failure}} Overlay
 * @typedef {{overlays: Record<number, Overlay>, from: number, to: number, active: number,
 *   average: string | null}} RowView  what is drawn of a row: `from` and `to` are selected
 */

import { SIGN_OF, attendanceOfSign, signShown } from "./attendance.js";
import { averageText } from "./grid_average.js";
import {
  COLUMN_OF, OUTSIDE, attendancePlace, columnName, columnPlace, placeIn, tellsAbsence,
} from "./grid_model.js";
import { opKey } from "./op.js";
import { outbox } from "./outbox.js";

const NOTHING = Object.freeze({});
const NOWHERE = Object.freeze({ row: -1, column: -1 });

export class GridStore {
  /** @type {Model} */
  model = { rows: [], columns: [], cells: [], readonly: true, free: 0, extra: 0 };
  /** @type {Place} */
  active = NOWHERE;
  /** The other corner of the selection. @type {Place} */
  lead = NOWHERE;
  /** The failure shown beside the active cell. @type {Overlay & Place | null} */
  shown = null;
  /** The failure read out below the grid. @type {Overlay & Place | null} */
  told = null;
  /** A sentence read out below the grid. */
  notice = "";

  #rowOf = new Map();
  #columnOf = new Map();
  /** Of a work's column, that of its lesson. @type {(number | undefined)[]} */
  #lessonOf = [];
  #overlays = [];
  #views = [];
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
    if (model === this.model) return;
    this.#index(model);
    for (const [key, given] of [...this.#under]) {
      const at = this.#locate(key);
      if (at && this.given(at.row, at.column) === given) continue;
      this.#under.delete(key);
      if (at) outbox.forget(key, this.#raw(at.row, at.column));
    }
    this.#settleHeld();
    this.#overlays = [];
    this.#views = [];
    this.#redraw(outbox.keys());
    this.#rowListeners.forEach((set) => set?.forEach((listener) => listener()));
  }

  /** Follow the outbox. @returns {() => void} */
  connect() {
    this.#settleHeld();
    return outbox.subscribeAll((keys) => {
      this.#touch(this.#redraw(keys ?? outbox.keys()));
      this.#show();
    });
  }

  /** What was held back may stand by now: somebody has confirmed it. */
  #settleHeld() {
    for (const key of outbox.heldKeys()) {
      const at = this.#locate(key);
      if (at) outbox.settleHeld(key, this.#raw(at.row, at.column));
    }
  }

  // ── what is drawn ───────────────────────────────────────────────────────────────────────────

  /** @param {number} row @returns {(listener: () => void) => () => void} always the same one */
  rowSubscriber(row) {
    this.#rowSubscribers[row] ??= (listener) => {
      (this.#rowListeners[row] ??= new Set()).add(listener);
      return () => this.#rowListeners[row].delete(listener);
    };
    return this.#rowSubscribers[row];
  }

  /** @param {number} row @returns {RowView} the same object until it changes */
  viewOf(row) {
    this.#views[row] ??= this.#look(row);
    return this.#views[row];
  }

  #look(row) {
    const overlays = this.overlaysOf(row);
    const { top, bottom, left, right } = this.selection;
    const inside = row >= top && row <= bottom;
    return {
      overlays,
      from: inside ? left : -1,
      to: inside ? right : -1,
      active: this.active.row === row ? this.active.column : -1,
      average: this.#average(row, overlays),
    };
  }

  /** @param {number} row @returns {Record<number, Overlay>} the same object until it changes */
  overlaysOf(row) {
    return this.#overlays[row] ?? NOTHING;
  }

  /** The average with what the server has not averaged yet; null: the server's is right. */
  #average(row, overlays) {
    const { base } = this.model.rows[row] ?? {};
    const { columns } = this.model;
    if (!base || !Object.keys(overlays).some((column) => columns[column].counts)) return null;
    const marks = [];
    columns.forEach(({ counts, weight }, column) => {
      if (counts) marks.push([this.#standing(row, column), weight]);
    });
    return averageText(base, marks);
  }

  /** What stands, or will stand once it is saved; a failed value does not. */
  #standing(row, column) {
    const overlay = this.overlaysOf(row)[column];
    if (!overlay) return this.given(row, column);
    if (!overlay.failure) return overlay.raw;
    const { status, theirs } = overlay.failure;
    return status === "conflict" ? theirs : this.given(row, column);
  }

  /** The absence in the lesson of a work, beside its mark: `ns nv` (decided 1). */
  signAt(row, column) {
    if (!tellsAbsence(this.model.columns[column])) return "";
    const lesson = this.#lessonOf[column];
    if (lesson !== undefined) {
      const sign = this.overlaysOf(row)[lesson]?.text ?? this.given(row, lesson);
      return sign === "." || sign === OUTSIDE ? "" : sign;
    }
    const { value } = outbox.stateOf(this.#attendanceKey(row, column));
    return value === undefined || value === "present" ? "" : SIGN_OF[value] ?? value;
  }

  /** The overlay of the absence told in a work's cell. @returns {Overlay | undefined} */
  absenceAt(row, column) {
    const lesson = this.#lessonOf[column];
    return lesson === undefined ? undefined : this.overlaysOf(row)[lesson];
  }

  #attendanceKey(row, column) {
    const place = attendancePlace(this.model.columns[column].lesson_id,
      this.model.rows[row]?.pupil_id);
    return opKey(place.kind, place.target);
  }

  // ── the active cell and the selection ───────────────────────────────────────────────────────

  /** For what is shown or told of the active cell. @param {() => void} listener */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param {number} row @param {number} column @param {Place} [lead] the other corner */
  setActive(row, column, lead) {
    const before = this.selection;
    this.active = { row, column };
    this.lead = lead ?? this.active;
    const { selection } = this;
    const first = Math.max(0, Math.min(before.top, selection.top));
    const rows = [];
    for (let at = first; at <= Math.max(before.bottom, selection.bottom); at += 1) rows.push(at);
    this.#touch(rows.filter((at) => this.#selectedDiffers(at)));
    this.#show();
    this.#tell();
  }

  #selectedDiffers(row) {
    const before = this.#views[row];
    if (!before) return true;
    const now = this.#look(row);
    return before.from !== now.from || before.to !== now.to || before.active !== now.active;
  }

  /** The selected rectangle, edges included. */
  get selection() {
    const { active, lead } = this;
    return {
      top: Math.min(active.row, lead.row),
      bottom: Math.max(active.row, lead.row),
      left: Math.min(active.column, lead.column),
      right: Math.max(active.column, lead.column),
    };
  }

  /** Tell in words. @param {string} notice */
  say(notice) {
    if (notice === this.notice) return;
    this.notice = notice;
    if (notice) this.told = null;
    this.#tell();
  }

  #show() {
    const { row, column } = this.active;
    const own = this.overlaysOf(row)[column];
    const here = own?.failure ? own : this.absenceAt(row, column);
    const shown = here?.failure ? { ...here, row, column } : null;
    let { told } = this;
    if (told && !outbox.failures.has(told.key)) told = null;
    if (shown) told = shown;
    if (shown?.failure === this.shown?.failure && told?.failure === this.told?.failure) return;
    this.shown = shown;
    this.told = told;
    this.#tell();
  }

  /** Where the active cell is and what it shows, as one text; "" without one. */
  activeText = () => {
    const { row, column } = this.active;
    const field = this.model.columns[column];
    if (!field || row < 0) return "";
    const text = field.kind === "lesson" ? this.textAt(row, column) : this.signAt(row, column);
    return `${this.model.rows[row]?.pupil_id} ${field.key} ${text}`;
  };

  // ── cells ───────────────────────────────────────────────────────────────────────────────────

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

  /** What a cell writes, with what the user sees there. */
  entryAt(row, column) {
    const place = placeIn(this.model.columns[column], this.model.rows[row].pupil_id);
    return { ...place, seen: this.#raw(row, column), now: this.rawAt(row, column),
      where: this.#where(row, column) };
  }

  /** The same of the attendance in the lesson of a work. */
  absenceEntryAt(row, column) {
    const lesson = this.#lessonOf[column];
    if (lesson !== undefined) return this.entryAt(row, lesson);
    const { lesson_id: id } = this.model.columns[column];
    const now = outbox.stateOf(this.#attendanceKey(row, column)).value ?? "";
    return { ...attendancePlace(id, this.model.rows[row].pupil_id), seen: "", now,
      where: this.#where(row, column) };
  }

  /** Where an entry is seen; null: not on this page. @param {string} key @returns {Place | null} */
  locate = (key) => this.#locate(key);

  #where(row, column) {
    return `${this.model.rows[row].name}, ${columnName(this.model, column)}`;
  }

  #raw(row, column) {
    const given = this.given(row, column);
    return this.model.columns[column]?.kind === "lesson" ? attendanceOfSign(given) : given;
  }

  #index(model) {
    this.model = model;
    const { rows, columns } = model;
    this.#rowOf = new Map(rows.map((row, index) => [String(row.pupil_id), index]));
    this.#columnOf = new Map(columns.map((column, at) => [columnPlace(column), at]));
    this.#lessonOf = columns.map((column) => (
      tellsAbsence(column) ? this.#columnOf.get(COLUMN_OF.attendance(column)) : undefined));
  }

  #locate(key) {
    const place = outbox.places.get(key);
    const written = place && COLUMN_OF[place.kind];
    if (!written) return null;
    const row = this.#rowOf.get(String(place.target.pupil_id));
    const column = this.#columnOf.get(written(place.target));
    return row === undefined || column === undefined ? null : { row, column };
  }

  /** @param {Iterable<string>} keys @returns {Set<number>} the rows that look different now */
  #redraw(keys) {
    const touched = new Set();
    for (const key of keys) {
      const at = this.#locate(key);
      if (!at) {
        // An absence in a lesson that has no column here shows in the cell of its work.
        const place = outbox.places.get(key);
        const row = this.#rowOf.get(String(place?.target.pupil_id));
        if (place?.kind === "attendance" && row !== undefined) touched.add(row);
        continue;
      }
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
      const text = lesson
        ? signShown(state.value, { saved: state.status === "saved", given: this.given(row, column) })
        : state.value;
      const { status, failure, value: raw } = state;
      this.#overlays[row][column] = { key, status, text, raw, failure };
      if (!this.#under.has(key)) this.#under.set(key, this.given(row, column));
      if (failure && !before?.failure) {
        this.told = { ...this.#overlays[row][column], row, column };
        this.notice = "";
        this.#tell();
      }
    }
    return touched;
  }

  #touch(rows) {
    for (const row of rows) {
      delete this.#views[row];
      this.#rowListeners[row]?.forEach((listener) => listener());
    }
  }

  #tell() {
    for (const listener of [...this.#listeners]) listener();
  }
}
