/** The touch pad for the active cell of the grid. */

import { useMemo, useSyncExternalStore } from "react";
import { columnName } from "./grid_store.js";
import { MarkPad } from "./mark_pad.jsx";
import { outbox } from "./outbox.js";
import { t } from "./text.js";

const ATTENDANCE = ["present", "absent", "late"];

/**
 * @param {{at: {row: number, column: number}, store: import("./grid_store.js").GridStore,
 *   labels: Record<string, string>, onPick: (value: string) => void,
 *   onMove: (step: 1 | -1) => void, onClose: () => void}} props
 */
export function GridPad({ at, store, labels, onPick, onMove, onClose }) {
  const { model } = store;
  const column = model.columns[at.column];
  const current = useSyncExternalStore(
    (listener) => outbox.subscribeAll(listener),
    () => store.rawAt(at.row, at.column),
    () => "",
  );
  const choices = useMemo(() => (
    column?.kind === "lesson"
      ? ATTENDANCE.map((value) => ({ value, text: t(labels, value) }))
      : (column?.allowed ?? []).map((value) => ({ value, text: value }))
  ), [column, labels]);
  const name = model.rows[at.row]?.name ?? "";
  return (
    <MarkPad place={`${at.row} ${at.column}`} title={`${name} · ${columnName(model, at.column)}`}
      current={current} choices={choices} deletable={column?.kind !== "lesson"} labels={labels}
      onPick={onPick} onMove={onMove} onClose={onClose} />
  );
}
