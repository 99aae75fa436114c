/** What keys and pointers do to the grid. */

import { ATTENDANCE_KEYS, NEXT_ATTENDANCE } from "./attendance.js";
import { GridEditor } from "./grid_editor.js";
import { alongColumn, alongRow, travel } from "./grid_keys.js";
import { columnName } from "./grid_store.js";
import { outbox } from "./outbox.js";

export class GridController {
  openColumn = undefined;
  #store;
  #table;
  #scroller;
  #setPad;
  #editor;
  #touch = false;
  #reachable = null;

  constructor({ store, table, scroller, input, setPad }) {
    this.#store = store;
    this.#table = table;
    this.#scroller = scroller;
    this.#editor = new GridEditor(input, scroller);
    this.#setPad = setPad;
  }

  // ── place ───────────────────────────────────────────────────────────────────────────────────

  /** @param {number} row -1: the header @param {number} column */
  cellAt = (row, column) => this.#table.current?.rows[row + 1]?.cells[column + 1];

  #placeOf(element) {
    const cell = element.closest?.("td, th");
    if (!cell || !this.#table.current?.contains(cell) || cell.cellIndex === 0) return null;
    return { row: cell.parentNode.rowIndex - 1, column: cell.cellIndex - 1 };
  }

  settle() {
    if (!this.#table.current) return;
    const { model, active } = this.#store;
    if (!this.cellAt(active.row, active.column) || active.column < 0) {
      this.#scroller.current.scrollLeft = this.#scroller.current.scrollWidth;
      const last = { row: -1, column: model.columns.length };
      const first = alongColumn(this.#store, { ...last, row: 0 }, -1);
      const column = first?.column ?? model.columns.length - 1;
      const start = alongColumn(this.#store, { row: -1, column }, 1) ?? { row: 0, column };
      this.#store.setActive(start.row, start.column);
    }
    this.#mark();
  }

  /** Exactly one cell is in the page's Tab order. */
  #mark() {
    const { row, column } = this.#store.active;
    const cell = this.cellAt(row, column);
    const target = cell?.querySelector("button") ?? cell;
    if (this.#reachable && this.#reachable !== target) this.#reachable.tabIndex = -1;
    if (target) target.tabIndex = 0;
    this.#reachable = target;
    return { cell, target };
  }

  #goTo(place) {
    if (!place) return;
    this.#store.setActive(place.row, place.column);
    const { cell, target } = this.#mark();
    target?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  focusActive = () => this.#goTo(this.#store.active);

  onFocus = (event) => {
    const place = this.#placeOf(event.target);
    if (!place) return;
    this.#store.setActive(place.row, place.column);
    this.#mark();
  };

  // ── pointer ─────────────────────────────────────────────────────────────────────────────────

  onPointerDown = (event) => {
    this.#touch = event.pointerType === "touch" || event.pointerType === "pen";
  };

  onClick = (event) => {
    const place = this.#placeOf(event.target);
    if (!place) return;
    if (place.row < 0) {
      if (event.target.closest("button")) this.#open(place.column);
      return;
    }
    this.#goTo(place);
    if (this.#touch) this.#setPad(this.#store.editable(place.row, place.column) ? place : null);
  };

  onDoubleClick = (event) => {
    const place = this.#placeOf(event.target);
    if (!place || this.#touch || !this.#store.editable(place.row, place.column)) return;
    if (this.#isLesson(place)) this.#cycle(place, event.timeStamp);
    else this.#edit(place, this.#store.textAt(place.row, place.column), false);
  };

  /** A value of the pad: written, and on to the next pupil. */
  pick = (value) => {
    const { row, column } = this.#store.active;
    this.#store.write(row, column, value, performance.now());
    this.step(1);
  };

  step = (step) => {
    const next = alongColumn(this.#store, this.#store.active, step);
    this.#setPad(next);
    this.#goTo(next);
  };

  // ── keys on a cell ──────────────────────────────────────────────────────────────────────────

  onKeyDown = (event) => {
    const at = this.#placeOf(event.target);
    if (!at || event.isComposing) return;
    if (this.#navigate(event, at)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || !this.#store.editable(at.row, at.column)) return;
    const lesson = this.#isLesson(at);
    const start = event.timeStamp;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.#write(at, lesson ? "present" : "", start);
    } else if (lesson) {
      const status = ATTENDANCE_KEYS[event.key.toLowerCase()];
      if (!status && event.key !== " ") return;
      event.preventDefault();
      if (status) this.#write(at, status, start);
      else this.#cycle(at, start);
    } else if (event.key === "F2") {
      event.preventDefault();
      this.#edit(at, this.#store.textAt(at.row, at.column), false);
    } else if (event.key.length === 1 && event.key !== " ") {
      // Not prevented: the browser puts the character into the input that has the focus by then.
      this.#edit(at, "", true);
    }
  };

  #navigate(event, at) {
    const { key, shiftKey } = event;
    if (key === "Escape") return this.#dismiss();
    if (key === "Enter" || key === "F2") {
      const failing = !shiftKey && this.#store.shown && at.row >= 0;
      if (failing && key === "Enter") return this.#enterPopover();
      if (key === "F2") return false;
      if (at.row < 0) return false;
      this.#goTo(alongColumn(this.#store, at, shiftKey ? -1 : 1));
      return true;
    }
    if (key === "Tab") {
      const next = at.row < 0 ? null : alongRow(this.#store, at, shiftKey ? -1 : 1);
      this.#goTo(next);
      return Boolean(next);
    }
    const next = travel(event, at, this.#store.model);
    this.#goTo(next);
    return Boolean(next);
  }

  #enterPopover() {
    const button = this.#table.current.closest(".ej-grid").querySelector(".ej-popover button");
    button?.focus();
    return Boolean(button);
  }

  /** A conflict is not dismissed by a key: which value stays is a choice of its own. */
  #dismiss() {
    this.#setPad(null);
    const { shown } = this.#store;
    if (shown?.failure.status === "refused") outbox.keepTheirs(shown.key);
    return true;
  }

  // ── writing ─────────────────────────────────────────────────────────────────────────────────

  #isLesson({ column }) {
    return this.#store.model.columns[column]?.kind === "lesson";
  }

  #open(column) {
    const { key } = this.#store.model.columns[column] ?? {};
    if (key !== undefined) this.openColumn?.(key);
  }

  #write({ row, column }, value, start) {
    const failed = this.#store.overlaysOf(row)[column]?.failure;
    if (failed || value !== this.#store.rawAt(row, column)) {
      this.#store.write(row, column, value, start);
    }
  }

  #cycle(at, start) {
    const now = this.#store.rawAt(at.row, at.column);
    this.#write(at, NEXT_ATTENDANCE[now] ?? "absent", start);
  }

  #edit(at, text, replacing) {
    const { model } = this.#store;
    const label = `${model.rows[at.row].name}, ${columnName(model, at.column)}`;
    this.#editor.open(at, this.cellAt(at.row, at.column), { text, replacing, label });
  }

  /** Write what is being typed, if anything is. @param {number} start */
  commit(start) {
    const { at } = this.#editor;
    if (at) this.#write(at, this.#editor.close(), start);
  }

  onEditorBlur = (event) => this.commit(event.timeStamp);

  onEditorKey = (event) => {
    const at = this.#editor.at;
    if (!at || event.isComposing) return;
    const { key, shiftKey } = event;
    let next = null;
    if (key === "Escape") {
      this.#editor.close();
      next = at;
    } else if (key === "Enter") {
      next = alongColumn(this.#store, at, shiftKey ? -1 : 1) ?? at;
    } else if (key === "Tab") {
      next = alongRow(this.#store, at, shiftKey ? -1 : 1) ?? at;
    } else if (key === "ArrowUp" || key === "ArrowDown"
      || (this.#editor.replacing && (key === "ArrowLeft" || key === "ArrowRight"))) {
      next = travel(event, at, this.#store.model);
    }
    if (!next) return;
    event.preventDefault();
    if (key !== "Escape") this.commit(event.timeStamp);
    this.#goTo(next);
  };
}
