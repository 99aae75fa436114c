/** The pad at the bottom of a touch screen: exactly the values that may be given, large. */

import { useState } from "react";
import { t } from "./text.js";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/**
 * @param {{place: string, title: string, current: string, choices: {value: string, text: string}[],
 *   deletable: boolean, labels: Record<string, string>, onPick: (value: string) => void,
 *   onMove: (step: number) => void, onInspect?: () => void, onClose: () => void,
 *   children?: React.ReactNode}} props  `children`: further choices, in a row of their own.
 *   Without `choices` (percent) the pad has digits, and `onPick` gets the number.
 */
export function MarkPad(props) {
  const { place, title, current, choices, deletable, labels, onPick, onMove, onInspect, onClose,
    children } = props;
  return (
    // The focus stays where the mark goes: a tap on the pad must not take it.
    <div className="ej-pad" role="dialog" aria-label={title}
      onPointerDown={(event) => event.preventDefault()}>
      <div className="ej-pad-head">
        <button type="button" aria-label={t(labels, "previous_pupil")} onClick={() => onMove(-1)}>
          <span aria-hidden="true">↑</span>
        </button>
        <strong>{title}</strong>
        <button type="button" aria-label={t(labels, "next_pupil")} onClick={() => onMove(1)}>
          <span aria-hidden="true">↓</span>
        </button>
        {onInspect && (
          <button type="button" aria-label={t(labels, "inspect")} onClick={onInspect}>
            <span aria-hidden="true">i</span>
          </button>
        )}
        <button type="button" aria-label={t(labels, "close")} onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      {choices.length ? (
        <div className="ej-pad-values">
          {choices.map(({ value, text }) => (
            <button key={value} type="button" aria-pressed={value === current}
              onClick={() => onPick(value)}>{text}</button>
          ))}
          {deletable && (
            <button type="button" className="ej-pad-delete" onClick={() => onPick("")}>
              {t(labels, "delete")}
            </button>
          )}
        </div>
      ) : <Digits key={place} labels={labels} onPick={onPick} />}
      {children && <div className="ej-pad-more">{children}</div>}
    </div>
  );
}

function Digits({ labels, onPick }) {
  const [typed, setTyped] = useState("");
  return (
    <div className="ej-pad-values">
      <output className="ej-pad-typed">{typed || " "}</output>
      {DIGITS.map((digit) => (
        <button key={digit} type="button"
          onClick={() => setTyped((before) => (before + digit).slice(0, 3))}>{digit}</button>
      ))}
      <button type="button" className="ej-pad-delete"
        onClick={() => (typed ? setTyped(typed.slice(0, -1)) : onPick(""))}>
        {t(labels, "delete")}
      </button>
      <button type="button" className="ej-pad-done" disabled={!typed}
        onClick={() => onPick(typed)}>{t(labels, "done")}</button>
    </div>
  );
}
