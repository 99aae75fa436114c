/** One pupil's row and the header row, drawn again only when something in them changed. */

import { memo, useSyncExternalStore } from "react";
import { COVERED, signLook } from "./attendance.js";
import { OUTSIDE } from "./grid_model.js";
import { t } from "./text.js";

const BLANK = Object.freeze({ overlays: {}, from: -1, to: -1, active: -1, average: null });
const blank = () => BLANK;

/** The names are the first column of all, the columns of the journal follow. */
const NAMES = 1;
const indexOf = (column, { free, extra }) => column + NAMES + 1 + (column < free ? 0 : extra);

/** Where a frozen column stands: so many columns from the right edge. */
const frozenStyle = (columns, at) => {
  const after = columns.length - 1 - at;
  return { insetInlineEnd: after ? `calc(var(--e-col) * ${after})` : 0 };
};

/** The drawn columns by their numbers: those that scroll, then those that do not. */
const drawn = (columns, free, { from, to }) => {
  const scrolling = [];
  for (let at = from; at < Math.min(to, free); at += 1) scrolling.push(at);
  return [scrolling, [...columns.keys()].slice(free)];
};

/** The place of columns that are not drawn. */
const gapStyle = (count) => ({ width: `calc(var(--e-col) * ${Math.max(0, count)})` });

/**
 * @param {{columns: import("./grid_model.js").Column[], free: number,
 *   span: import("./grid_window.js").Span, labels: Record<string, string>, opens: boolean,
 *   onNewWork?: () => void}} props
 */
