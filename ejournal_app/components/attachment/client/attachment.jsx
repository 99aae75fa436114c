/** A document of a form: chosen or photographed, sent at once, its id kept in a hidden field. */

import { useEffect, useId, useRef, useState } from "react";
import { lighter } from "./lighter.js";
import { upload } from "./upload.js";

const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,application/pdf";

const t = (labels, key, params) =>
  (labels[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(params?.[name] ?? ""));

/**
 * @param {{name: string, address: string, value: string, shown: string, label: string,
 *   hint: string, labels: Record<string, string>}} props
 */
export function AttachmentField({ name, address, value, shown, label, hint, labels }) {
  const [held, setHeld] = useState({ id: value ?? "", name: shown ?? "" });
  const [percent, setPercent] = useState(null);
  const [problem, setProblem] = useState("");
  const chooser = useRef(null);
  const running = useRef(null);
  const id = useId();

  useEffect(() => setHeld({ id: value ?? "", name: shown ?? "" }), [value, shown]);
  useEffect(() => () => running.current?.abort(), []);
  // A form that is sent now would be saved without the document.
  useEffect(() => {
    chooser.current?.setCustomValidity(percent === null ? "" : t(labels, "wait"));
  }, [percent, labels]);

  const take = async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    running.current?.abort();
    const sending = new AbortController();
    running.current = sending;
    setProblem("");
    setPercent(0);
    const answer = await upload(address, await lighter(file), file.name, {
      signal: sending.signal, onProgress: setPercent,
    });
    if (sending.signal.aborted) return;
    setPercent(null);
    if (answer?.id) setHeld({ id: String(answer.id), name: answer.name || file.name });
    else setProblem(answer?.error || t(labels, "failed"));
  };
  const remove = () => {
    running.current?.abort();
    setPercent(null);
    setProblem("");
    setHeld({ id: "", name: "" });
    chooser.current?.focus();
  };

  return (
    <div className="field attachment" role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className="label">{label}</span>
      <input type="hidden" name={name} value={held.id} readOnly />
      <div className="attachment-ways">
        <label className="btn attachment-way">
          {t(labels, "choose")}
          <input ref={chooser} type="file" accept={ACCEPTED} onChange={take}
            aria-describedby={`${id}-hint`} />
        </label>
        <label className="btn attachment-way attachment-camera">
          {t(labels, "camera")}
          <input type="file" accept="image/*" capture="environment" onChange={take}
            aria-describedby={`${id}-hint`} />
        </label>
      </div>
      <p id={`${id}-hint`} className="hint">{hint}</p>
      <div role="status">
        {percent !== null && (
          <p>
            {t(labels, "sending", { percent })}
            <progress max="100" value={percent} aria-hidden="true" />
          </p>
        )}
        {percent === null && held.id && (
          <p className="attachment-held">
            <span className="grow">{t(labels, "there", { name: held.name })}</span>
            <button type="button" className="btn quiet" onClick={remove}>
              {t(labels, "remove")}
            </button>
          </p>
        )}
      </div>
      <div role="alert">{problem && <p className="error">{problem}</p>}</div>
    </div>
  );
}
