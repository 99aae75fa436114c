/** Cells as spreadsheet programs put them on the clipboard: lines of tab-separated values. */

/** A value with a tab, a line break or a quote is quoted; everything else is written as it is. */
const quoted = (value) => (/[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** @param {string[][]} block */
export const writeBlock = (block) => block.map((line) => line.map(quoted).join("\t")).join("\r\n");

/** A quoted value or a bare one, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;

/** @param {string} text @returns {string[][]} without the empty line programs put at the end */
export function readBlock(text) {
  const block = [[]];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const start = FIELD.lastIndex;
    // A quote in the middle of a value is no quoting: such a line is taken as it is.
    const found = FIELD.exec(text) ?? bare(text, start);
    FIELD.lastIndex = start + found[0].length;
    const value = (found[1] !== undefined ? found[1].replaceAll('""', '"') : found[2]).trim();
    block.at(-1).push(value);
    if (found[3] === "\t") {
      if (FIELD.lastIndex >= text.length) block.at(-1).push("");
    } else if (FIELD.lastIndex < text.length) {
      block.push([]);
    }
  }
  if (!block.at(-1).length) block.pop();
  return block;
}

const bare = (text, start) => {
  const [whole, value, end] = /^([^\t\r\n]*)(\t|\r\n|\n|\r|$)/.exec(text.slice(start));
  return [whole, undefined, value, end];
};
