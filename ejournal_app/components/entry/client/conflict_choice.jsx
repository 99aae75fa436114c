/** What went wrong with one's own value, with both values and the ways out of it. */

import { useState } from "react";
import { outbox } from "./outbox.js";
import { t } from "./text.js";

/** As long as the server takes a reason. */
const LONGEST_REASON = 300;

/** Where held entries are confirmed or taken back. */
const HELD_PAGE = "/aizturetie";

/**
 * @param {{entryKey: string, failure: import("./op.js").Failure, labels: Record<string, string>,
 *   show?: (value: string) => string, onDone?: () => void}} props
 *   `show` turns a raw value into what people read
 */
export function FailureNote({ entryKey, failure, labels, show = (value) => value, onDone }) {
  const read = (value) => show(value) || t(labels, "empty_value");
  const act = (choice) => () => {
    choice(entryKey);
    onDone?.();
  };
  if (failure.status === "reason") {
    return (
      <ReasonForm key={entryKey} entryKey={entryKey} failure={failure} labels={labels}
        onDone={onDone} />
    );
  }
  if (failure.status === "held") {
    return (
      <div className="ej-failure ej-is-held" role="group" aria-label={t(labels, "state_held")}>
        <p>{failure.message || t(labels, "held_default")}</p>
        <a href={HELD_PAGE}>{t(labels, "held_page")}</a>
        <button type="button" onClick={act((key) => outbox.keepTheirs(key))}>
          {t(labels, "held_dismiss")}
        </button>
      </div>
    );
  }
  if (failure.status === "refused") {
    return (
      <div className="ej-failure ej-is-refused" role="group">
        <p>{failure.message || t(labels, "refused_default")}</p>
        <button type="button" onClick={act((key) => outbox.keepTheirs(key))}>
          {t(labels, "dismiss")}
        </button>
      </div>
    );
  }
  return (
    <div className="ej-failure ej-is-conflict" role="group"
      aria-label={t(labels, "conflict_title")}>
      <p>{failure.message || t(labels, "conflict_title")}</p>
      <dl>
        <div>
          <dt>{t(labels, "conflict_theirs")}</dt>
          <dd>
            {read(failure.shown || failure.theirs)}
            {failure.by && (
              <small> {t(labels, "conflict_by", { by: failure.by, at: failure.at })}</small>
            )}
          </dd>
        </div>
        <div>
          <dt>{t(labels, "conflict_mine")}</dt>
          <dd>{read(failure.value)}</dd>
        </div>
      </dl>
      <button type="button" onClick={act((key) => outbox.keepTheirs(key))}>
        {t(labels, "conflict_keep_theirs")}
      </button>
      <button type="button" onClick={act((key) => outbox.putMine(key))}>
        {t(labels, "conflict_put_mine")}
      </button>
    </div>
  );
}

function ReasonForm({ entryKey, failure, labels, onDone }) {
  const [reason, setReason] = useState(failure.reason ?? "");
  const typed = reason.trim();
  return (
    <form className="ej-failure ej-is-reason" aria-label={t(labels, "state_reason")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!typed) return;
        outbox.explain(entryKey, typed);
        onDone?.();
      }}>
      <p>{failure.message || t(labels, "reason_default")}</p>
      <label>
        {t(labels, "reason")}
        <input type="text" required maxLength={LONGEST_REASON} autoComplete="off" value={reason}
          onChange={(event) => setReason(event.target.value)} />
      </label>
      <button type="submit">{t(labels, "reason_send")}</button>
      <button type="button" onClick={() => {
        outbox.keepTheirs(entryKey);
        onDone?.();
      }}>{t(labels, "dismiss")}</button>
    </form>
  );
}
