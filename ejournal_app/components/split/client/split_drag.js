/** Dragging by pointer: the mouse takes a pupil anywhere, a finger by the grip, so that the page
 * still scrolls under it. */

import { useEffect, useRef, useState } from "react";

const STEP = 6;
const EDGE = 70;

const groupAt = (x, y) => {
  const place = document.elementFromPoint(x, y)?.closest("[data-group]");
  return place ? Number(place.dataset.group) : null;
};

/**
 * @param {(id: number) => number[]} carriedWith the pupils that go along with one
 * @param {(ids: number[], group: number) => void} onDrop
 */
export function useDrag(carriedWith, onDrop) {
  const [drag, setDrag] = useState(null);
  const latest = useRef({ carriedWith, onDrop });
  latest.current = { carriedWith, onDrop };
  const stop = useRef(null);
  const justDragged = useRef(false);
  useEffect(() => () => stop.current?.(), []);

  const begin = (id, event) => {
    const byGrip = event.target.closest("[data-grip]");
    if (event.button !== 0 || (event.pointerType !== "mouse" && !byGrip)) return;
    stop.current?.();
    let ids = null;
    const from = { x: event.clientX, y: event.clientY };
    const move = (moved) => {
      if (moved.pointerId !== event.pointerId) return;
      const { clientX: x, clientY: y } = moved;
      if (!ids) {
        if (Math.hypot(x - from.x, y - from.y) < STEP) return;
        ids = latest.current.carriedWith(id);
      }
      moved.preventDefault();
      if (y < EDGE) window.scrollBy(0, -12);
      if (y > window.innerHeight - EDGE) window.scrollBy(0, 12);
      setDrag({ ids, x, y, over: groupAt(x, y) });
    };
    const end = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      stop.current?.();
      if (!ids) return;
      // The click that follows is the end of the drag, not a choice.
      justDragged.current = true;
      setTimeout(() => { justDragged.current = false; }, 0);
      const group = ended.type === "pointerup" ? groupAt(ended.clientX, ended.clientY) : null;
      if (group !== null) latest.current.onDrop(ids, group);
    };
    const cancel = (pressed) => pressed.key === "Escape" && stop.current?.();
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", cancel);
    stop.current = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", cancel);
      stop.current = null;
      setDrag(null);
    };
  };
  return { drag, begin, justDragged };
}
