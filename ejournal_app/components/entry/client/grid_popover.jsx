/** Beside a failed cell: what happened and what can be done; below the grid: the same, read out. */

import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { COVERED } from "./attendance.js";
import { FailureNote } from "./conflict_choice.jsx";
import { columnName } from "./grid_model.js";
import { t } from "./text.js";

/**
 * @param {{store: import("./grid_store.js").GridStore, labels: Record<string, string>,
 *   cellAt: (row: number, column: number) => HTMLElement | undefined,
 *   scroller: React.RefObject<HTMLElement>, onDone: () => void}} props
 */
export function GridPopover({ store, labels, cellAt, scroller, onDone }) {
  const shown = useSyncExternalStore(store.subscribe, () => store.shown, () => null);
  const box = useRef(null);
  useLayoutEffect(() => {
    if (!shown) return undefined;
    const place = () => {
      const cell = cellAt(shown.row, shown.column)?.getBoundingClientRect();
      if (!cell || !box.current) return;
      const own = box.current.getBoundingClientRect();
      const below = cell.bottom + own.height + 8 < window.innerHeight;
      const left = Math.min(cell.left, window.innerWidth - own.width - 8);
      box.current.style.left = `${Math.max(8, left)}px`;
      box.current.style.top = `${Math.max(8, below ? cell.bottom + 4 : cell.top - own.height - 4)}px`;
    };
    place();
    const area = scroller.current;
    area?.addEventListener("scroll", place, { passive: true });
    window.addEventListener("scroll", place, { passive: true });
    window.addEventListener("resize", place);
    return () => {
      area?.removeEventListener("scroll", place);
      window.removeEventListener("scroll", place);
      window.removeEventListener("resize", place);
    };
  }, [shown, cellAt, scroller]);
  if (!shown) return null;
  const attendance = shown.failure.kind === "attendance";
  return (
    <div ref={box} className="ej-popover" onKeyDown={(event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      onDone();
    }}>
      <FailureNote entryKey={shown.key} failure={shown.failure} labels={labels} onDone={onDone}
        show={attendance ? (value) => value && t(labels, value) : undefined} />
    </div>
  );
}

const WORDS = {
  refused: "refused_default", conflict: "conflict_title", reason: "reason_default",
  held: "held_default",
};

/**
 * @param {{store: import("./grid_store.js").GridStore, labels: Record<string, string>,
 *   notes?: Record<string, Record<string, string>>}} props
 */
export function GridStrip({ store, labels, notes }) {
  const active = useSyncExternalStore(store.subscribe, store.activeText, () => "");
  const told = useSyncExternalStore(store.subscribe, () => store.told, () => null);
  const notice = useSyncExternalStore(store.subscribe, () => store.notice, () => "");
  const message = told && (told.failure.message || t(labels, WORDS[told.failure.status]));
  return (
    <p className={`ej-strip${told ? ` ej-is-${told.failure.status}` : ""}`} aria-live="polite">
      {!told && (notice || explained(active, labels, notes))}
      {told && t(labels, "cell_failed", {
        name: store.model.rows[told.row]?.name ?? "",
        column: columnName(store.model, told.column),
        message,
      })}
    </p>
  );
}

/** What the active cell's sign means, and what is told about the cell: a tap shows no title. */
function explained(active, labels, notes) {
  const [pupil, key, sign] = active.split(" ");
  const words = COVERED.has(sign) ? `${sign} – ${t(labels, sign)}` : "";
  return [words, notes?.[pupil]?.[key]].filter(Boolean).join(". ");
}
