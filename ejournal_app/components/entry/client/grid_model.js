/**
 * The grid as the server gave it, in the order it is shown: the columns that scroll, then the
 * frozen ones, which stay in view at the right edge.
 *
 * @typedef {{key: string, kind: "lesson" | "work" | "period" | "average", date: string,
 *   sub: string, title: string, lesson_id?: string | number, work_id?: string | number,
 *   journal_id?: string | number, period?: string, scale?: string, weight?: number,
 *   counts?: boolean, frozen?: boolean, allowed?: string[], editable: boolean}} Column
 * @typedef {{pupil_id: string | number, name: string, note?: string,
 *   base?: [number, number]}} GridRow
 * @typedef {[row: number, column: number, text: string]} Change
 * @typedef {{rows: GridRow[], columns: Column[], cells: string[][], readonly: boolean,
 *   free: number, extra: 0 | 1}} Model  `free`: how many columns scroll; `extra`: after them the
 *   head has a place for a new work
 */

/** The sign of a cell outside the pupil's membership. */
export const OUTSIDE = "\u0000";

const isFrozen = ({ key, frozen }) => frozen ?? key === "average";

/**
 * @param {{rows: GridRow[], columns: Column[], cells: string[][], changes?: Change[],
 *   readonly: boolean, newWork?: boolean}} given  `changes`: what is newer than `cells`
 * @returns {Model}
 */
export function arrange({ rows, columns, cells, changes = [], readonly, newWork = false }) {
  const extra = newWork ? 1 : 0;
  const changed = changes.length ? [...cells] : cells;
  const copied = new Set();
  for (const [row, column, text] of changes) {
    if (!changed[row]) continue;
    if (!copied.has(row)) changed[row] = [...changed[row]];
    copied.add(row);
    changed[row][column] = text;
  }
  const places = [...columns.keys()];
  const free = places.filter((at) => !isFrozen(columns[at]));
  const frozen = places.filter((at) => isFrozen(columns[at]));
  const order = [...free, ...frozen];
  if (order.every((at, place) => at === place)) {
    return { rows, columns, cells: changed, readonly, free: free.length, extra };
  }
  return {
    rows,
    columns: order.map((at) => columns[at]),
    cells: changed.map((line) => order.map((at) => line[at])),
    readonly,
    free: free.length,
    extra,
  };
}

/** How a column is called in a sentence. @param {Model} model @param {number} column */
export const columnName = (model, column) => {
  const { date, sub } = model.columns[column] ?? {};
  return [date, sub].filter(Boolean).join(" ");
};

/** The column an entry stands in, by the entry's kind. */
export const COLUMN_OF = {
  attendance: (target) => `lesson|${target.lesson_id}`,
  mark: (target) => `work|${target.work_id}`,
  period_mark: (target) => `period|${target.journal_id}|${target.period}`,
};

/** The same name, of a column; a column nobody writes has its key. @param {Column} column */
export const columnPlace = (column) => {
  if (column.kind === "lesson") return COLUMN_OF.attendance(column);
  if (column.kind === "work") return COLUMN_OF.mark(column);
  return column.kind === "period" ? COLUMN_OF.period_mark(column) : `key|${column.key}`;
};

/** What is written in a cell of a column. @returns {{kind: string, target: object} | null} */
export const placeIn = (column, pupil) => {
  if (column.kind === "lesson") return attendancePlace(column.lesson_id, pupil);
  if (column.kind === "work") {
    return { kind: "mark", target: { work_id: column.work_id, pupil_id: pupil } };
  }
  if (column.kind !== "period") return null;
  const { journal_id, period } = column;
  return { kind: "period_mark", target: { journal_id, period, pupil_id: pupil } };
};

/** @param {string | number} lesson @param {string | number} pupil */
export const attendancePlace = (lesson, pupil) =>
  ({ kind: "attendance", target: { lesson_id: lesson, pupil_id: pupil } });

/** Whether the column is of a work done in a lesson: its cells tell of the absence too. */
export const tellsAbsence = (column) =>
  column?.kind === "work" && Boolean(Number(column.lesson_id ?? 0));
