/** Plays edits, undos and redos on the grid's store without a page, against a server that saves. */

const memory = () => {
  const kept = {};
  return Object.defineProperties(kept, {
    getItem: { value: (name) => kept[name] ?? null },
    setItem: { value: (name, value) => { kept[name] = value; } },
    removeItem: { value: (name) => { delete kept[name]; } },
  });
};

globalThis.localStorage = memory();
globalThis.sessionStorage = memory();
globalThis.location = { pathname: "/zurnals/1" };
globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.requestAnimationFrame = () => {};

/**
 * @param {string} folder  of the client programs
 * @param {[string, ...any][]} steps  ["write", [row, column, text][]], ["undo"] or ["redo"]
 * @param {number} size  rows and columns of an empty grid of works
 * @returns {Promise<{seen: string[][], server: Record<string, string>, clashes: number}>}
 */
export async function walk(folder, steps, size) {
  const { outbox } = await import(`${folder}/outbox.js`);
  const { GridStore } = await import(`${folder}/grid_store.js`);
  const { GridEdits } = await import(`${folder}/grid_edits.js`);
  const places = [...Array(size).keys()];
  const server = {};
  let clashes = 0;
  walk.number = (walk.number ?? 0) + 1;
  location.pathname = `/zurnals/${walk.number}`;
  const column = (at) => ({ key: `w${at}`, kind: "work", work_id: `${walk.number}-${at}`, date: "",
    sub: "", title: "", scale: "points10", allowed: [], editable: true });
  const store = new GridStore({
    rows: places.map((at) => ({ pupil_id: at, name: `P${at}` })),
    columns: places.map(column),
    cells: places.map(() => places.map(() => "")),
    readonly: false,
    free: size,
    extra: 0,
  });
  const leave = store.connect();
  const edits = new GridEdits(store);
  outbox.open("skolotajs");
  outbox.setSubmit((batch) => queueMicrotask(() => outbox.answer(batch.map((op) => {
    const place = `${op.target.pupil_id} ${op.target.work_id.split("-")[1]}`;
    const standing = server[place] ?? "";
    if (standing !== op.base && standing !== op.value) {
      clashes += 1;
      return { id: op.id, status: "conflict", value: standing };
    }
    server[place] = op.value;
    return { id: op.id, status: "saved", value: op.value };
  }))));
  const rest = () => new Promise((resolve) => setTimeout(resolve, 0));
  for (const [what, wanted, wait] of steps) {
    if (what === "write") {
      edits.write(wanted.map(([row, at, text]) => ({ row, column: at, text })), 0);
    } else {
      edits.history[what]();
    }
    if (wait) await rest();
  }
  for (let turn = 0; outbox.ops.length && turn < 2000; turn += 1) await rest();
  leave();
  const seen = places.map((row) => places.map((at) => store.textAt(row, at)));
  return { seen, server, clashes, left: outbox.ops.length };
}
