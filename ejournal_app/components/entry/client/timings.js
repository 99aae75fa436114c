/**
 * How long a write took: from the key event to the painted value and to the server's word.
 * Kept in `window.__ejournalTimings` for measuring; holds ids and times, never values.
 */

const LIMIT = 2000;

/** @type {Map<string, {start: number, painted?: number}>} */
const running = new Map();

/** @param {string} id @param {number} start on the clock of `performance.now()` */
export const started = (id, start) => {
  const entry = { start };
  running.set(id, entry);
  if (running.size > LIMIT) running.delete(running.keys().next().value);
  requestAnimationFrame(() => {
    // A message is delivered after the frame whose callback we are in has been painted.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      entry.painted = performance.now();
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  });
};

/** @param {string} id */
export const dropped = (id) => running.delete(id);

/** @param {string} id */
export const confirmed = (id) => {
  const entry = running.get(id);
  if (!entry) return;
  running.delete(id);
  const now = performance.now();
  const list = (window.__ejournalTimings ??= []);
  if (list.length >= LIMIT) list.shift();
  list.push({
    id,
    painted_ms: (entry.painted ?? now) - entry.start,
    confirmed_ms: now - entry.start,
  });
  performance.measure("ejournal:confirmed", { start: entry.start, end: now });
  if (list.length % 500 === 0) performance.clearMeasures("ejournal:confirmed");
};
