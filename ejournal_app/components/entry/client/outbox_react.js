/** The outbox as React sees it. */

import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { opKey } from "./op.js";
import { outbox } from "./outbox.js";

const CLEAN = Object.freeze({ status: "clean" });
const QUIET = Object.freeze({
  ready: false, pending: 0, refused: 0, conflicts: 0, reasons: 0, held: 0, failed: [],
  online: true, durable: true,
});

/** @param {string} key @returns {import("./op.js").KeyState} */
export const useOutbox = (key) =>
  useSyncExternalStore(
    useCallback((listener) => outbox.subscribe(key, listener), [key]),
    () => outbox.stateOf(key),
    () => CLEAN,
  );

const subscribeAll = (listener) => outbox.subscribeAll(listener);

/** How the whole page stands. @returns {ReturnType<typeof outbox.status>} */
export const useOutboxStatus = () =>
  useSyncExternalStore(subscribeAll, () => outbox.status(), () => QUIET);

/**
 * One place with the page's own value under it: what to show, and how to write it.
 * @param {string} kind
 * @param {import("./op.js").Target} target
 * @param {string} given  the value the server put into the page
 * @param {{pause?: boolean, where?: string}} [options]  `pause`: keep showing what was typed, the
 *   field is in use; `where`: how people call the place
 */
export function useEntry(kind, target, given, { pause = false, where = "" } = {}) {
  const key = opKey(kind, target);
  const state = useOutbox(key);
  const under = useRef({ key, given });
  // A value newly given by the server is newer than what this page remembers of the place.
  useLayoutEffect(() => {
    if (pause) return;
    const before = under.current;
    under.current = { key, given };
    if (before.key === key && before.given !== given) outbox.forget(key, given);
  }, [key, given, pause]);
  const value = state.value ?? given;
  const place = useRef(null);
  place.current = { kind, target, where, key, given };
  const write = useCallback((next, options) => {
    const { key: at, given: now, ...named } = place.current;
    // Asked only now: drawing comes before the page's newest value has been taken over.
    const seen = under.current.key === at ? under.current.given : now;
    outbox.enqueue({ ...named, seen, value: next, ...options });
  }, []);
  return { key, value, status: state.status, failure: state.failure, write };
}
