/** A pasted list of names and marks: which pupil gets what, shown before anything is written. */

import { OUTSIDE } from "./grid_model.js";
import { problemOf } from "./mark_values.js";
import { findAll, wordy } from "./name_match.js";

/**
 * @typedef {{row: number, column: number, name: string, now: string, text: string,
 *   problem: string}} Line  `problem`: a key of `labels`; "": it will be written
 * @typedef {{lines: Line[], strangers: {text: string, problem: string}[],
 *   columns: number[]}} Plan
 */

const ORDINAL = /^\d+\.?$/;

/** Whether a column of a block holds names. */
const isNames = (block, at) => {
  const filled = block.map((line) => line[at] ?? "").filter((text) => text.trim());
  return filled.length > 0 && filled.filter(wordy).length * 2 > filled.length;
};

/** Where the names and the marks are in a block; null: it is no list of names. */
export function shapeOf(block) {
  const width = Math.max(0, ...block.map((line) => line.length));
  const numbered = block.every((line) => !line[0]?.trim() || ORDINAL.test(line[0].trim()));
  const first = numbered && isNames(block, 1) ? 1 : 0;
  let marks = first;
  // The last column holds marks, even when they are words.
  while (marks < width - 1 && isNames(block, marks)) marks += 1;
  return marks === first ? null : { first, marks, width };
}

/**
 * @param {import("./grid_store.js").GridStore} store
 * @param {import("./grid_edits.js").GridEdits} edits
 * @param {{row: number, column: number}} from @param {string[][]} block
 * @returns {Plan | null} null: the block is no list of names
 */
export function planPaste(store, edits, from, block) {
  const shape = shapeOf(block);
  if (!shape) return null;
  const { rows, columns } = store.model;
  const texts = block.map((line) => line.slice(shape.first, shape.marks).join(" ").trim());
  const found = findAll(rows.map((row) => row.name), texts);
  const wanted = columns.map((_, column) => column)
    .filter((column) => column >= from.column && columns[column].editable)
    .slice(0, shape.width - shape.marks);
  const lines = [];
  const strangers = [];
  const taken = new Set();
  for (const [at, line] of block.entries()) {
    const [text, row] = [texts[at], found[at]];
    const marks = line.slice(shape.marks);
    if (!text && !marks.some((mark) => mark.trim())) continue;
    if (row < 0 || taken.has(row)) {
      strangers.push({ text: text || marks.join(" "), problem: strange(row) });
      continue;
    }
    taken.add(row);
    wanted.forEach((column, place) => {
      const value = (marks[place] ?? "").trim();
      if (!value) return;
      lines.push({ row, column, name: rows[row].name, now: store.textAt(row, column), text: value,
        problem: problemIn(store, edits, { row, column, text: value }) });
    });
  }
  lines.sort((a, b) => a.row - b.row || a.column - b.column);
  return { lines, strangers, columns: wanted };
}

const strange = (row) => {
  if (row === -2) return "paste_ambiguous";
  return row === -1 ? "paste_stranger" : "paste_twice";
};

const problemIn = (store, edits, wanted) => {
  const { row, column, text } = wanted;
  if (store.given(row, column) === OUTSIDE) return "not_member";
  const writes = edits.meaning(wanted);
  if (!writes) return "refused_default";
  const marks = writes.filter(({ kind }) => kind !== "attendance");
  return marks.map(({ value }) => problemOf(value, store.model.columns[column]))
    .find(Boolean) ?? (text ? "" : "refused_default");
};
