// Light or dark before the first paint: what the reader chose here, else what the system prefers.
// A classic script on purpose: a module would run after the page has been painted.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("scheme");
  } catch {
    // A browser that forbids storage: the system's preference holds.
  }
  const dark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
  document.documentElement.classList.replace("no-js", "js");
})();
