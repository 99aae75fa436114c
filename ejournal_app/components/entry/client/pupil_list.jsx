/** The lesson's list: counters, carrying over, the pupils, "checked" as its own act, the pad. */

import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import "./entry.css";
import { TAKES_PART } from "./attendance.js";
import { MarkPad } from "./mark_pad.jsx";
import { opKey } from "./op.js";
import { outbox } from "./outbox.js";
import { useEntry } from "./outbox_react.js";
import { FailureNote } from "./conflict_choice.jsx";
import { PupilRow } from "./pupil_row.jsx";
import { t, useSteady } from "./text.js";

/**
 * @param {{rows: object[], lessonId: string | number, workId: string | number,
 *   workTitle?: string, allowed: string[], checked?: string, readonly: boolean,
 *   labels: Record<string, string>}} props
 */
export function PupilList(props) {
  const { rows = [], lessonId, workId, workTitle, allowed, checked, readonly } = props;
  const labels = useSteady(props.labels);
  const [padAt, setPadAt] = useState(-1);
  const list = useRef(null);
  const openPad = useCallback((index) => setPadAt(index), []);
  if (!rows.length) return <p className="ej-empty">{t(labels, "no_pupils")}</p>;

  const row = rows[padAt];
  const moveTo = (index) => {
    setPadAt(rows[index] ? index : -1);
    list.current?.children[index]?.scrollIntoView({ block: "nearest" });
    list.current?.children[index]?.querySelector("input.ej-mark")?.focus({ preventScroll: true });
  };
  return (
    <section className={`ej-pupils${row ? " ej-with-pad" : ""}`} aria-label={t(labels, "pupils")}>
      <Summary rows={rows} lessonId={lessonId} readonly={readonly} labels={labels} />
      {workTitle && workId !== "" && <p className="ej-work-title">{workTitle}</p>}
      <ol ref={list} className="ej-pupil-list">
        {rows.map((pupil, index) => (
          <PupilRow key={pupil.pupil_id} row={pupil} index={index} lessonId={lessonId}
            workId={workId ?? ""} readonly={readonly} labels={labels} inPad={index === padAt}
            onPad={openPad} />
        ))}
      </ol>
      <Checked lessonId={lessonId} checked={checked ?? ""} readonly={readonly} labels={labels} />
      {row && (
        <PadFor row={row} workId={workId} allowed={allowed} labels={labels}
          onMove={(step) => moveTo(padAt + step)} onClose={() => setPadAt(-1)} />
      )}
    </section>
  );
}

function PadFor({ row, workId, allowed, labels, onMove, onClose }) {
  const target = { work_id: workId, pupil_id: row.pupil_id };
  const key = opKey("mark", target);
  const choices = useMemo(() => (allowed ?? []).map((value) => ({ value, text: value })),
    [allowed]);
  return (
    <MarkPad place={key} title={row.name} current={outbox.stateOf(key).value ?? row.mark ?? ""}
      choices={choices} deletable labels={labels} onMove={onMove} onClose={onClose}
      onPick={(value) => {
        const where = `${row.name}, ${t(labels, "mark")}`;
        outbox.enqueue({ kind: "mark", target, value, seen: row.mark ?? "", where });
        onMove(1);
      }} />
  );
}

const statusNow = (row, lessonId) => {
  const key = opKey("attendance", { lesson_id: lessonId, pupil_id: row.pupil_id });
  return outbox.stateOf(key).value ?? row.status ?? "";
};

/** Whether an event of the school says where a pupil is, registered as absent or not at all. */
const atEvent = (row, status) => (
  (status === "" && row.open_sign === TAKES_PART)
  || (status === "absent" && row.absent_sign === TAKES_PART));

/** Whom an absence of the previous lesson may be carried over to: late pupils were seen. */
const CARRIED_OVER = new Set(["", "present"]);

const carriesOver = (row, status) => CARRIED_OVER.has(status) && !atEvent(row, status);

const subscribe = (listener) => outbox.subscribeAll(listener);

function Summary({ rows, lessonId, readonly, labels }) {
  const counted = () => {
    const count = { present: 0, absent: 0, late: 0, carry: 0, event: 0 };
    for (const row of rows) {
      const status = statusNow(row, lessonId);
      count[atEvent(row, status) ? "event" : status || "present"] += 1;
      if (row.prev === "absent" && carriesOver(row, status)) count.carry += 1;
    }
    return `${count.present} ${count.absent} ${count.late} ${count.carry} ${count.event}`;
  };
  // A string, because React compares snapshots by identity.
  const counts = useSyncExternalStore(subscribe, counted, () => "0 0 0 0 0").split(" ");
  const [present, absent, late, carry, event] = counts.map(Number);
  const carryOver = (event) => {
    for (const row of rows) {
      if (row.prev !== "absent" || !carriesOver(row, statusNow(row, lessonId))) continue;
      outbox.enqueue({
        kind: "attendance", target: { lesson_id: lessonId, pupil_id: row.pupil_id },
        value: "absent", seen: row.status ?? "", start: event.timeStamp,
        where: `${row.name}, ${t(labels, "attendance")}`,
      });
    }
  };
  return (
    <div className="ej-summary">
      <span className="ej-badge ej-at-present">{t(labels, "count_present", { n: present })}</span>
      <span className="ej-badge ej-at-absent">{t(labels, "count_absent", { n: absent })}</span>
      <span className="ej-badge ej-at-late">{t(labels, "count_late", { n: late })}</span>
      {event > 0 && (
        <span className="ej-badge ej-at-event">{t(labels, "count_event", { n: event })}</span>
      )}
      {carry > 0 && !readonly && (
        <button type="button" className="ej-button" onClick={carryOver}>
          {t(labels, "carry_over")}
        </button>
      )}
    </div>
  );
}

function Checked({ lessonId, checked, readonly, labels }) {
  const entry = useEntry("attendance_checked", { lesson_id: lessonId }, checked,
    { where: t(labels, "check") });
  const done = entry.value === "1";
  return (
    <div className={`ej-checked ej-is-${entry.status}`}>
      <p className={done ? "ej-ok" : "ej-warn"}>
        <span aria-hidden="true">{done ? "✓ " : "○ "}</span>
        {t(labels, done ? "checked" : "not_checked")}
      </p>
      {!done && !readonly && (
        <button type="button" className="ej-button ej-primary"
          onClick={(event) => entry.write("1", { start: event.timeStamp })}>
          {t(labels, "check")}
        </button>
      )}
      {entry.failure && <FailureNote entryKey={entry.key} failure={entry.failure} labels={labels} />}
    </div>
  );
}
