// A list that readers can filter and sort: the ledger of evidence and the timeline.
// Each choice of the form is compared with the data attribute of the same name, which may hold several words.

export function offerFilter(form) {
  const list = form.parentElement.querySelector("[data-items]");
  const body = list.tBodies ? list.tBodies[0] : list;
  const items = [...body.children];
  const count = form.querySelector("[data-filter-count]");

  let order = "";

  const matches = (item, choices) =>
    choices.every(([name, value]) => !value || (item.dataset[name] ?? "").split(" ").includes(value));

  function apply() {
    const { sort = "", ...choices } = Object.fromEntries(new FormData(form));
    for (const item of items) item.hidden = !matches(item, Object.entries(choices));
    if (sort !== order) body.append(...sorted(items, sort));
    order = sort;
    const shown = items.filter((item) => !item.hidden).length;
    count.textContent = form.dataset.shown.replace("{number}", shown).replace("{all}", items.length);
  }

  // A link to a single item shows it, whatever is chosen.
  function showTarget() {
    const target = items.find((item) => item.id === decodeURIComponent(location.hash.slice(1)));
    if (!target?.hidden) return;
    form.reset();
    apply();
    target.scrollIntoView();
  }

  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply)); // the form is empty only after the event
  addEventListener("hashchange", showTarget);
  apply();
}

function sorted(items, order) {
  if (!order) return items;
  const key = (item) => item.dataset[`sort${order[0].toUpperCase()}${order.slice(1)}`];
  return items.toSorted((one, other) => key(one).localeCompare(key(other)));
}
