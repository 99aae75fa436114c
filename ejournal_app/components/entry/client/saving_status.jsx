/** The badge that always says how the entries stand, and leads to those that failed. */

import { useEffect, useId, useState } from "react";
import { FailureNote } from "./conflict_choice.jsx";
import "./entry.css";
import { useOutboxStatus } from "./outbox_react.js";
import { t, tn } from "./text.js";

/** @param {{labels: Record<string, string>}} props */
export function SavingStatus({ labels }) {
  const status = useOutboxStatus();
  const { failed } = status;
  const [open, setOpen] = useState(false);
  const id = useId();
  const none = !failed.length;
  useEffect(() => {
    if (none) setOpen(false);
  }, [none]);
  const badges = read(status, labels).map(([look, text]) => (
    <span key={look + text} className={`ej-badge ej-is-${look}`}>{text}</span>
  ));
  return (
    <div className="ej-status" data-pending={status.pending}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}>
      <div role="status" aria-live="polite">
        {none ? badges : (
          // An entry may fail when its page is long left: here it can be settled from anywhere.
          <button type="button" aria-expanded={open} aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}>{badges}</button>
        )}
      </div>
      {!none && open && (
        <ul id={id} className="ej-failed">
          {failed.map(([key, failure]) => (
            <li key={key}>
              <strong>{failure.where}</strong>
              <FailureNote entryKey={key} failure={failure} labels={labels} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function read(status, labels) {
  const { ready, pending, refused, conflicts, reasons, held, online, durable } = status;
  const parts = [];
  // Before the account is known nothing is known of its unsent entries.
  if (!ready) return parts;
  if (!online) {
    parts.push(["offline", pending ? tn(labels, "status_offline", pending)
      : t(labels, "status_offline")]);
  } else if (pending) {
    parts.push(["saving", t(labels, "status_saving", { n: pending })]);
  }
  if (refused) parts.push(["refused", tn(labels, "status_refused", refused)]);
  if (conflicts) parts.push(["conflict", tn(labels, "status_conflict", conflicts)]);
  if (reasons) parts.push(["reason", tn(labels, "status_reason", reasons)]);
  if (held) parts.push(["held", tn(labels, "status_held", held)]);
  if (!durable && pending) parts.push(["refused", t(labels, "storage_full")]);
  return parts.length ? parts : [["saved", t(labels, "status_saved")]];
}
