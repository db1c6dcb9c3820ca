// The definition of a term in a popover: by mouse, touch and keyboard. Without this script, or in a browser
// without popovers, the term is a link to its page, and its definition is the description of the link.

const WAIT = 150; // ms, so that a mouse that only passes opens nothing
const LEAVE = 300; // ms, to reach the popover itself

export function offerDefinition(link) {
  const definition = document.getElementById(link.getAttribute("aria-describedby"));
  if (!definition?.showPopover) return;
  let timer;
  const later = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const open = () => {
    definition.hidden = false;
    if (!definition.matches(":popover-open")) definition.showPopover();
    place(definition, link);
  };
  const close = () => {
    clearTimeout(timer);
    if (definition.matches(":popover-open")) definition.hidePopover();
  };
  const isOpen = () => definition.matches(":popover-open");
  let wasOpen = false;

  for (const element of [link, definition]) {
    element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(open, WAIT));
    element.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(close, LEAVE));
  }
  link.addEventListener("focus", () => link.matches(":focus-visible") && open());
  // Focus that goes to something else closes it; a tap on what takes no focus is the browser's to judge.
  const leave = ({ relatedTarget }) => {
    if (relatedTarget && relatedTarget !== link && !definition.contains(relatedTarget)) close();
  };
  link.addEventListener("blur", leave);
  definition.addEventListener("focusout", leave);
  // The browser closes a popover when a finger goes down outside it: remember that it was open.
  link.addEventListener("pointerdown", () => (wasOpen = isOpen()), true);
  // The first touch shows the definition, the second follows the link, as does the link within.
  link.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && !wasOpen) {
      event.preventDefault();
      open();
    }
  });
  // Escape closes it in every browser, also where the popover has no focus.
  addEventListener("keydown", (event) => event.key === "Escape" && isOpen() && close());
  addEventListener("scroll", () => isOpen() && place(definition, link), { passive: true });
}

// Below the words or above them, never over them.
function place(definition, link) {
  const gap = 6;
  const words = [...link.getClientRects()];
  const first = words[0];
  const last = words.at(-1);
  const below = innerHeight - last.bottom - gap;
  const width = Math.min(340, document.documentElement.clientWidth - 2 * gap);
  const left = Math.max(gap, Math.min(last.left, document.documentElement.clientWidth - width - gap));
  Object.assign(definition.style, { width: `${width}px`, left: `${left}px`, maxHeight: "" });
  const under = definition.offsetHeight <= below || below >= first.top;
  definition.style.maxHeight = `${Math.max(60, (under ? below : first.top) - 2 * gap)}px`;
  definition.style.top = `${under ? last.bottom + gap : first.top - gap - definition.offsetHeight}px`;
}
