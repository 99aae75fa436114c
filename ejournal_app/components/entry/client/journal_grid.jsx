/**
 * The journal: pupils × lessons and works, edited like a spreadsheet.
 *
 * A plain table, so that a screen reader, the browser's search and print see what is there. React
 * draws rows; moving about and typing touch only the focused cell and the one input over it.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import "./entry.css";
import { GridController } from "./grid_controller.js";
import { GridPad } from "./grid_pad.jsx";
import { GridPopover, GridStrip } from "./grid_popover.jsx";
import { GridRow, HeaderRow } from "./grid_row.jsx";
import { GridStore } from "./grid_store.js";
import { t, useSteady } from "./text.js";

/** Longer than any mark; the server knows the scales. */
const LONGEST = 12;

/**
 * @param {{rows: import("./grid_store.js").GridRow[],
 *   columns: import("./grid_store.js").Column[], cells: string[][], readonly: boolean,
 *   caption?: string, labels: Record<string, string>, onOpenColumn?: (key: string) => void}} props
 */
export function JournalGrid(props) {
  const { rows = [], columns = [], cells = [], readonly = false, caption } = props;
  const labels = useSteady(props.labels);
  const model = { rows, columns, cells, readonly };
  const [store] = useState(() => new GridStore(model));
  const [pad, setPad] = useState(null);
  const table = useRef(null);
  const scroller = useRef(null);
  const input = useRef(null);
  // One controller for the life of the grid: its handlers never change, so no row is redrawn.
  const [grid] = useState(() => new GridController({ store, table, scroller, input, setPad }));
  const opens = Boolean(props.onOpenColumn);
  grid.openColumn = props.onOpenColumn;

  useLayoutEffect(() => store.setModel(model));
  useEffect(() => store.connect(), [store]);

  // Start at the newest column; keep one cell reachable by Tab when the grid changes its shape.
  const shape = `${rows.length} ${columns.length}`;
  useLayoutEffect(() => grid.settle(), [grid, shape]);

  useEffect(() => {
    const keep = () => grid.commit(performance.now());
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [grid]);

  if (!columns.length || !rows.length) {
    return <p className="ej-empty">{t(labels, rows.length ? "no_columns" : "no_pupils")}</p>;
  }
  return (
    <div className={`ej-grid${pad ? " ej-with-pad" : ""}`}>
      <div ref={scroller} className="ej-scroller">
        <table ref={table} role="grid" aria-label={caption || t(labels, "journal")}
          aria-readonly={readonly || undefined} onKeyDown={grid.onKeyDown}
          onPointerDown={grid.onPointerDown} onClick={grid.onClick}
          onDoubleClick={grid.onDoubleClick} onFocus={grid.onFocus}>
          <thead><HeaderRow columns={columns} labels={labels} opens={opens} /></thead>
          <tbody>
            {rows.map((row, index) => (
              <GridRow key={row.pupil_id} index={index} row={row} cells={cells[index]}
                columns={columns} labels={labels} readonly={readonly} store={store} />
            ))}
          </tbody>
        </table>
        <input ref={input} hidden className="ej-editor" maxLength={LONGEST} autoComplete="off"
          spellCheck={false} onKeyDown={grid.onEditorKey} onBlur={grid.onEditorBlur} />
      </div>
      <GridPopover store={store} labels={labels} cellAt={grid.cellAt} scroller={scroller}
        onDone={grid.focusActive} />
      <GridStrip store={store} labels={labels} />
      {!readonly && <p className="ej-help">{t(labels, "grid_help")}</p>}
      {pad && (
        <GridPad at={pad} store={store} labels={labels} onPick={grid.pick} onMove={grid.step}
          onClose={() => setPad(null)} />
      )}
    </div>
  );
}
