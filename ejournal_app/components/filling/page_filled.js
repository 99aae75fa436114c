/** Whether the page has been filled: what it shows is its own, and typing into it loses nothing. */

import { useEffect, useState } from "react";
import { useLocation } from "react-router";

/**
 * True once the server has run what fills this address, and from then on for as long as it stays.
 *
 * The server says `loaded` when the handlers of `path` are through. It takes it back when the page
 * reconnects, and for the page left behind it may still come after the next one is drawn: so the
 * first time counts, and only with the address shown. When the page reconnects it tells that it was
 * filled (`serving/steady_pages.py`).
 * @param {boolean} loaded
 * @param {string} path
 * @returns {boolean}
 */
export function usePageFilled(loaded, path) {
  const shown = bare(useLocation().pathname);
  const [seen, setSeen] = useState({ path: shown, filled: false });
  const filled = (seen.path === shown && seen.filled) || (loaded && bare(path) === shown);
  if (seen.path !== shown || seen.filled !== filled) setSeen({ path: shown, filled });
  useEffect(() => {
    // With what is asked of it: the same page for another year is another one. Not when only the
    // address changes: it is filled once the server says so.
    const here = window.location;
    if (loaded && filled) document.documentElement.dataset.filled = here.pathname + here.search;
  }, [loaded, filled, path]);
  return filled;
}

function bare(path) {
  return path.replace(/\/+$/, "");
}
