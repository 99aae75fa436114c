/**
 * Whether a value may stand in a column, for showing before it is sent; the server decides. The
 * answers are keys of `labels`, with the server's own sentences.
 */

const POINTS = /^(?:[1-9]|10)$/;
const PERCENT = /^(\d{1,3})(?:[.,](\d{1,2}))? ?%?$/;

const CHECKS = {
  points10: (value) => {
    if (POINTS.test(value)) return "";
    if (/^\d+[.,]\d+$/.test(value)) return "no_part_points";
    return /^-?\d+$/.test(value) ? "points_range" : "points_only";
  },
  percent: (value) => {
    const found = PERCENT.exec(value);
    if (!found) return "percent_only";
    return Number(`${found[1]}.${found[2] ?? 0}`) <= 100 ? "" : "percent_range";
  },
  pass_fail: (value) => (/^(?:i|ni|\+|ieskaitīts|neieskaitīts)$/.test(value) ? "" : "pass_only"),
  stap: (value) => (/^[stap]$/.test(value) ? "" : "levels_only"),
};

/**
 * @param {string} text @param {{scale?: string, allowed?: string[]}} column
 * @returns {string} a key of `labels`; "": nothing is wrong with it
 */
export function problemOf(text, { scale = "", allowed = [] }) {
  const typed = text.trim().toLocaleLowerCase("lv");
  if (!typed || allowed.some((value) => value.toLowerCase() === typed)) return "";
  const check = CHECKS[scale];
  if (!check) return allowed.length ? "refused_default" : "";
  const [first, ...rest] = typed.split("|").map((part) => part.trim());
  if (rest.length > 1) return "improved_only";
  if (!rest.length) return check(first);
  if (!first || !rest[0] || rest[0] === "nv") return "improved_only";
  return (first === "nv" ? "" : check(first)) || check(rest[0]);
}
