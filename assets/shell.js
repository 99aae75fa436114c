// Small manners of the pages that need no server: menus, dialogs, showing a password.
// Delegated from the document, so that it works before and after the framework wakes up.

/** @param {Element | null} [except] the menu that stays open */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
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

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  closeMenus(target.closest("a") ? null : target.closest("details.menu"));

  const reveals = target.closest("[data-reveals]");
  if (reveals instanceof HTMLElement) togglePassword(reveals);

  const opens = target.closest("[data-opens]");
  if (opens instanceof HTMLElement) {
    const dialog = document.getElementById(opens.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
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

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
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
