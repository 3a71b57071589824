"use strict";
(() => {
  const root = document.documentElement;
  const filter = document.getElementById("filter");
  const count = document.getElementById("filter-count");
  const everyone = document.getElementById("everyone-list");
  const rows = Array.from(document.querySelectorAll("[data-find]"));
  const stops = Array.from(document.querySelectorAll("[data-stop]"));

  // Light or dark, for this view only: nothing is stored.
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // The text of each row, once.
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  let waiting = 0;
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const hit = words.every((word) => textOf(row).includes(word));
      row.hidden = !hit;
      if (hit) shown += 1;
    }
    if (words.length > 0 && everyone) everyone.open = true;
    count.textContent = words.length > 0 ? `${shown} of ${rows.length}` : "";
  };
  filter.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });

  const all = () => Array.from(document.querySelectorAll("main details"));
  const button = document.getElementById("unfold");
  button.addEventListener("click", () => {
    const open = button.dataset.open !== "yes";
    for (const it of all()) it.open = open;
    button.dataset.open = open ? "yes" : "no";
    button.textContent = open ? "Fold all" : "Unfold all";
  });

  // What is pointed at is opened.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    let it = id ? document.getElementById(id) : null;
    for (; it; it = it.parentElement) if (it.tagName === "DETAILS") it.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper cannot be unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all().filter((it) => !it.open && it.id !== "everyone-list");
    for (const it of folded) it.open = true;
  });
  addEventListener("afterprint", () => {
    for (const it of folded) it.open = false;
    folded = [];
  });

  const go = (step) => {
    const line = 120;
    const tops = stops.map((it) => it.getBoundingClientRect().top);
    let at = -1;
    for (let idx = 0; idx < tops.length; idx += 1) if (tops[idx] < line) at = idx;
    const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
    if (!next) return;
    next.scrollIntoView();
    const name = next.querySelector("h3");
    if (name) name.focus({ preventScroll: true });
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === filter) {
      if (event.key === "Escape") {
        filter.value = "";
        apply();
        filter.blur();
      }
      return;
    }
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "t") scrollTo({ top: 0 });
    else if (event.key === "/") {
      event.preventDefault();
      filter.focus();
    }
  });
})();
