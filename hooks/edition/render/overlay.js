// The panel stays open while somebody mends one problem after another: each edit loads the page anew.
{
  const panel = document.querySelector("[data-problems]").shadowRoot.querySelector("details");
  try {
    panel.open = sessionStorage.getItem("problems") === "open";
    panel.addEventListener("toggle", () => sessionStorage.setItem("problems", panel.open ? "open" : ""));
  } catch {
    // A browser that forbids storage: the panel is closed after each edit.
  }
}
