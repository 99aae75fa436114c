// Small manners of the pages that need no server: menus, dialogs, showing a password.
// Delegated from the document, so that it works before and after the framework wakes up.

/** What closes when something else is tapped. */
const MENUS = "details.menu, details.mark-words";

/** @param {Element | null} [except] the menu that stays open */
function closeMenus(except) {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (menu !== except) menu.removeAttribute("open");
  }
}

/** @param {HTMLElement} button */
function togglePassword(button) {
  const field = document.getElementById(button.dataset.reveals ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  const picture = button.querySelector(".icon");
  picture?.classList.toggle("i-eye", !shown);
  picture?.classList.toggle("i-eye-off", shown);
}

/**
 * What counts of a name: letters and digits, large as small (`domain/typed_name.py`).
 * @param {string} text
 */
function bareName(text) {
  const lowered = text.normalize("NFKC").toLowerCase();
  return lowered.replace(/[^\p{L}\p{N}]/gu, "") || lowered.trim();
}

/**
 * Lets a dialog act once the name it asks for is written in it.
 * @param {HTMLInputElement} field
 */
function wakeConfirming(field) {
  const same = bareName(field.value) === bareName(field.dataset.confirms ?? "");
  const button = field.form?.querySelector("button[type=submit]");
  if (button instanceof HTMLButtonElement) button.disabled = !same;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.dataset.confirms !== undefined) {
    wakeConfirming(field);
  }
});

/**
 * Copies the field a button names, also where the browser lets no script near the clipboard:
 * there the field is left selected, so that the usual keys do it.
 * @param {HTMLElement} button
 */
async function copyField(button) {
  const field = document.getElementById(button.dataset.copies ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  field.select();
  let copied = false;
  try {
    await navigator.clipboard.writeText(field.value);
    copied = true;
  } catch {
    copied = document.execCommand("copy");
  }
  const said = document.getElementById(`${field.id}-copied`);
  if (said && copied) said.textContent = button.dataset.done ?? "";
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  closeMenus(target.closest("a") ? null : target.closest(MENUS));

  const reveals = target.closest("[data-reveals]");
  if (reveals instanceof HTMLElement) togglePassword(reveals);

  const copies = target.closest("[data-copies]");
  if (copies instanceof HTMLElement) void copyField(copies);

  if (target.closest("[data-prints]")) window.print();

  const opens = target.closest("[data-opens]");
  if (opens instanceof HTMLElement) {
    const dialog = document.getElementById(opens.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement && !dialog.open) {
      const field = dialog.querySelector("[data-confirms]");
      if (field instanceof HTMLInputElement) {
        field.value = "";  // what was typed for an act that was given up does not wait for it
        wakeConfirming(field);
      }
      dialog.showModal();
    }
  }

  // A click on the dialog itself, not on what is in it, is a click on the backdrop.
  const closer = target.closest("[data-closes]");
  const form = closer instanceof HTMLButtonElement && closer.type === "submit" ? closer.form : null;
  const closes = closer?.closest("dialog");
  // A form with something missing stays open: the browser points at the field.
  if (closes && (!form || form.checkValidity())) closes.close();
  if (target instanceof HTMLDialogElement && target.matches(".dialog")) {
    const box = target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right &&
      event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) target.close();
  }
});

// A dialog that the server fills opens once it is filled and closes when that is done: its
// `data-shown` changes with every filling and is emptied at the end. The focus goes back by itself.
// A page that reconnects is not sent another one (`states/resuming.py`): what is open stays open.
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (!(target instanceof HTMLDialogElement)) continue;
    if (!target.dataset.shown) target.close();
    else if (!target.open) {
      target.showModal();
      // Its buttons stand below: the reading begins at the top.
      target.tabIndex = -1;
      target.focus();
      target.scrollTop = 0;
    }
  }
}).observe(document, { subtree: true, attributeFilter: ["data-shown"] });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll(MENUS)].find((menu) => menu.hasAttribute("open"));
  if (!open) return;
  closeMenus();
  open.querySelector("summary")?.focus();
});

// A password manager learns a password only from a password field.
document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement)) return;
  for (const button of event.target.querySelectorAll("[data-reveals][aria-pressed=true]")) {
    if (button instanceof HTMLElement) togglePassword(button);
  }
}, true);
