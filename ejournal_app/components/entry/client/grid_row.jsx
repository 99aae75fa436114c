/** One pupil's row and the header row, drawn again only when something in them changed. */

import { memo, useSyncExternalStore } from "react";
import { OUTSIDE } from "./grid_store.js";
import { t } from "./text.js";

const NOTHING = Object.freeze({});
const nothing = () => NOTHING;

/**
 * @param {{columns: import("./grid_store.js").Column[], labels: Record<string, string>,
 *   opens: boolean}} props
 */
export const HeaderRow = memo(function HeaderRow({ columns, labels, opens }) {
  return (
    <tr>
      <th scope="col" className="ej-corner">{t(labels, "pupil")}</th>
      {columns.map((column) => (
        <th key={column.key} scope="col" className={`ej-col-${column.kind}`}
          title={column.title || undefined} tabIndex={opens ? undefined : -1}>
          {opens && column.kind !== "average"
            ? <button type="button" tabIndex={-1}><Heading column={column} /></button>
            : <Heading column={column} />}
        </th>
      ))}
    </tr>
  );
});

const Heading = ({ column }) => (
  <>
    <span className="ej-date">{column.date}</span>
    {column.sub && <span className="ej-sub">{column.sub}</span>}
  </>
);

/**
 * @param {{index: number, row: import("./grid_store.js").GridRow, cells: string[],
 *   columns: import("./grid_store.js").Column[], labels: Record<string, string>,
 *   readonly: boolean, store: import("./grid_store.js").GridStore}} props
 */
export const GridRow = memo(function GridRow(props) {
  const { index, row, cells, columns, labels, readonly, store } = props;
  const overlays = useSyncExternalStore(
    store.rowSubscriber(index), () => store.overlaysOf(index), nothing,
  );
  return (
    <tr>
      <th scope="row">
        <span className="ej-no">{index + 1}</span>
        <span className="ej-name">{row.name}</span>
        {row.note && <small className="ej-note">{row.note}</small>}
      </th>
      {columns.map((column, at) => {
        const given = cells?.[at] ?? "";
        const outside = given === OUTSIDE;
        const overlay = overlays[at];
        const text = overlay ? overlay.text : given;
        const fixed = readonly || outside || !column.editable || column.kind === "average";
        return (
          <td
            key={column.key}
            tabIndex={-1}
            className={lookOf(column, outside, overlay, text)}
            aria-readonly={fixed || undefined}
            aria-invalid={overlay?.failure ? true : undefined}
            title={describe(labels, outside, overlay)}
          >
            {outside ? "" : text === "." ? "·" : text}
          </td>
        );
      })}
    </tr>
  );
});

const lookOf = (column, outside, overlay, text) => {
  if (outside) return "ej-outside";
  const looks = [];
  if (column.kind !== "work") looks.push(`ej-col-${column.kind}`);
  if (column.kind === "lesson" && text && text !== ".") {
    looks.push(text === "k" ? "ej-at-late" : "ej-at-absent");
  }
  if (overlay) looks.push(`ej-is-${overlay.status}`);
  return looks.join(" ") || undefined;
};

const describe = (labels, outside, overlay) => {
  if (outside) return t(labels, "not_member");
  if (!overlay || overlay.status === "clean" || overlay.status === "saved") return undefined;
  const state = t(labels, `state_${overlay.status}`);
  return overlay.failure?.message ? `${state}: ${overlay.failure.message}` : state;
};
