/** The touch pad for the active cell of the grid. */

import { useState, useSyncExternalStore } from "react";
import { COVERED, SIGN_OF } from "./attendance.js";
import { columnName, tellsAbsence } from "./grid_model.js";
import { MarkPad } from "./mark_pad.jsx";
import { outbox } from "./outbox.js";
import { t } from "./text.js";

const ATTENDANCE = ["present", "absent", "late"];

/** A mark that can be improved on: the last of `4|7`. */
const lastOf = (text) => {
  const last = text.slice(text.lastIndexOf("|") + 1).trim();
  return last === "nv" ? "" : last;
};

/**
 * @param {{at: {row: number, column: number}, store: import("./grid_store.js").GridStore,
 *   labels: Record<string, string>, onPick: (text: string) => void,
 *   onMove: (step: 1 | -1) => void, onInspect?: () => void, onClose: () => void}} props
 */
export function GridPad({ at, store, labels, onPick, onMove, onInspect, onClose }) {
  const { model } = store;
  const column = model.columns[at.column];
  const place = `${at.row} ${at.column}`;
  const now = useSyncExternalStore(
    (listener) => outbox.subscribeAll(listener),
    () => `${store.signAt(at.row, at.column)}\n${store.rawAt(at.row, at.column)}`,
    () => "\n",
  );
  const [sign, current] = now.split("\n");
  const [improving, setImproving] = useState("");
  if (!column) return null;
  const lesson = column.kind === "lesson";
  const covered = lesson ? store.textAt(at.row, at.column) : sign;
  const choices = lesson
    ? ATTENDANCE.map((value) => ({ value, text: t(labels, value) }))
    : (column.allowed ?? []).map((value) => ({ value, text: value }));
  const standing = lesson || column.scale === "pass_fail" ? "" : lastOf(current);
  const improved = improving === place && standing;
  const pick = (value) => {
    setImproving("");
    if (lesson) onPick(SIGN_OF[value]);
    else onPick(improved && value ? `${standing}|${value}` : value);
  };
  return (
    <MarkPad place={place} title={`${model.rows[at.row]?.name ?? ""} · ${columnName(model, at.column)}`}
      current={current} choices={choices} deletable={!lesson} labels={labels} onPick={pick}
      onMove={onMove} onInspect={onInspect} onClose={onClose}>
      {COVERED.has(covered) && <p className="ej-pad-told">{covered} – {t(labels, covered)}</p>}
      {tellsAbsence(column) && (
        <>
          {["absent", "late", ...(sign ? ["present"] : [])].map((value) => (
            <button key={value} type="button" className={`ej-at-${value}`}
              aria-pressed={value !== "present" && sign.charAt(0) === SIGN_OF[value]}
              onClick={() => onPick(SIGN_OF[value])}>
              {value === "present" ? t(labels, "present") : `${SIGN_OF[value]} · ${t(labels, value)}`}
            </button>
          ))}
        </>
      )}
      {standing && (
        <button type="button" aria-pressed={Boolean(improved)}
          onClick={() => setImproving(improved ? "" : place)}>
          {t(labels, "improve", { mark: standing })}
        </button>
      )}
    </MarkPad>
  );
}
