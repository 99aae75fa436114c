/** Attendance in keys and signs, the same in the lesson's list and in the grid. */

/** What one tap makes of it; never registered counts as present. */
export const NEXT_ATTENDANCE = { "": "absent", present: "absent", absent: "late", late: "present" };

/** The keys that set it without going round. */
export const ATTENDANCE_KEYS = { n: "absent", k: "late", ".": "present", p: "present" };

/** The sign in a cell of the journal. */
export const SIGN_OF = { absent: "n", late: "k", present: ".", "": "" };

/** The sign of an event of the school: it covers an absence and an empty cell alike. */
export const TAKES_PART = "d";

/**
 * Attendance as the server names it, from the sign in a cell (n, ns, nc, nn, k, d or a dot). What
 * is registered under an event does not show: its own sign is what the user saw.
 */
export const attendanceOfSign = (sign) => {
  if (sign === TAKES_PART) return sign;
  if (sign.startsWith("n")) return "absent";
  if (sign === "k") return "late";
  return sign === "." ? "present" : "";
};

/** What a cell shows of attendance; an absence that is saved stays covered by the event. */
export const signShown = (value, { saved, given }) => (
  saved && given === TAKES_PART && value === "absent" ? given : SIGN_OF[value] ?? value);

/** The signs that speak of a note or an event; the labels have words for each. */
export const COVERED = new Set(["ns", "nc", "nn", TAKES_PART]);

/** How a sign looks: the name of a style. @param {string} sign */
export const signLook = (sign) => {
  if (sign === "k") return "ej-at-late";
  if (sign === "ns" || sign === "nc") return "ej-at-justified";
  return sign === TAKES_PART ? "ej-at-event" : "ej-at-absent";
};

/** Attendance as people type or paste it; undefined for what is none. @param {string} text */
export const typedAttendance = (text) =>
  ATTENDANCE_KEYS[text] ?? (/^n[scn]$/.test(text) ? "absent" : undefined);
