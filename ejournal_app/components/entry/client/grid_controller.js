/** What keys and pointers do to the grid. */

import { ATTENDANCE_KEYS, NEXT_ATTENDANCE } from "./attendance.js";
import { GridEdits } from "./grid_edits.js";
import { GridEditor } from "./grid_editor.js";
import { alongColumn, alongRow, isCommand, travel } from "./grid_keys.js";
import { columnName } from "./grid_model.js";
import { GridPaste } from "./grid_paste.js";
import { GridPointer } from "./grid_pointer.js";
import { outbox } from "./outbox.js";

export class GridController {
  openColumn = undefined;
  inspect = undefined;
  labels = {};
  edits;
  pointer;
  clipboard;
  #store;
  #view;
  #setPad;
  #editor;
  /** A first `n` that the next key may still make `nv` or `ni` of. */
  #firstN = null;

  constructor({ store, view, scroller, input, setPad, setPlan }) {
    this.#store = store;
    this.#view = view;
    this.#editor = new GridEditor(input, scroller);
    this.#setPad = setPad;
    this.edits = new GridEdits(store);
    this.pointer = new GridPointer(this, store, view);
    this.clipboard = new GridPaste(this, store, setPlan);
  }

  // ── place ───────────────────────────────────────────────────────────────────────────────────

  cellAt = (row, column) => this.#view.cellAt(row, column);

