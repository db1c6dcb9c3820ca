// What the pages do beside being read: light or dark, the menu, wide tables, and the door to search.

import { offerSearch } from "./search.js";

function offerSchemes(button) {
  const isDark = () => document.body.dataset.mdColorScheme === "slate";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    document.body.dataset.mdColorScheme = isDark() ? "default" : "slate";
    show();
    try {
      localStorage.setItem("scheme", document.body.dataset.mdColorScheme); // because the reader asked
    } catch {
      // Storage is forbidden: the choice holds for this page.
    }
  });
  show();
}

function closeOnEscape(menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// A table that is wider than the screen scrolls in a region of its own, which the keyboard reaches.
function wrapTable(table) {
  const region = document.createElement("div");
  region.className = "table-region";
  table.replaceWith(region);
  region.append(table);
  const heading = previousHeading(region);
  const update = () => {
    if (region.scrollWidth > region.clientWidth) {
      region.tabIndex = 0;
      region.setAttribute("role", "region");
      if (heading) region.setAttribute("aria-labelledby", heading.id);
    } else {
      for (const name of ["tabindex", "role", "aria-labelledby"]) region.removeAttribute(name);
    }
  };
  new ResizeObserver(update).observe(region);
}

function previousHeading(element) {
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4)[id]")];
  return headings.findLast((heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
}

// A link into a folded answer opens it.
function unfoldTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let parent = target; parent; parent = parent.parentElement) {
    if (parent.tagName === "DETAILS") parent.open = true;
  }
}

document.querySelectorAll("[data-scheme-toggle]").forEach(offerSchemes);
document.querySelectorAll(".site-menu").forEach(closeOnEscape);
document.querySelectorAll("article table").forEach(wrapTable);
document.querySelectorAll("[data-search]").forEach(offerSearch);
addEventListener("hashchange", unfoldTarget);
unfoldTarget();
