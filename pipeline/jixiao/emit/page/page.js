"use strict";
// Everything the page shows is in its markup already; this only filters, sorts, and jumps between text and records.
(() => {
  const root = document.documentElement;
  const one = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const box = one("#cards");
  const inOrder = all(".card", box);
  const card = (number) => document.getElementById("i" + number);
  const pieces = all(".h", one("#text"));
  const numbers = new Map(pieces.map((piece) => [piece, piece.dataset.n.split(" ")]));
  const quotes = new Map();
  for (const [piece, list] of numbers) for (const n of list) (quotes.get(n) || quotes.set(n, []).get(n)).push(piece);
  const words = new Map(inOrder.map((item) => [item, item.textContent.toLowerCase()]));
  let selected = null;

  const visible = () => [...box.children].filter((item) => !item.hidden);

  function filter() {
    const kinds = new Set(all('input[name="kind"]:checked').map((input) => input.value));
    const most = Number(one("#confidence").value);
    const review = one("#review").checked;
    const find = one("#find").value.trim().toLowerCase();
    one("#most").value = most.toFixed(2);
    let shown = 0;
    for (const item of inOrder) {
      const fits = kinds.has(item.dataset.kind) && Number(item.dataset.confidence) <= most
        && (!review || item.classList.contains("review")) && (!find || words.get(item).includes(find));
      item.hidden = !fits;
      shown += fits;
    }
    for (const [piece, list] of numbers) piece.classList.toggle("quiet", list.every((n) => card(n).hidden));
    one("#shown").textContent = shown;
    one("#none").hidden = shown > 0;
  }

  const isGap = (item) => Number(item.dataset.kind === "gap");  // no record, so it has no certainty to sort by
  function sort() {
    const items = one("#sort").checked
      ? [...inOrder].sort((a, b) => isGap(a) - isGap(b) || Number(a.dataset.confidence) - Number(b.dataset.confidence) || Number(a.dataset.n) - Number(b.dataset.n))
      : inOrder;
    box.append(...items);
  }

  function clear() {
    if (selected) selected.removeAttribute("aria-current");
    for (const piece of all(".on, .around", one("#text"))) piece.classList.remove("on", "around");
    selected = null;
  }

  const into = (element, block = "center") => element && element.scrollIntoView({ block, behavior: "auto" });

  // Show a record: mark all its quotations, bring the one at `start` (else the first) and its card into view.
  function select(number, { start = null, text = true, list = true } = {}) {
    clear();
    selected = card(number);
    if (!selected) return;
    selected.setAttribute("aria-current", "true");
    const mine = quotes.get(String(number)) || [];
    for (const piece of mine) {
      const around = (piece.dataset.c || "").split(" ").includes(String(number));
      piece.classList.add(around ? "around" : "on");
    }
    const value = one('.quotes button', selected);
    const wanted = start ?? (value ? value.dataset.s : null);
    if (text) into(mine.find((piece) => piece.dataset.s === wanted) || mine[0]);
    if (list && !selected.hidden) into(selected, "nearest");
  }

  function move(step) {
    const items = visible();
    if (!items.length) return;
    const at = items.indexOf(selected);
    const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + step))];
    select(next.dataset.n);
    next.focus({ preventScroll: true });
    into(next, "nearest");
  }

  // The shortest quotation under the pointer first; a further click on the same place goes on to the next one.
  const size = (n) => (quotes.get(n) || []).reduce((sum, piece) => sum + piece.textContent.length, 0);
  one("#text").addEventListener("click", (event) => {
    const piece = event.target.closest(".h");
    if (!piece || String(getSelection())) return;
    const here = numbers.get(piece).filter((n) => !card(n).hidden).sort((a, b) => size(a) - size(b));
    if (!here.length) return;
    const at = selected ? here.indexOf(selected.dataset.n) : -1;
    select(here[(at + 1) % here.length], { text: false });
    into(selected);
  });

  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (link) {
      event.preventDefault();
      select(link.dataset.go);
      selected.focus({ preventScroll: true });
      into(selected);
      return;
    }
    if (event.target.closest("summary") || String(getSelection())) return;
    const button = event.target.closest("button[data-s]");
    const item = event.target.closest(".card");
    if (item) select(item.dataset.n, { start: button ? button.dataset.s : null, list: false });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.classList.contains("card")) select(event.target.dataset.n, { list: false });
  });

  const form = one("#filters");
  form.addEventListener("input", (event) => { if (event.target.id === "sort") sort(); filter(); });
  form.addEventListener("submit", (event) => event.preventDefault());

  function speak() {
    const language = root.dataset.ui;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    for (const element of all("[data-words]"))
      for (const name of element.dataset.words.split(" ")) element.setAttribute(name, element.dataset[language]);
  }
  one("#ui").addEventListener("click", () => { root.dataset.ui = root.dataset.ui === "zh" ? "en" : "zh"; speak(); });
  one("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  one("#print").addEventListener("click", () => print());
  one("#keys").addEventListener("click", () => one("#help").showModal());

  const flip = (id) => one(id).click();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("#help").open) return;
    if (event.key === "Escape") {
      one("#find").value = "";
      filter();
      clear();
      document.activeElement.blur();
      return;
    }
    if (event.target.matches('input[type="search"]')) return;
    const act = {
      j: () => move(1), k: () => move(-1), r: () => flip("#review"), s: () => flip("#sort"),
      "/": () => one("#find").focus(), "?": () => one("#help").showModal(),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  speak();
  filter();
  if (/^#i\d+$/.test(location.hash)) select(location.hash.slice(2));
})();
