/** The one input of the grid, laid over the cell that is being typed into. */

export class GridEditor {
  /** @type {{row: number, column: number} | null} */
  at = null;
  /** Typing has replaced the value: arrows then leave the cell instead of moving the caret. */
  replacing = false;

  #input;
  #box;

  /**
   * @param {{current: HTMLInputElement}} input
   * @param {{current: HTMLElement}} box  the scrolling element around it
   */
  constructor(input, box) {
    this.#input = input;
    this.#box = box;
  }

  /**
   * @param {{row: number, column: number}} at
   * @param {HTMLElement} cell
   * @param {{text: string, replacing: boolean, label: string}} options
   */
  open(at, cell, { text, replacing, label }) {
    this.at = at;
    this.replacing = replacing;
    const place = cell.getBoundingClientRect();
    const area = this.#box.current;
    const box = area.getBoundingClientRect();
    const input = this.#input.current;
    const { style } = input;
    style.left = `${place.left - box.left - area.clientLeft + area.scrollLeft}px`;
    style.top = `${place.top - box.top - area.clientTop + area.scrollTop}px`;
    style.width = `${place.width}px`;
    style.height = `${place.height}px`;
    input.setAttribute("aria-label", label);
    input.value = text;
    input.hidden = false;
    input.focus({ preventScroll: true });
    input.setSelectionRange(text.length, text.length);
  }

  /** Hide it. @returns {string} what was typed */
  close() {
    const text = this.#input.current?.value.trim() ?? "";
    this.at = null;
    if (this.#input.current) this.#input.current.hidden = true;
    return text;
  }
}
