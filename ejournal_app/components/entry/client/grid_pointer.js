/** What a mouse, a finger or a pen does to the grid. */

/** Two taps on an average are one wish. */
const SAME_WISH_MS = 700;

export class GridPointer {
  #grid;
  #store;
  #view;
  #touch = false;
  #dragging = false;
  #inspected = -SAME_WISH_MS;

  /**
   * @param {import("./grid_controller.js").GridController} grid
   * @param {import("./grid_store.js").GridStore} store
   * @param {import("./grid_view.js").GridView} view
   */
  constructor(grid, store, view) {
    this.#grid = grid;
    this.#store = store;
    this.#view = view;
  }

  onPointerDown = (event) => {
    this.#touch = event.pointerType === "touch" || event.pointerType === "pen";
    const place = this.#view.placeOf(event.target);
    this.#dragging = !this.#touch && event.button === 0 && Boolean(place) && place.row >= 0;
  };

  /** With Shift the click selects up to the cell; the focus stays where the selection began. */
  onMouseDown = (event) => {
    const place = this.#view.placeOf(event.target);
    if (!place || place.row < 0) return;
    if (event.shiftKey) {
      event.preventDefault();
      this.#grid.extendTo(place);
    }
  };

  onPointerOver = (event) => {
    if (!this.#dragging) return;
    if (!(event.buttons & 1)) {
      this.#dragging = false;
      return;
    }
    const place = this.#view.placeOf(event.target);
    const { lead } = this.#store;
    if (!place || (place.row === lead.row && place.column === lead.column)) return;
    this.#grid.extendTo(place);
  };

  onClick = (event) => {
    const place = this.#view.placeOf(event.target);
    if (!place || event.shiftKey || event.target === this.#view.table) return;
    if (place.row < 0) {
      if (event.target.closest("button")) this.#grid.openHeading(place.column);
      return;
    }
    if (event.target.closest(".ej-inspect")) {
      this.#grid.inspectAt(place);
      return;
    }
    this.#grid.goTo(place);
    if (!this.#touch) return;
    if (this.#isAverage(place)) this.#explain(place, event.timeStamp);
    this.#grid.openPad(place);
  };

  onDoubleClick = (event) => {
    const place = this.#view.placeOf(event.target);
    if (!place || place.row < 0 || event.target.closest(".ej-inspect")) return;
    if (this.#isAverage(place)) this.#explain(place, event.timeStamp);
    if (this.#touch || !this.#store.editable(place.row, place.column)) return;
    if (this.#grid.isLesson(place)) this.#grid.cycle(place, event.timeStamp);
    else this.#grid.edit(place);
  };

  #isAverage({ column }) {
    return this.#store.model.columns[column]?.kind === "average";
  }

  #explain(place, now) {
    if (now - this.#inspected > SAME_WISH_MS) this.#grid.inspectAt(place);
    this.#inspected = now;
  }
}