  /** Start at the newest column; keep a cell reachable when the grid changes its shape. */
  settle() {
    if (!this.#view.table) return;
    const { model, active } = this.#store;
    const there = active.row >= -1 && active.row < model.rows.length
      && active.column >= 0 && active.column < model.columns.length;
    if (!there) {
      this.#view.revealNewest();
      const last = { row: 0, column: model.columns.length };
      const column = alongColumn(this.#store, last, -1)?.column ?? model.columns.length - 1;
      const start = alongColumn(this.#store, { row: -1, column }, 1) ?? { row: 0, column };
      this.#store.setActive(start.row, start.column);
    }
    this.#view.settle();
  }

  goTo(place) {
    if (!place) return;
    this.settleN();
    this.#store.setActive(place.row, place.column);
    this.#view.focus();
  }

  /** Move the other corner of the selection. */
  extendTo(place) {
    if (!place) return;
    this.settleN();
    const { active } = this.#store;
    const row = Math.max(place.row, 0);
    this.#store.setActive(active.row, active.column, { row, column: place.column });
    this.#view.reveal(place.column);
    this.#view.cellAt(row, place.column)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  focusActive = () => this.goTo(this.#store.active);

  onFocus = (event) => {
    const place = this.#view.placeOf(event.target);
    if (!place || event.target === this.#view.table) return;
    const { active } = this.#store;
    if (place.row !== active.row || place.column !== active.column) {
      this.settleN();
      this.#store.setActive(place.row, place.column);
    }
    this.#view.mark();
  };

  // ── the pad ─────────────────────────────────────────────────────────────────────────────────

  openPad(place) {
    this.#setPad(place && this.#store.editable(place.row, place.column) ? place : null);
  }

  /** A value of the pad: written, and on to the next pupil. */
  pick = (text) => {
    const { row, column } = this.#store.active;
    this.#write({ row, column }, text, performance.now());
    this.step(1);
  };

  step = (step) => {
    const next = alongColumn(this.#store, this.#store.active, step);
    this.#setPad(next);
    this.goTo(next);
  };

  inspectActive = () => this.inspectAt(this.#store.active);

  /** Ask for what is behind a cell: its history, or how an average came about. */
  inspectAt({ row, column }) {
    const pupil = this.#store.model.rows[row]?.pupil_id;
    const { key } = this.#store.model.columns[column] ?? {};
    if (pupil === undefined || key === undefined || !this.inspect) return false;
    this.inspect(String(pupil), key);
    return true;
  }

  // ── keys on a cell ──────────────────────────────────────────────────────────────────────────

  onKeyDown = (event) => {
    const at = this.#view.placeOf(event.target);
    if (!at || event.isComposing || event.target.closest(".ej-new")) return;
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const firstN = this.#firstN;
    if (firstN && !isCommand(event) && this.#secondKey(event, at, firstN)) return;
    if (this.#command(event, at) || this.#navigate(event, at)) {
      event.preventDefault();
      return;
    }
    if (isCommand(event) || event.altKey || !this.#store.editable(at.row, at.column)) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.edits.clear(event.timeStamp);
    } else {
      this.#typeInto(event, at);
    }
  };

  #typeInto(event, at) {
    const start = event.timeStamp;
    const key = event.key.toLowerCase();
    // A cell that was scrolled away comes back before anything is typed into it.
    if (event.target === this.#view.table) this.#view.focus();
    if (this.#isLesson(at)) {
      const status = ATTENDANCE_KEYS[key];
      if (!status && key !== " ") return;
      event.preventDefault();
      if (status) this.#write(at, key, start);
      else this.cycle(at, start);
    } else if (key === "f2") {
      event.preventDefault();
      this.edit(at);
    } else if (this.edits.signOf(at.column, key)) {
      event.preventDefault();
      if (key === "n") this.#firstN = { ...at, ...this.edits.writeFirstN(at, start) };
      else this.#write(at, key, start);
    } else if (key.length === 1 && key !== " ") {
      // Not prevented: the browser puts the character into the input that has the focus by then.
      this.#open(at, "", true);
    }
  }

  /**
   * `nv` and `ni` begin as an absence does: the second key takes it back. `ns`, `nc` and `nn` are
   * absences too; whether one is justified, the class teacher's note says (Regulation 11).
   */
  #secondKey(event, at, firstN) {
    this.#firstN = null;
    const key = event.key.toLowerCase();
    const { allowed = [] } = this.#store.model.columns[at.column];
    const same = at.row === firstN.row && at.column === firstN.column;
    if (same && (key === "v" || (key === "i" && allowed.includes("ni")))) {
      firstN.take();
      this.#open(at, "n", true);
      return true;
    }
    firstN.settle();
    if (!same || !["s", "c", "n"].includes(key) || allowed.includes("S")) return false;
    event.preventDefault();
    return true;
  }

  /** The next key cannot change a first `n` any more. */
  settleN() {
    this.#firstN?.settle();
    this.#firstN = null;
  }

  /** Undo, redo, fill, select everything, inspect. The clipboard has events of its own. */
  #command(event, at) {
    const { key, altKey, shiftKey } = event;
    if (key === "F1" || (key === "Enter" && altKey)) return this.inspectAt(at);
    if (!isCommand(event) || altKey || at.row < 0) return false;
    switch (key.toLowerCase()) {
      case "z": return this.#reverted(shiftKey ? this.edits.history.redo()
        : this.edits.history.undo());
      case "y": return this.#reverted(this.edits.history.redo());
      case "d":
        if (!this.#store.model.readonly) this.edits.fillDown(event.timeStamp);
        return true;
      case "a": return this.#selectMore(at);
      default: return false;
    }
  }

  #reverted(keys) {
    const places = keys.map(this.#store.locate).filter(Boolean);
    if (places.length) this.goTo(places[0]);
    return true;
  }

  /** The column first, then everything. */
  #selectMore(at) {
    const { selection, model } = this.#store;
    const last = model.rows.length - 1;
    const whole = selection.top === 0 && selection.bottom === last;
    const [first, end] = whole ? [0, model.columns.length - 1] : [at.column, at.column];
    this.#store.setActive(0, first, { row: last, column: end });
    this.#view.focus();
    return true;
  }

  #navigate(event, at) {
    const { key, shiftKey } = event;
    if (key === "Escape") return this.#dismiss();
    if (key === "Enter") {
      const failing = !shiftKey && this.#store.shown && at.row >= 0;
      if (failing) return this.#enterPopover();
      if (at.row < 0) return false;
      this.goTo(alongColumn(this.#store, at, shiftKey ? -1 : 1));
      return true;
    }
    if (key === "Tab") {
      const next = at.row < 0 ? null : alongRow(this.#store, at, shiftKey ? -1 : 1);
      this.goTo(next);
      return Boolean(next);
    }
    if (shiftKey && at.row >= 0) {
      const corner = travel(event, this.#store.lead, this.#store.model);
      this.extendTo(corner);
      return Boolean(corner);
    }
    const next = travel(event, at, this.#store.model);
    this.goTo(next);
    return Boolean(next);
  }

  #enterPopover() {
    const popover = this.#view.table.closest(".ej-grid").querySelector(".ej-popover");
    const first = popover?.querySelector("input, button, a");
    first?.focus();
    return Boolean(first);
  }

  /** A conflict is not dismissed by a key: which value stays is a choice of its own. */
  #dismiss() {
    this.#setPad(null);
    const { shown } = this.#store;
    if (shown?.failure.status === "refused") outbox.keepTheirs(shown.key);
    const { row, column } = this.#store.active;
    this.#store.setActive(row, column);
    return true;
  }

  // ── writing ─────────────────────────────────────────────────────────────────────────────────

  #isLesson({ column }) {
    return this.#store.model.columns[column]?.kind === "lesson";
  }

  openHeading(column) {
    const { key } = this.#store.model.columns[column] ?? {};
    if (key !== undefined) this.openColumn?.(key);
  }

  #write({ row, column }, text, start) {
    this.clipboard.tellLost(this.edits.write([{ row, column, text }], start));
  }

  /** Round the three facts of attendance. */
  cycle(at, start) {
    const sign = { absent: "n", late: "k", present: "." };
    const now = this.#store.rawAt(at.row, at.column);
    this.#write(at, sign[NEXT_ATTENDANCE[now] ?? "absent"], start);
  }

  isLesson = (place) => this.#isLesson(place);

  /** Change the text that stands in a cell. */
  edit(at) {
    this.#open(at, this.#store.textAt(at.row, at.column), false);
  }

  #open(at, text, replacing) {
    outbox.expect();
    const { model } = this.#store;
    const label = `${model.rows[at.row].name}, ${columnName(model, at.column)}`;
    this.#view.reveal(at.column);
    this.#editor.open(at, this.cellAt(at.row, at.column), { text, replacing, label });
  }

  /** Write what is being typed, if anything is. @param {number} start */
  commit(start) {
    this.settleN();
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
    this.goTo(next);
  };
}
