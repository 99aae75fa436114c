/** The driver of the outbox on a page. */

import { useContext, useEffect, useLayoutEffect, useRef } from "react";
import { EventLoopContext } from "$/utils/context";
import { outbox } from "./outbox.js";

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
