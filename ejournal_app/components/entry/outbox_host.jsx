/** The driver of the outbox on a page, and the badge that says how it stands. */

import { useContext, useEffect, useLayoutEffect, useRef } from "react";
import { EventLoopContext } from "$/utils/context";
import "./entry.css";
import { outbox } from "./outbox.js";
import { useOutboxStatus } from "./outbox_react.js";
import { t, tn } from "./text.js";

/**
 * @param {{account: string, answers: {items?: import("./op.js").Answer[]},
 *   news: {items?: {kind: string, target: object, value: string}[]},
 *   onSubmit: (batch: object[]) => void}} props
 */
export function OutboxHost({ account, answers, news, onSubmit }) {
  const [addEvents, connectErrors] = useContext(EventLoopContext) ?? [];
  const out = useRef(onSubmit);
  out.current = onSubmit;

  useLayoutEffect(() => {
    if (account) outbox.open(account);
  }, [account]);

  // Reflex puts a new list here on every connect (empty) and on every failed attempt.
  useEffect(() => {
    outbox.setConnected(!connectErrors?.length);
  }, [connectErrors]);

  useEffect(() => {
    outbox.setSubmit((batch) => {
      // No events: this only makes Reflex reconnect a socket it has closed itself, as it does
      // when the user is asked whether to leave and stays. The batch is a temporal event, which
      // Reflex drops instead of queueing while there is no connection; the outbox sends it again.
      addEvents?.([], [], {});
      out.current(batch);
    });
    return () => outbox.setSubmit(null);
  }, [addEvents]);

  useLayoutEffect(() => {
    outbox.answer(answers?.items ?? []);
  }, [answers]);

  useLayoutEffect(() => {
    outbox.learn(news?.items ?? []);
  }, [news]);

  useEffect(() => {
    const back = () => outbox.retryNow();
    const gone = () => outbox.setStalled(true);
    const seen = () => document.visibilityState === "visible" && outbox.retryNow();
    window.addEventListener("online", back);
    window.addEventListener("offline", gone);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", back);
      window.removeEventListener("offline", gone);
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);

  return null;
}

/** @param {{labels: Record<string, string>}} props */
export function SavingStatus({ labels }) {
  const { pending, refused, conflicts, online, durable } = useOutboxStatus();
  const parts = [];
  if (!online) {
    parts.push(["offline", pending ? tn(labels, "status_offline", pending)
      : t(labels, "status_offline")]);
  } else if (pending) {
    parts.push(["saving", t(labels, "status_saving", { n: pending })]);
  }
  if (refused) parts.push(["refused", tn(labels, "status_refused", refused)]);
  if (conflicts) parts.push(["conflict", tn(labels, "status_conflict", conflicts)]);
  if (!durable && pending) parts.push(["refused", t(labels, "storage_full")]);
  if (!parts.length) parts.push(["saved", t(labels, "status_saved")]);
  return (
    <div className="ej-status" role="status" aria-live="polite" data-pending={pending}>
      {parts.map(([look, text]) => (
        <span key={look + text} className={`ej-badge ej-is-${look}`}>{text}</span>
      ))}
    </div>
  );
}
