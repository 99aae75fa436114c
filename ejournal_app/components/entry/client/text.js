import { useRef } from "react";

/** Sentences come translated from the server in `labels`; here they only get their numbers. */

/**
 * @param {Record<string, string> | undefined} labels
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export const t = (labels, key, params) =>
  (labels?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(params?.[name] ?? ""));

/**
 * The sentence for a count, in the form the page's language wants (21 ieraksts, 11 ieraksti).
 * @param {Record<string, string> | undefined} labels
 * @param {string} key
 * @param {number} n
 */
export const tn = (labels, key, n) => {
  const rule = new Intl.PluralRules(document.documentElement.lang || "lv").select(n);
  return t(labels, `${key}_${rule === "one" ? "one" : "many"}`, { n });
};

/**
 * The same labels as long as they say the same: a page makes a new object of them at every turn,
 * and what is drawn with them would be drawn again.
 * @param {Record<string, string> | undefined} labels
 */
export const useSteady = (labels) => {
  const kept = useRef(labels);
  const same = labels && kept.current
    && Object.keys(labels).every((key) => labels[key] === kept.current[key]);
  if (!same) kept.current = labels;
  return kept.current;
};
