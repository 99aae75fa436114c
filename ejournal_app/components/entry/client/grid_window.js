/** Which of the scrolling columns are drawn: those in view and some on either side. */

/** Columns beyond the view: more than a fling moves between two frames. */
const BEYOND = 8;

/** Drawing goes by so many columns, so that not every pixel of scrolling draws. */
const STEP = 4;

/** @typedef {{from: number, to: number}} Span  `to` is not drawn any more */

/**
 * @param {number} left  pixels scrolled @param {number} width  pixels in view
 * @param {number} column  width of a column @param {number} count  of the scrolling columns
 * @returns {Span}
 */
export function spanAt(left, width, column, count) {
  const first = Math.floor(left / column) - BEYOND;
  const last = Math.ceil((left + width) / column) + BEYOND;
  return {
    from: Math.min(Math.max(0, Math.floor(first / STEP) * STEP), count),
    to: Math.min(count, Math.ceil(last / STEP) * STEP),
  };
}

/** Pixels of a column before anything is measured; the style sheet has the same. */
export const USUAL_WIDTH = 63;

/** What is drawn before anything is measured: the newest columns. @param {number} count */
export const newestSpan = (count) => {
  const width = globalThis.innerWidth ?? 1280;
  return spanAt(count * USUAL_WIDTH - width, width, USUAL_WIDTH, count);
};
