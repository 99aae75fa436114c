/** One pupil of the lesson's list: attendance in one tap, and the mark of the lesson's work. */

import { memo, useRef, useState } from "react";
import { ATTENDANCE_KEYS, COVERED, NEXT_ATTENDANCE, signLook } from "./attendance.js";
import { FailureNote } from "./conflict_choice.jsx";
import { useEntry } from "./outbox_react.js";
import { t } from "./text.js";

const SIGNS = { present: "✓", absent: "n", late: "k" };

/** The sign of a status: that of an absence, or of nothing registered, follows notes and events. */
const signOf = (row, value) => {
  if (value === "absent") return row.absent_sign || SIGNS.absent;
  return value === "" && row.open_sign ? row.open_sign : SIGNS[value || "present"];
};

/** Move the focus to the same control of another row. */
const focusRow = (element, step) => {
  const twins = [...element.closest("ol").querySelectorAll(`.${element.classList[0]}`)];
  const twin = twins[twins.indexOf(element) + step];
  twin?.focus();
  return Boolean(twin);
};

/**
 * @param {{row: object, index: number, lessonId: string | number, workId: string | number,
 *   readonly: boolean, labels: Record<string, string>, inPad: boolean,
 *   onPad: (index: number) => void}} props
 */
export const PupilRow = memo(function PupilRow(props) {
  const { row, index, lessonId, workId, readonly, labels, inPad, onPad } = props;
  const { pupil_id: pupilId, name } = row;
  const attendance = useEntry("attendance", { lesson_id: lessonId, pupil_id: pupilId },
    row.status ?? "", { where: `${name}, ${t(labels, "attendance")}` });
  const mark = useEntry("mark", { work_id: workId, pupil_id: pupilId }, row.mark ?? "",
    { where: `${name}, ${t(labels, "mark")}` });
  return (
    <li className={`ej-pupil${inPad ? " ej-in-pad" : ""}`}>
      <span className="ej-no">{index + 1}</span>
      <span className="ej-name">
        {name}
        {row.note && <small className="ej-note">{row.note}</small>}
        <AtEvent title={row.event} labels={labels} />
        {row.told && (
          <small className={`ej-chip ej-told-${row.told}`}>{t(labels, `told_${row.told}`)}</small>
        )}
        {row.conflict && <small className="ej-note ej-warn">{row.conflict}</small>}
        {(row.prev === "absent" || row.prev === "late") && (
          <small className={`ej-chip ej-at-${row.prev}`}>{t(labels, `prev_${row.prev}`)}</small>
        )}
      </span>
      <Attendance entry={attendance} row={row} readonly={readonly} labels={labels} />
      {workId !== "" && workId != null && (
        <MarkInput entry={mark} name={name} readonly={readonly} labels={labels}
          onPad={() => onPad(index)} />
      )}
      {attendance.failure && (
        <FailureNote entryKey={attendance.key} failure={attendance.failure} labels={labels}
          show={(value) => value && t(labels, value)} />
      )}
      {mark.failure && (
        <FailureNote entryKey={mark.key} failure={mark.failure} labels={labels} />
      )}
    </li>
  );
});

/** That the pupil is at an event of the school now: nobody registers an absence by mistake. */
function AtEvent({ title, labels }) {
  if (!title) return null;
  return <small className="ej-chip ej-at-event" title={title}>{t(labels, "at_event")}</small>;
}

function Attendance({ entry, row, readonly, labels }) {
  const { name } = row;
  const status = entry.value || "present";
  const sign = signOf(row, entry.value);
  const words = t(labels, COVERED.has(sign) ? sign : status);
  const at = COVERED.has(sign) ? signLook(sign) : `ej-at-${status}`;
  const look = `ej-attendance ${at} ej-is-${entry.status}`;
  const face = (
    <>
      <span className="ej-sign" aria-hidden="true">{sign}</span>
      <span>{words}</span>
    </>
  );
  if (readonly) return <span className={look}>{face}</span>;
  const set = (value, event) => entry.write(value, { start: event.timeStamp });
  return (
    <button
      type="button"
      className={look}
      aria-label={`${t(labels, "attendance_of", { name })} — ${words}`}
      onClick={(event) => set(NEXT_ATTENDANCE[entry.value] ?? "absent", event)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const wanted = ATTENDANCE_KEYS[event.key.toLowerCase()];
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!wanted && !step) return;
        event.preventDefault();
        if (wanted) set(wanted, event);
        else focusRow(event.currentTarget, step);
      }}
    >
      {face}
    </button>
  );
}

function MarkInput({ entry, name, readonly, labels, onPad }) {
  const [draft, setDraft] = useState(null);
  const pointer = useRef("");
  const label = t(labels, "mark_of", { name });
  if (readonly) return <span className="ej-mark" aria-label={label} role="img">{entry.value}</span>;
  const commit = (event) => {
    if (draft === null) return;
    setDraft(null);
    if (draft.trim() !== entry.value) entry.write(draft.trim(), { start: event.timeStamp });
  };
  return (
    <input
      className={`ej-mark ej-is-${entry.status}`}
      aria-label={label}
      aria-invalid={entry.failure ? true : undefined}
      // A screen keyboard would cover the list; touch has the pad.
      inputMode="none"
      autoComplete="off"
      maxLength={12}
      value={draft ?? entry.value}
      onPointerDown={(event) => {
        pointer.current = event.pointerType;
      }}
      onClick={() => pointer.current === "touch" && onPad()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Escape") setDraft(null);
        if (!step) return;
        event.preventDefault();
        commit(event);
        focusRow(event.currentTarget, step);
      }}
    />
  );
}
