/** Attendance in keys and signs, the same in the lesson's list and in the grid. */

/** What one tap makes of it; never registered counts as present. */
export const NEXT_ATTENDANCE = { "": "absent", present: "absent", absent: "late", late: "present" };

/** The keys that set it without going round. */
export const ATTENDANCE_KEYS = { n: "absent", k: "late", ".": "present", p: "present" };

/** The sign in a cell of the journal. */
export const SIGN_OF = { absent: "n", late: "k", present: ".", "": "" };

/** Attendance as the server names it, from the sign in a cell (n, ns, nc, nn, k or a dot). */
export const attendanceOfSign = (sign) => {
  if (sign.startsWith("n")) return "absent";
  if (sign === "k") return "late";
  return sign === "." ? "present" : "";
};

/** Attendance as people type or paste it; undefined for what is none. @param {string} text */
export const typedAttendance = (text) =>
  ATTENDANCE_KEYS[text] ?? (/^n[scn]$/.test(text) ? "absent" : undefined);
