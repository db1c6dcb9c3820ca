// What the pages do beside being read: light or dark, the menu, wide tables, and the door to search.

import { offerLecturerView, offerProjector, offerQuestion } from "./classroom.js";
import { offerFilter } from "./filter.js";
import { offerSearch } from "./search.js";
import { offerDefinition } from "./terms.js";

const named = new Map(); // the names of wide tables, with how often each was given

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
  const name = nameOf(region, previousHeading(region));
  const update = () => {
    if (region.scrollWidth > region.clientWidth) {
      region.tabIndex = 0;
      region.setAttribute("role", "region");
      region.setAttribute("aria-label", name);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) region.removeAttribute(name);
    }
  };
  new ResizeObserver(update).observe(region);
}

// The title of the figure or the heading above; with a number where it has more than one table.
function nameOf(region, heading) {
  const title = region.closest("figure")?.querySelector(".figure__title") ?? heading;
  const words = title?.firstChild?.textContent.trim() ?? document.title;
  named.set(words, (named.get(words) ?? 0) + 1);
  return named.get(words) > 1 ? `${words} (${named.get(words)})` : words;
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
document.querySelectorAll("article table:not([role])").forEach(wrapTable);
document.querySelectorAll("[data-search]").forEach(offerSearch);
document.querySelectorAll("[data-filter]").forEach(offerFilter);
document.querySelectorAll("[data-quiz]").forEach(offerQuestion);
document.querySelectorAll("[data-lecturer]").forEach(offerLecturerView);
document.querySelectorAll("[data-projector]").forEach(offerProjector);
document.querySelectorAll("a.term").forEach(offerDefinition);
addEventListener("hashchange", unfoldTarget);
unfoldTarget();
