/** What saving will do, line by line, and the last question before it. */

import { useEffect, useRef } from "react";

/**
 * @param {{preview: {seq: number, fingerprint: string, intro: string,
 *   lines: {name: string, text: string, warning: string}[]}, labels: Record<string, string>,
 *   onConfirm: (fingerprint: string) => void}} props
 */
export function SplitPreview({ preview, labels, onConfirm }) {
  const dialog = useRef(null);
  const shown = useRef(preview?.seq ?? 0);
  useEffect(() => {
    if (!preview?.seq || preview.seq === shown.current) return;
    shown.current = preview.seq;
    if (!dialog.current.open) dialog.current.showModal();
  }, [preview]);
  const close = () => dialog.current.close();
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="split-preview-title">
      <div>
        <h2 id="split-preview-title">{labels.review}</h2>
        <p>{preview?.intro}</p>
        <ul className="bare split-lines" tabIndex={0} aria-label={labels.review}>
          {(preview?.lines ?? []).map((line, place) => (
            <li key={place}>
              <span className="strong">{line.name}</span> {line.text}
              {line.warning && <span className="chip warn">{line.warning}</span>}
            </li>
          ))}
        </ul>
        <div className="row end">
          <button type="button" className="btn" onClick={close}>{labels.cancel}</button>
          <button type="button" className="btn primary" onClick={() => {
            close();
            onConfirm(preview.fingerprint);
          }}>{labels.confirm}</button>
        </div>
      </div>
    </dialog>
  );
}
