/** Finds the pupils of a pasted list of names. */

const words = (name) => name.normalize("NFC").toLocaleLowerCase("lv")
  .split(/[\s,.;-]+/).filter((word) => /[\p{L}\d]/u.test(word));

const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");

/** The order does not matter: lists have "Bērziņa Anna" and "Anna Bērziņa". */
const keyOf = (list) => [...list].sort().join(" ");

/** Whether a value looks like somebody's name and not like a mark. @param {string} text */
export const wordy = (text) => words(text).some((word) => /^\p{L}{3,}/u.test(word));

/** From the strictest way of reading a name to the loosest. */
const READINGS = [
  (list) => keyOf(list),
  (list) => keyOf(list.map(plain)),
  // Lists often leave out a second given name: the first and the last word of ours are enough.
  (list) => keyOf([list[0], list.at(-1)].map(plain)),
  (list) => keyOf(list.slice(0, 2).map(plain)),
];

/**
 * @param {string[]} names  of the pupils, by row @param {string[]} texts
 * @returns {number[]} the row of each text; -1: it is nobody's, -2: it is of several pupils
 */
export function findAll(names, texts) {
  const readings = READINGS.map((read) => {
    const rows = new Map();
    names.forEach((name, row) => {
      const list = words(name);
      if (!list.length) return;
      const key = read(list);
      rows.set(key, rows.has(key) ? -2 : row);
    });
    return { read, rows };
  });
  return texts.map((text) => {
    const list = words(text);
    if (!list.length) return -1;
    for (const { read, rows } of readings) {
      const row = rows.get(read(list));
      if (row !== undefined) return row;
    }
    return -1;
  });
}
