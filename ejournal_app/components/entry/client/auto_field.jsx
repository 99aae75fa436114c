/** Fields that save by themselves: text, date, tick box. */

import { useId, useRef, useState } from "react";
import { FailureNote } from "./conflict_choice.jsx";
import "./entry.css";
import { opKey } from "./op.js";
import { outbox } from "./outbox.js";
import { useEntry } from "./outbox_react.js";
import { t } from "./text.js";

/** Another target is another field: nothing half typed goes over to it. */
const perTarget = (Field) => (props) =>
  <Field key={opKey(props.kind, props.target)} {...props} />;

/** How long typing must rest before the text is sent. */
const REST_MS = 600;

/**
 * @param {{kind: string, target: import("./op.js").Target, value: string, label: string,
 *   hint?: string, multiline?: boolean, maxLength?: number, readonly?: boolean, listId?: string,
 *   placeholder?: string, labels: Record<string, string>}} props
 */
function TextField(props) {
  const { multiline, maxLength, listId, placeholder } = props;
  const [draft, setDraft] = useState(null);
  const entry = useEntry(props.kind, props.target, props.value ?? "",
    { pause: draft !== null, where: props.label });
  const Input = multiline ? "textarea" : "input";
  return (
    <Frame {...props} entry={entry}>
      {(common) => (
        <Input
          {...common}
          type={multiline ? undefined : "text"}
          rows={multiline ? 3 : undefined}
          list={multiline ? undefined : listId || undefined}
          autoComplete="off"
          maxLength={maxLength > 0 ? maxLength : undefined}
          placeholder={placeholder || undefined}
          // What was typed stays as it is until the field is left, whatever the server makes of it.
          value={draft ?? entry.value}
          onChange={(event) => {
            setDraft(event.target.value);
            entry.write(event.target.value, { start: event.timeStamp, holdMs: REST_MS });
          }}
          onBlur={() => {
            setDraft(null);
            outbox.release(entry.key);
          }}
        />
      )}
    </Frame>
  );
}

/** @param {Parameters<typeof TextField>[0] & {minDate?: string, maxDate?: string}} props */
function DateField(props) {
  const [draft, setDraft] = useState(null);
  const entry = useEntry(props.kind, props.target, props.value ?? "",
    { pause: draft !== null, where: props.label });
  return (
    <Frame {...props} entry={entry}>
      {(common) => (
        <input
          {...common}
          type="date"
          min={props.minDate || undefined}
          max={props.maxDate || undefined}
          value={draft ?? entry.value}
          onChange={(event) => {
            setDraft(event.target.value);
            // A date half typed reads as empty: only leaving the field or a whole date is meant.
            if (event.target.value) {
              entry.write(event.target.value, { start: event.timeStamp, holdMs: REST_MS });
            }
          }}
          onBlur={(event) => {
            const empty = event.target.value === "" && !event.target.validity.badInput;
            if (empty && draft === "") entry.write("");
            setDraft(null);
            outbox.release(entry.key);
          }}
        />
      )}
    </Frame>
  );
}

/** @param {Parameters<typeof TextField>[0]} props */
function CheckField(props) {
  const entry = useEntry(props.kind, props.target, props.value ?? "",
    { where: props.label });
  return (
    <Frame {...props} entry={entry} inline>
      {(common) => (
        <input
          {...common}
          type="checkbox"
          readOnly={undefined}
          disabled={props.readonly}
          checked={entry.value === "1"}
          onChange={(event) =>
            entry.write(event.target.checked ? "1" : "", { start: event.timeStamp })}
        />
      )}
    </Frame>
  );
}

/** Move the focus to the same kind of field of another row. */
const focusMark = (element, step) => {
  const all = [...document.querySelectorAll(".ej-mark-field input:not(:read-only)")];
  all[all.indexOf(element) + step]?.focus();
};

/**
 * A mark: written when the field is left or with Enter, for a 1 on the way to 10 is no mark.
 * @param {Parameters<typeof TextField>[0]} props
 */
function MarkField(props) {
  const [draft, setDraft] = useState(null);
  const entry = useEntry(props.kind, props.target, props.value ?? "",
    { pause: draft !== null, where: props.label });
  const commit = (event) => {
    if (draft === null) return;
    setDraft(null);
    if (draft.trim() !== entry.value) entry.write(draft.trim(), { start: event.timeStamp });
  };
  return (
    <Frame {...props} entry={entry} look="ej-mark-field" announced>
      {(common) => (
        <input
          {...common}
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="next"
          maxLength={12}
          value={draft ?? entry.value}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Escape") setDraft(null);
            if (event.key !== "Enter") return;
            event.preventDefault();
            commit(event);
            focusMark(event.currentTarget, event.shiftKey ? -1 : 1);
          }}
        />
      )}
    </Frame>
  );
}

export const AutoMark = perTarget(MarkField);
export const AutoField = perTarget(TextField);
export const AutoDate = perTarget(DateField);
export const AutoCheck = perTarget(CheckField);

function Frame({
  label, hint, readonly, labels, entry, inline, look = "", announced, children,
}) {
  const id = useId();
  const box = useRef(null);
  const { status, failure } = entry;
  const described = [hint && `${id}-hint`, `${id}-state`].filter(Boolean).join(" ");
  const common = {
    id,
    readOnly: readonly || undefined,
    "aria-describedby": described,
    "aria-invalid": failure ? true : undefined,
  };
  return (
    <div ref={box} className={
      `ej-field ej-is-${status}${inline ? " ej-field-inline" : ""} ${look}`.trim()
    }>
      <label htmlFor={id}>{label}</label>
      {children(common)}
      {hint && <p id={`${id}-hint`} className="ej-hint">{hint}</p>}
      <div id={`${id}-state`} className="ej-field-state"
        role={announced ? "status" : undefined}>
        {status !== "clean" && t(labels, `state_${status}`)}
      </div>
      {failure && (
        <FailureNote entryKey={entry.key} failure={failure} labels={labels}
          onDone={() => box.current?.querySelector("input,textarea")?.focus()} />
      )}
    </div>
  );
}
