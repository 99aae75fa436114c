/**
 * The weighted average while typing, as `domain/averages.py` reckons it (Regulation 16): whole
 * numbers only, so that the one rounding is the last one.
 */

const POINTS = /^(?:[1-9]|10)$/;
const IMPROVED_ON = /^(?:[1-9]|10|nv)$/i;

/** Shown where nothing counts. */
export const NO_AVERAGE = "—";

/**
 * The points of a mark as it stands in a cell; 0 for what no average counts (nv, per cent, pass
 * and fail, levels). Of an improved mark `4|7` the last counts.
 * @param {string} text @returns {number}
 */
export function points(text) {
  const [first, ...rest] = text.trim().split("|").map((part) => part.trim());
  if (rest.length > 1 || (rest.length && !IMPROVED_ON.test(first))) return 0;
  const last = rest.length ? rest[0] : first;
  return POINTS.test(last) ? Number(last) : 0;
}

/**
 * Σ(mark·weight)/Σ(weight) to two decimals, halves rounded up, with a decimal comma.
 * @param {[number, number]} base  the two sums of the marks that are not among `marks`
 * @param {Iterable<[string, number]>} marks  texts of cells with the weights of their works
 */
export function averageText([baseTotal, baseWeights], marks) {
  let total = BigInt(baseTotal);
  let weights = BigInt(baseWeights);
  for (const [text, weight] of marks) {
    const mark = points(text);
    if (!mark) continue;
    total += BigInt(mark) * BigInt(weight);
    weights += BigInt(weight);
  }
  if (!weights) return NO_AVERAGE;
  const hundredths = (200n * total + weights) / (2n * weights);
  return `${hundredths / 100n},${String(hundredths % 100n).padStart(2, "0")}`;
}
