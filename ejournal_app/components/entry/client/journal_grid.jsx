/**
 * The journal: pupils × lessons and works, edited like a spreadsheet.
 *
 * A plain table, so that a screen reader, the browser's search and print see what is there. Only
 * the columns in view are drawn. React draws rows; the typed text is in one input over the cell.
 */

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import "./entry.css";
import { GridController } from "./grid_controller.js";
import { GridHelp } from "./grid_help.jsx";
import { arrange } from "./grid_model.js";
import { GridPad } from "./grid_pad.jsx";
import { GridPopover, GridStrip } from "./grid_popover.jsx";
import { GridRow, HeaderRow } from "./grid_row.jsx";
import { GridStore } from "./grid_store.js";
import { GridView } from "./grid_view.js";
import { PastePreview } from "./paste_preview.jsx";
import { t, useSteady } from "./text.js";

/** Longer than any mark; the server knows the scales. */
const LONGEST = 16;

const NONE = Object.freeze([]);

/**
 * @param {{rows: import("./grid_model.js").GridRow[],
 *   columns: import("./grid_model.js").Column[], cells: string[][],
 *   changes?: import("./grid_model.js").Change[], readonly: boolean,
 *   notes?: Record<string, Record<string, string>>,
 *   caption?: string, labels: Record<string, string>, onOpenColumn?: (key: string) => void,
 *   onInspect?: (pupil: string, key: string) => void, onNewWork?: () => void}} props
 */
export function JournalGrid(props) {
  const { rows = NONE, columns = NONE, cells = NONE, changes = NONE, readonly = false } = props;
  const { caption, notes, onInspect } = props;
  const newWork = Boolean(props.onNewWork);
  const labels = useSteady(props.labels);
  const model = useMemo(() => arrange({ rows, columns, cells, changes, readonly, newWork }),
    [rows, columns, cells, changes, readonly, newWork]);
  const [store] = useState(() => new GridStore(model));
  const [pad, setPad] = useState(null);
  const [plan, setPlan] = useState(null);
  const table = useRef(null);
  const scroller = useRef(null);
  const input = useRef(null);
  // One controller for the life of the grid: its handlers never change, so no row is redrawn.
  const [view] = useState(() => new GridView(store, table, scroller));
  const [grid] = useState(
    () => new GridController({ store, view, scroller, input, setPad, setPlan }),
  );
  const [span, setSpan] = useState(view.span);
  const begin = useRef(props.onNewWork);
  begin.current = props.onNewWork;
  const [beginWork] = useState(() => () => begin.current?.());
  const opens = Boolean(props.onOpenColumn);
  grid.openColumn = props.onOpenColumn;
  grid.inspect = onInspect;
  grid.labels = labels;

  useLayoutEffect(() => store.setModel(model), [store, model]);
  useEffect(() => store.connect(), [store]);

  const empty = !columns.length || !rows.length;
  useLayoutEffect(() => (empty ? undefined : view.connect(setSpan)), [view, empty]);

  // Start at the newest column; keep one cell reachable by Tab when the grid changes its shape.
  const shape = `${rows.length} ${model.columns.length} ${model.free}`;
  useLayoutEffect(() => grid.settle(), [grid, shape]);
  useLayoutEffect(() => {
    view.mark();
  }, [view, span]);

  const frame = useRef(null);
  useLayoutEffect(() => {
    if (pad) view.clearOf(frame.current?.querySelector(".ej-pad"));
  }, [view, pad]);

  useEffect(() => {
    const keep = () => grid.commit(performance.now());
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [grid]);

  if (empty) {
    return <p className="ej-empty">{t(labels, rows.length ? "no_columns" : "no_pupils")}</p>;
  }
  const { free } = model;
  return (
    <div ref={frame} className={`ej-grid${pad ? " ej-with-pad" : ""}`}
      style={{ "--e-frozen": model.columns.length - free }}>
      <div ref={scroller} className="ej-scroller">
        <table ref={table} role="grid" aria-label={caption || t(labels, "journal")}
          aria-multiselectable="true" aria-readonly={readonly || undefined}
          aria-colcount={model.columns.length + model.extra + 1}
          onKeyDown={grid.onKeyDown} onPointerDown={grid.pointer.onPointerDown}
          onMouseDown={grid.pointer.onMouseDown} onPointerOver={grid.pointer.onPointerOver}
          onClick={grid.pointer.onClick} onDoubleClick={grid.pointer.onDoubleClick}
          onFocus={grid.onFocus} onCopy={grid.clipboard.onCopy}
          onCut={grid.clipboard.onCut} onPaste={grid.clipboard.onPaste}>
          <thead>
            <HeaderRow columns={model.columns} free={free} span={span} labels={labels}
              opens={opens} onNewWork={newWork ? beginWork : undefined} />
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <GridRow key={row.pupil_id} index={index} row={row} cells={model.cells[index]}
                columns={model.columns} free={free} extra={model.extra} span={span} labels={labels}
                readonly={readonly} store={store} inspects={Boolean(onInspect)}
                notes={notes?.[row.pupil_id]} />
            ))}
          </tbody>
        </table>
        <input ref={input} hidden className="ej-editor" maxLength={LONGEST} autoComplete="off"
          spellCheck={false} onKeyDown={grid.onEditorKey} onBlur={grid.onEditorBlur} />
      </div>
      <GridPopover store={store} labels={labels} cellAt={grid.cellAt} scroller={scroller}
        onDone={grid.focusActive} />
      <GridStrip store={store} labels={labels} notes={notes} />
      {!readonly && <p className="ej-help">{t(labels, "grid_help")}</p>}
      {!readonly && <GridHelp labels={labels} inspects={Boolean(onInspect)} />}
      {pad && (
        <GridPad at={pad} store={store} labels={labels} onPick={grid.pick} onMove={grid.step}
          onInspect={onInspect && grid.inspectActive} onClose={() => setPad(null)} />
      )}
      {plan && (
        <PastePreview plan={plan} store={store} labels={labels}
          onWrite={() => grid.clipboard.writePlan(plan)} onClose={() => {
            setPlan(null);
            grid.focusActive();
          }} />
      )}
    </div>
  );
}
