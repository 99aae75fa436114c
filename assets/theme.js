// Sets the chosen theme before the first paint; layout.css and the account's choice do the rest.
try {
  const theme = localStorage.getItem("ejournal-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: the system's own theme it is.
}
