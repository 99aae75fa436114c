/** Where the keys of a spreadsheet lead. Row -1 is the header. */

const ARROWS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-10, 0], PageDown: [10, 0],
};

/** A key with Ctrl, or ⌘ where that is used. */
export const isCommand = (event) => event.ctrlKey || event.metaKey;

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * The cell an arrow, Home or End leads to; null for other keys.
 * @param {KeyboardEvent} event
 * @param {{row: number, column: number}} at
 * @param {import("./grid_model.js").Model} model
 */
export function travel(event, at, { rows, columns }) {
  const whole = isCommand(event);
  const lastRow = rows.length - 1;
  const lastColumn = columns.length - 1;
  if (event.key === "Home") return { row: whole ? 0 : at.row, column: 0 };
  if (event.key === "End") return { row: whole ? lastRow : at.row, column: lastColumn };
  const step = ARROWS[event.key];
  if (!step || event.altKey) return null;
  const far = whole ? 10000 : 1;
  return {
    row: clamp(at.row + step[0] * far, whole && at.row >= 0 ? 0 : -1, lastRow),
    column: clamp(at.column + step[1] * far, 0, lastColumn),
  };
}

/**
 * The next cell that can be written, downwards (or upwards) and on to the next column.
 * @param {import("./grid_store.js").GridStore} store
 * @param {{row: number, column: number}} at
 * @param {1 | -1} step
 */
export function alongColumn(store, at, step) {
  const { rows, columns } = store.model;
  let { row, column } = at;
  for (;;) {
    row += step;
    if (row < 0 || row >= rows.length) {
      column += step;
      if (column < 0 || column >= columns.length) return null;
      row = step > 0 ? 0 : rows.length - 1;
    }
    if (store.editable(row, column)) return { row, column };
  }
}

/** The next cell of the same row that can be written; null at its end: then Tab leaves the grid. */
export function alongRow(store, at, step) {
  const { columns } = store.model;
  for (let column = at.column + step; column >= 0 && column < columns.length; column += step) {
    if (store.editable(at.row, column)) return { row: at.row, column };
  }
  return null;
}