export const HeaderRow = memo(function HeaderRow(props) {
  const { columns, free, span, labels, opens, onNewWork } = props;
  const [scrolling, frozen] = drawn(columns, free, span);
  const head = (at, style) => {
    const column = columns[at];
    return (
      <th key={column.key} scope="col" aria-colindex={indexOf(at, { free, extra: onNewWork ? 1 : 0 })} style={style}
        className={`ej-col-${column.kind}${style ? " ej-frozen" : ""}`}
        title={column.title || undefined} tabIndex={opens ? undefined : -1}>
        {opens && column.kind !== "average"
          ? <button type="button" tabIndex={-1}><Heading column={column} /></button>
          : <Heading column={column} />}
      </th>
    );
  };
  const rest = free - Math.min(span.to, free);
  return (
    <tr>
      <th scope="col" className="ej-corner" aria-colindex={NAMES}>{t(labels, "pupil")}</th>
      <td className="ej-gap" aria-hidden="true" style={gapStyle(span.from)} />
      {scrolling.map((at) => head(at))}
      {onNewWork ? (
        <th scope="col" className="ej-gap ej-new" aria-colindex={indexOf(free, { free, extra: 0 })}
          style={{ width: `calc(var(--e-col) * ${rest} + var(--e-tap))` }}>
          <button type="button" aria-label={t(labels, "new_work")} title={t(labels, "new_work")}
            onClick={onNewWork}><span aria-hidden="true">+</span></button>
        </th>
      ) : <td className="ej-gap" aria-hidden="true" style={gapStyle(rest)} />}
      {frozen.map((at) => head(at, frozenStyle(columns, at)))}
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
 * @param {{index: number, row: import("./grid_model.js").GridRow, cells: string[],
 *   columns: import("./grid_model.js").Column[], free: number, extra: 0 | 1,
 *   span: import("./grid_window.js").Span, labels: Record<string, string>,
 *   readonly: boolean, store: import("./grid_store.js").GridStore, inspects: boolean,
 *   notes?: Record<string, string>}} props
 */
export const GridRow = memo(function GridRow(props) {
  const { index, row, cells, columns, free, span, labels, readonly, store, notes } = props;
  const view = useSyncExternalStore(
    store.rowSubscriber(index), () => store.viewOf(index), blank,
  );
  const [scrolling, frozen] = drawn(columns, free, span);
  const cell = (at, style) => {
    const column = columns[at];
    const given = cells?.[at] ?? "";
    const outside = given === OUTSIDE;
    const live = column.key === "average" ? view.average : null;
    const overlay = view.overlays[at];
    const sign = outside ? "" : store.signAt(index, at);
    const told = overlay?.failure ? overlay : shownOf(overlay, sign && store.absenceAt(index, at));
    const text = live ?? (overlay ? overlay.text : given);
    return (
      <Cell
        key={column.key}
        colIndex={indexOf(at, { free, extra: props.extra })}
        look={lookOf(column, { outside, overlay: told, text, note: notes?.[column.key], style })}
        style={style}
        fixed={readonly || outside || !column.editable || column.kind === "average"}
        invalid={Boolean(told?.failure)}
        selected={at >= view.from && at <= view.to}
        title={describe(labels, outside, told) ?? notes?.[column.key] ?? meaning(labels, column, text, sign)}
        sign={sign}
        text={outside ? "" : text === "." ? "·" : text}
        inspect={props.inspects && view.active === at && !outside ? t(labels, "inspect") : ""}
      />
    );
  };
  return (
    <tr>
      <th scope="row" aria-colindex={NAMES}>
        <span className="ej-no">{index + 1}</span>
        <span className="ej-name">{row.name}</span>
        {row.note && <small className="ej-note">{row.note}</small>}
      </th>
      <td className="ej-gap" aria-hidden="true" />
      {scrolling.map((at) => cell(at))}
      <td className="ej-gap" aria-hidden="true" />
      {frozen.map((at) => cell(at, frozenStyle(columns, at)))}
    </tr>
  );
});

/** A cell with nothing but plain values: of a row drawn again only the changed ones are. */
const Cell = memo(function Cell(props) {
  const { colIndex, look, fixed, invalid, selected, title, sign, text, inspect } = props;
  return (
    <td tabIndex={-1} aria-colindex={colIndex} className={look} style={props.style}
      aria-readonly={fixed || undefined} aria-invalid={invalid || undefined}
      aria-selected={selected} title={title}>
      {sign && <small className={`ej-absence ${signLook(sign)}`}>{sign}</small>}
      {sign && text ? " " : ""}{text}
      {inspect && (
        <button type="button" tabIndex={-1} className="ej-inspect" aria-label={inspect}
          title={inspect} />
      )}
    </td>
  );
}, (before, now) => Object.keys(now).every((name) => (
  name === "style" ? now.style?.insetInlineEnd === before.style?.insetInlineEnd
    : now[name] === before[name])));

/** In the cell of a work the state of its mark is shown, else that of the absence beside it. */
const shownOf = (mark, absence) => {
  if (!absence || absence.status === "clean") return mark;
  return absence.failure || !mark || mark.status === "clean" ? absence : mark;
};

const lookOf = (column, { outside, overlay, text, note, style }) => {
  const looks = [];
  if (outside) looks.push("ej-outside");
  if (style) looks.push("ej-frozen");
  if (!outside) {
    if (column.kind !== "work") looks.push(`ej-col-${column.kind}`);
    if (column.kind === "lesson" && text && text !== ".") {
      looks.push(signLook(text));
    }
    if (overlay) looks.push(`ej-is-${overlay.status}`);
    if (note) looks.push("ej-noted");
  }
  return looks.join(" ") || undefined;
};

/** What a sign of a note or an event means. */
const meaning = (labels, column, text, sign) => {
  const shown = column.kind === "lesson" ? text : sign;
  return COVERED.has(shown) ? t(labels, shown) : undefined;
};

const describe = (labels, outside, overlay) => {
  if (outside) return t(labels, "not_member");
  if (!overlay || overlay.status === "clean" || overlay.status === "saved") return undefined;
  const state = t(labels, `state_${overlay.status}`);
  return overlay.failure?.message ? `${state}: ${overlay.failure.message}` : state;
};
