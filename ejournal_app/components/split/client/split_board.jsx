/** The board on which pupils are put into groups: by dragging, by tapping, by a rule. */

import { useEffect, useMemo, useRef, useState } from "react";
import { useDrag } from "./split_drag.js";
import { SplitPreview } from "./split_preview.jsx";

const POOL = 0;
const RULES = ["alphabet", "turns", "language"];

const t = (labels, key, params) =>
  (labels[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(params?.[name] ?? ""));

/** Another board is another draft: nothing half done goes over to it. */
export function SplitBoard(props) {
  return props.board?.key ? <Board key={props.board.key} {...props} /> : null;
}

function Board({ board, proposal, preview, labels, onRule, onReview, onSave }) {
  const first = useMemo(
    () => Object.fromEntries(board.pupils.map((pupil) => [pupil.id, pupil.group])), [board]);
  const [places, setPlaces] = useState(first);
  const [past, setPast] = useState([]);
  const [chosen, setChosen] = useState(() => new Set());
  const [names, setNames] = useState(() => Object.fromEntries(
    board.groups.filter((group) => group.is_new).map((group) => [group.id, group.name])));
  const [said, setSaid] = useState("");
  const nameOf = (group) => group.id === POOL ? t(labels, "none")
    : group.is_new ? names[group.id] : group.name;
  const columns = [{ id: POOL, note: "" }, ...board.groups];

  const change = (next) => {
    setPast([...past, places]);
    setPlaces(next);
    setChosen(new Set());
  };
  const put = (ids, groupId) => {
    if (!ids.length) return;
    change({ ...places, ...Object.fromEntries(ids.map((id) => [id, groupId])) });
    const group = columns.find((column) => column.id === groupId);
    setSaid(t(labels, "moved", { group: nameOf(group), n: ids.length }));
  };
  const { drag, begin, justDragged } = useDrag(
    (id) => chosen.has(id) ? [...chosen] : [id], put);
  const choose = (id) => {
    if (justDragged.current) return;
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  // What a rule answered is a step like any other: it can be taken back.
  const answered = useRef(proposal?.seq ?? 0);
  useEffect(() => {
    if (!proposal?.seq || proposal.seq === answered.current) return;
    answered.current = proposal.seq;
    change({ ...places, ...Object.fromEntries(proposal.places) });
  });

  const changed = board.pupils.filter((pupil) => pupil.double || places[pupil.id] !== pupil.group);
  const assignment = () => [
    board.pupils.map((pupil) => [pupil.id, places[pupil.id]]),
    Object.entries(names).map(([id, name]) => [Number(id), name]),
  ];
  const groupNames = board.groups.map((group) => [group.id, nameOf(group)]);

  return (
    <div className="split">
      <p className="muted">{t(labels, "help")}</p>
      <div className="row split-rules" role="group" aria-label={t(labels, "rules")}>
        {RULES.map((rule) => (
          <button key={rule} type="button" className="btn" disabled={!board.groups.length}
            onClick={() => onRule(board.ask, rule, groupNames)}>{t(labels, rule)}</button>
        ))}
        <button type="button" className="btn quiet" disabled={!past.length} onClick={() => {
          setPlaces(past[past.length - 1]);
          setPast(past.slice(0, -1));
        }}>{t(labels, "back")}</button>
        <button type="button" className="btn quiet" disabled={!past.length} onClick={() => {
          setPlaces(first);
          setPast([]);
          setChosen(new Set());
        }}>{t(labels, "start")}</button>
      </div>
      <div className="split-columns">
        {columns.map((group) => {
          const own = board.pupils.filter((pupil) => places[pupil.id] === group.id);
          return (
            <section key={group.id} data-group={group.id} aria-label={nameOf(group)}
              className={`card split-column${drag?.over === group.id ? " over" : ""}`}>
              {group.is_new ? (
                <input className="input" value={names[group.id]} maxLength={80}
                  aria-label={t(labels, "new_name")}
                  onChange={(event) => setNames({ ...names, [group.id]: event.target.value })} />
              ) : <h3>{nameOf(group)}</h3>}
              <p className="small muted">
                {[t(labels, "count", { n: own.length }), group.is_new && t(labels, "new"), group.note]
                  .filter(Boolean).join(" · ")}
              </p>
              {chosen.size > 0 && (
                <button type="button" className="btn" onClick={() => put([...chosen], group.id)}>
                  {t(labels, "put_here")}
                </button>
              )}
              {own.length ? (
                <ul className="bare">
                  {own.map((pupil) => (
                    <li key={pupil.id}>
                      <button type="button" aria-pressed={chosen.has(pupil.id)}
                        className={`split-pupil${drag?.ids.includes(pupil.id) ? " carried" : ""}`}
                        onPointerDown={(event) => begin(pupil.id, event)}
                        onClick={() => choose(pupil.id)}>
                        <span data-grip className="split-grip" aria-hidden="true">⠿</span>
                        <span className="split-name">{pupil.name}</span>
                        <span className="small muted">
                          {pupil.double && places[pupil.id] === pupil.group
                            ? t(labels, "in_two") : pupil.sub}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              ) : <p className="muted small">{t(labels, "nobody")}</p>}
            </section>
          );
        })}
      </div>
      <div className="card split-bar">
        {chosen.size > 0 ? (
          <>
            <span>{t(labels, "put_into", { n: chosen.size })}</span>
            {columns.map((group) => (
              <button key={group.id} type="button" className="btn"
                onClick={() => put([...chosen], group.id)}>{nameOf(group)}</button>
            ))}
            <button type="button" className="btn quiet" onClick={() => setChosen(new Set())}>
              {t(labels, "clear")}
            </button>
          </>
        ) : (
          <>
            <span className="grow">{changed.length
              ? t(labels, "changes", { n: changed.length }) : t(labels, "no_changes")}</span>
            <button type="button" className="btn primary" disabled={!changed.length}
              onClick={() => onReview(board.ask, ...assignment())}>{t(labels, "save")}</button>
          </>
        )}
      </div>
      <p className="sr-only" role="status">{said}</p>
      {drag && (
        <div className="split-ghost" style={{ left: drag.x, top: drag.y }} aria-hidden="true">
          {drag.ids.length === 1
            ? board.pupils.find((pupil) => pupil.id === drag.ids[0])?.name : drag.ids.length}
        </div>
      )}
      <SplitPreview preview={preview} labels={labels}
        onConfirm={(fingerprint) => onSave(board.ask, ...assignment(), fingerprint)} />
    </div>
  );
}
