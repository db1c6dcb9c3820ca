// The search dialog. Pagefind and its index are loaded when the dialog is first opened; the language
// of the results is that of the page (Pagefind reads <html lang>).

const MOST = 20;

export function offerSearch(dialog) {
  const words = dialog.querySelector("[data-search-words]");
  const count = dialog.querySelector("[data-search-count]");
  const results = dialog.querySelector("[data-search-results]");
  let pagefind = null;
  let asked = 0;

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    words.focus();
    words.select();
    pagefind ??= load(dialog.dataset.bundle);
  }

  async function search() {
    const mine = ++asked;
    const query = words.value.trim();
    if (!query) return show([], "");
    try {
      const found = await (await pagefind).search(query);
      const pages = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
      if (mine === asked) show(pages, summary(dialog.dataset, found.results.length));
    } catch {
      pagefind = null; // the next attempt loads it anew
      if (mine === asked) show([], dialog.dataset.failed);
    }
  }

  function show(pages, said) {
    results.replaceChildren(...pages.map(item));
    count.textContent = said;
  }

  document.querySelectorAll("[data-search-open]").forEach((button) => button.addEventListener("click", open));
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  words.addEventListener("input", search);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault(); // the form's own answer would be to close the dialog
      results.querySelector("a")?.focus();
    }
  });
}

async function load(bundle) {
  const address = new URL(bundle, document.baseURI);
  const pagefind = await import(new URL("pagefind.js", address));
  await pagefind.options({ bundlePath: address.pathname, ranking: { termFrequency: 0.8, pageLength: 0.6 } });
  await pagefind.init();
  return pagefind;
}

function summary(words, number) {
  if (number === 0) return words.none;
  return number === 1 ? words.one : words.many.replace("{number}", String(number));
}

function item(page) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  const excerpt = document.createElement("p");
  link.href = page.url;
  link.textContent = page.meta.title;
  excerpt.innerHTML = page.excerpt; // Pagefind's own text, with <mark> around what was found
  entry.append(link, excerpt);
  return entry;
}
