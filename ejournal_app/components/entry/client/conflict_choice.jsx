/** What went wrong with one's own value, with both values and the ways out of it. */

import { outbox } from "./outbox.js";
import { t } from "./text.js";

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
