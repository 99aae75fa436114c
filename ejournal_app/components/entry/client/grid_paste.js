/** The grid's side of the clipboard: copy, cut, paste, and a pasted list of names. */

import { readBlock, writeBlock } from "./grid_clipboard.js";
import { planPaste } from "./paste_plan.js";
import { tn } from "./text.js";

export class GridPaste {
  #grid;
  #store;
  #setPlan;

  /**
   * @param {import("./grid_controller.js").GridController} grid
   * @param {import("./grid_store.js").GridStore} store
   * @param {(plan: import("./paste_plan.js").Plan) => void} setPlan  show it before it is written
   */
  constructor(grid, store, setPlan) {
    this.#grid = grid;
    this.#store = store;
    this.#setPlan = setPlan;
  }

  onCopy = (event) => {
    if (event.target.closest("input") || this.#store.active.row < 0) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", writeBlock(this.#grid.edits.selected()));
  };

  onCut = (event) => {
    this.onCopy(event);
    if (event.defaultPrevented) this.#grid.edits.clear(event.timeStamp);
  };

  onPaste = (event) => {
    const { active, model, selection } = this.#store;
    if (event.target.closest("input") || model.readonly || active.row < 0) return;
    event.preventDefault();
    this.#grid.settleN();
    const block = readBlock(event.clipboardData.getData("text/plain"));
    if (!block.length) return;
    const { edits } = this.#grid;
    const plan = planPaste(this.#store, edits, active, block);
    if (plan) {
      this.#setPlan(plan);
      return;
    }
    const single = block.length === 1 && block[0].length === 1;
    const from = { row: selection.top, column: selection.left };
    this.tellLost(single ? edits.fill(block[0][0], event.timeStamp)
      : edits.pasteBlock(from, block, event.timeStamp));
  };

  /** Write what the preview showed. @param {import("./paste_plan.js").Plan} plan */
  writePlan(plan) {
    const good = plan.lines.filter((line) => !line.problem);
    this.tellLost(this.#grid.edits.write(good, performance.now()));
  }

  /** Say how many values could not stand where they were wanted. @param {number} lost */
  tellLost(lost) {
    this.#store.say(lost ? tn(this.#grid.labels, "paste_lost", lost) : "");
  }
}
