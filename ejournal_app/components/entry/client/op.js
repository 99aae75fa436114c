/**
 * What one write is, and how its place is named.
 *
 * @typedef {Record<string, string | number>} Target
 *
 * @typedef {object} Op One write that waits for its answer.
 * @property {string} id  unique; the server carries an id out once
 * @property {string} kind  e.g. "mark", "attendance"
 * @property {Target} target  which value: lesson, work, pupil, field
 * @property {string} value  what the user wants there
 * @property {string} base  what the user saw there; the server refuses to overwrite anything else
 * @property {number} at  milliseconds of wall time, strictly growing: the order of sending
 * @property {string} key  the place, see `opKey`
 * @property {number} [hold]  not to be sent before this time (typing still goes on)
 * @property {boolean} [sent]  went out at least once; its fate is known only by its answer
 * @property {string} where  how people call the place; stays in the browser
 * @property {string} [reason]  why a locked value is changed
 * @property {string[]} replaces  ids of unsent writes that this one took the place of
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {"saved" | "refused" | "conflict" | "reason" | "held"} status  `reason`: it is locked
 *   and is sent again with a reason; `held`: it waits on the server for a password
 * @property {string} value  what is on the server now
 * @property {string} [shown]  the same as people read it
 * @property {string} [message]
 * @property {string} [by]
 * @property {string} [at]
 *
 * @typedef {object} Failure A write that was not carried out and waits for the user.
 * @property {"refused" | "conflict" | "reason" | "held"} status
 * @property {string} kind
 * @property {Target} target
 * @property {string} value  what the user wanted
 * @property {string} base
 * @property {string} theirs  what is on the server
 * @property {string} shown
 * @property {string} message
 * @property {string} by
 * @property {string} at
 * @property {string} where  how people call the place
 * @property {string} reason  the one that was sent with it
 *
 * @typedef {object} KeyState What a component shows of one place.
 * @property {"clean" | "saving" | "offline" | "saved" | Failure["status"]} status
 * @property {string} [value]  what to show instead of the page's own value
 * @property {Failure} [failure]
 */

/**
 * The name of a place: the same for the same kind and target, whatever the order of fields.
 * @param {string} kind
 * @param {Target} target
 */
export const opKey = (kind, target) =>
  [kind, ...Object.keys(target).sort().map((name) => `${name}=${target[name]}`)].join("|");

/** A random id; `randomUUID` is missing where the page is not served over TLS. */
export const newId = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
