/** The drawn part of the grid: finds cells, brings columns into view, keeps one cell reachable. */

import { flushSync } from "react-dom";
import { USUAL_WIDTH, newestSpan, spanAt } from "./grid_window.js";

export class GridView {
  #store;
  #table;
  #scroller;
  #setSpan = () => {};
  #span;
  #widths = null;
  #reachable = null;

  /**
   * @param {import("./grid_store.js").GridStore} store
   * @param {{current: HTMLTableElement}} table @param {{current: HTMLElement}} scroller
   */
  constructor(store, table, scroller) {
    this.#store = store;
    this.#table = table;
    this.#scroller = scroller;
    this.#span = newestSpan(store.model.free);
  }

  get span() {
    return this.#span;
  }

  get table() {
    return this.#table.current;
  }

  /** Follow scrolling and sizes. @param {(span: object) => void} setSpan @returns {() => void} */
  connect(setSpan) {
    this.#setSpan = setSpan;
    const area = this.#scroller.current;
    if (!area) return () => {};
    const scrolled = () => this.update();
    const printing = () => this.#draw({ from: 0, to: this.#store.model.free });
    const sizes = new ResizeObserver(() => {
      this.#widths = null;
      this.update();
    });
    sizes.observe(area);
    area.addEventListener("scroll", scrolled, { passive: true });
    window.addEventListener("beforeprint", printing);
    window.addEventListener("afterprint", scrolled);
    return () => {
      sizes.disconnect();
      area.removeEventListener("scroll", scrolled);
      window.removeEventListener("beforeprint", printing);
      window.removeEventListener("afterprint", scrolled);
    };
  }

  /** Draw what is in view now, before the next frame is painted. */
  update() {
    const area = this.#scroller.current;
    if (!area || !this.table) return;
    const { column } = this.#measured();
    this.#draw(spanAt(area.scrollLeft, area.clientWidth, column, this.#store.model.free));
  }

  /**
   * Make sure that what is in view is drawn, from within React's own work: it draws the change
   * itself before the browser paints.
   */
  settle() {
    const area = this.#scroller.current;
    const { free } = this.#store.model;
    const { column } = this.#measured();
    const { from, to } = this.#span;
    const span = spanAt(area.scrollLeft, area.clientWidth, column, free);
    if (span.from < from || span.to > to || to > free) {
      this.#span = span;
      this.#setSpan(span);
    }
    this.mark();
  }

  #draw(span) {
    if (span.from === this.#span.from && span.to === this.#span.to) return;
    this.#span = span;
    const focused = this.table?.contains(document.activeElement);
    flushSync(() => this.#setSpan(span));
    this.mark();
    if (!focused) return;
    // The cell with the focus may have been scrolled out of what is drawn, or back into it.
    const lost = !this.table.contains(document.activeElement);
    const { row, column } = this.#store.active;
    if (lost) this.table.focus({ preventScroll: true });
    if (document.activeElement === this.table) {
      this.cellAt(row, column)?.focus({ preventScroll: true });
    }
  }

  /** Widths do not change while one types. */
  #measured() {
    if (!this.#widths) {
      const [names, , first] = this.table.rows[0].cells;
      const column = first?.getBoundingClientRect().width || USUAL_WIDTH;
      const frozen = this.#store.model.columns.length - this.#store.model.free;
      const fixed = names.getBoundingClientRect().width + frozen * column;
      this.#widths = { column, fixed };
    }
    return this.#widths;
  }

  /** Scroll sideways until a column is in view. @param {number} column */
  reveal(column) {
    const area = this.#scroller.current;
    if (column < 0 || column >= this.#store.model.free) return;
    const { column: width, fixed } = this.#measured();
    const room = area.clientWidth - fixed;
    const left = column * width;
    const { scrollLeft } = area;
    if (left < scrollLeft) area.scrollLeft = left;
    else if (left + width > scrollLeft + room) area.scrollLeft = left + width - room;
    else return;
    this.update();
  }

  /** Scroll to the newest columns. */
  revealNewest() {
    const area = this.#scroller.current;
    area.scrollLeft = area.scrollWidth;
  }

  /**
   * A drawn cell: after the names and the left gap come the drawn columns, the right gap and the
   * frozen columns.
   * @param {number} row -1: the header @param {number} column
   * @returns {HTMLTableCellElement | undefined}
   */
  cellAt = (row, column) => {
    const { from, to } = this.#span;
    const { free } = this.#store.model;
    const last = Math.min(to, free);
    const line = this.table?.rows[row + 1];
    if (column >= free) return line?.cells[column - free + (last - from) + 3];
    return column >= from && column < last ? line?.cells[column - from + 2] : undefined;
  };

  /** @param {Element} element @returns {{row: number, column: number} | null} */
  placeOf(element) {
    if (element === this.table) return this.#store.active;
    const cell = element.closest?.("td, th");
    const index = Number(cell?.getAttribute("aria-colindex") ?? 0) - 2;
    const { free, extra } = this.#store.model;
    if (index < 0 || !this.table?.contains(cell)) return null;
    if (extra && index === free) return null;
    const column = index < free ? index : index - extra;
    return { row: cell.parentNode.rowIndex - 1, column };
  }

  /** Exactly one cell is in the page's Tab order; while it is not drawn, the table is. */
  mark() {
    const { row, column } = this.#store.active;
    const cell = this.cellAt(row, column);
    const target = (row < 0 ? cell?.querySelector("button") : null) ?? cell ?? this.table;
    if (this.#reachable && this.#reachable !== target) this.#reachable.tabIndex = -1;
    if (target) target.tabIndex = 0;
    this.#reachable = target;
    return { cell, target };
  }

  /** Put the focus on the active cell, in view. */
  focus() {
    this.reveal(this.#store.active.column);
    const { cell, target } = this.mark();
    target?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Keep the active cell above the pad that covers the bottom of the screen. */
  clearOf(pad) {
    const { row, column } = this.#store.active;
    const cell = this.cellAt(row, column);
    if (!cell || !pad) return;
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const over = cell.getBoundingClientRect().bottom + 8 - pad.getBoundingClientRect().top;
    if (over > 0) window.scrollBy(0, over);
  }
}
