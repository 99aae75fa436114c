/** What a pasted list of names will write, to be looked at first. */

import { useEffect, useRef } from "react";
import { columnName } from "./grid_model.js";
import { t, tn } from "./text.js";

/**
 * @param {{plan: import("./paste_plan.js").Plan, store: import("./grid_store.js").GridStore,
 *   labels: Record<string, string>, onWrite: () => void, onClose: () => void}} props
 */
export function PastePreview({ plan, store, labels, onWrite, onClose }) {
  const dialog = useRef(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    const closed = () => close.current();
    shown.addEventListener("close", closed);
    return () => shown.removeEventListener("close", closed);
  }, []);
  const good = plan.lines.filter((line) => !line.problem);
  const bad = plan.lines.filter((line) => line.problem);
  const several = plan.columns.length > 1;
  return (
    <dialog ref={dialog} className="ej-paste" aria-label={t(labels, "paste_title")}>
      <h3>{t(labels, "paste_title")}</h3>
      {good.length > 0 && (
        <>
          <p>{tn(labels, "paste_written", good.length)}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t(labels, "pupil")}</th>
                {several && <th scope="col">{t(labels, "paste_column")}</th>}
                <th scope="col">{t(labels, "paste_now")}</th>
                <th scope="col">{t(labels, "paste_new")}</th>
              </tr>
            </thead>
            <tbody>
              {good.map((line) => (
                <tr key={`${line.row} ${line.column}`}>
                  <th scope="row">{line.name}</th>
                  {several && <td>{columnName(store.model, line.column)}</td>}
                  <td>{line.now || "—"}</td>
                  <td><strong>{line.text}</strong></td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {bad.length > 0 && (
        <Problems title={tn(labels, "paste_refused", bad.length)} labels={labels}
          items={bad.map((line) => [`${line.name}: ${line.text}`, line.problem])} />
      )}
      {plan.strangers.length > 0 && (
        <Problems title={tn(labels, "paste_unmatched", plan.strangers.length)} labels={labels}
          items={plan.strangers.map(({ text, problem }) => [text, problem])} />
      )}
      <div className="ej-paste-ways">
        <button type="button" className="ej-button" onClick={() => dialog.current.close()}>
          {t(labels, "cancel")}
        </button>
        <button type="button" className="ej-button ej-primary" disabled={!good.length} onClick={() => {
          onWrite();
          dialog.current.close();
        }}>{tn(labels, "paste_write", good.length)}</button>
      </div>
    </dialog>
  );
}

const Problems = ({ title, items, labels }) => (
  <section>
    <h4>{title}</h4>
    <ul>
      {items.map(([text, problem], at) => (
        <li key={at}><strong>{text}</strong> — {t(labels, problem)}</li>
      ))}
    </ul>
  </section>
);
