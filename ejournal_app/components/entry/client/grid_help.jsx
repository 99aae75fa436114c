/** The keys of the grid, in a list that opens. */

import { t } from "./text.js";

const KEYS = [
  [["↑", "↓", "←", "→"], "keys_move"],
  [["Enter", "Shift+Enter"], "keys_enter"],
  [["Tab", "Shift+Tab"], "keys_tab"],
  [["n", "k", "."], "keys_attendance"],
  [["4|7"], "keys_improve"],
  [["F2"], "keys_edit"],
  [["Del"], "keys_delete"],
  [["Shift+↑↓←→", "Ctrl+A"], "keys_select"],
  [["Ctrl+C", "Ctrl+X", "Ctrl+V"], "keys_clipboard"],
  [["Ctrl+D"], "keys_fill"],
  [["Ctrl+Z", "Ctrl+Y"], "keys_undo"],
  [["F1", "Alt+Enter"], "keys_inspect"],
  [["Esc"], "keys_escape"],
];

/** @param {{labels: Record<string, string>, inspects: boolean}} props */
export const GridHelp = ({ labels, inspects }) => (
  <details className="ej-help ej-keys">
    <summary>{t(labels, "keys")}</summary>
    <p>{t(labels, "keys_typing")}</p>
    <dl>
      {KEYS.filter(([, label]) => inspects || label !== "keys_inspect").map(([keys, label]) => (
        <div key={label}>
          <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
          <dd>{t(labels, label)}</dd>
        </div>
      ))}
    </dl>
  </details>
);
