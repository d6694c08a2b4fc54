// What makes the report handy: search, a choice of sessions, arrow keys in the table, a theme, and all of it open in print.

(() => {
  const root = document.documentElement;
  const find = document.getElementById("find");
  const standing = document.getElementById("standing");
  const told = document.getElementById("told");
  const tools = document.getElementById("tools");
  tools.hidden = false;

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const folded = new WeakMap();
  const textOf = (node) => {
    let text = folded.get(node);
    if (text === undefined) {
      text = fold(node.textContent);
      folded.set(node, text);
    }
    return text;
  };

  const rows = [...document.querySelectorAll("tr[data-session]")];
  const bySession = new Map();
  for (const node of document.querySelectorAll("[data-session]")) {
    const key = node.getAttribute("data-session");
    if (!bySession.has(key)) bySession.set(key, []);
    bySession.get(key).push(node);
  }

  const show = (node, visible) => {
    if (node.classList.contains("node")) node.classList.toggle("off", !visible);
    else node.hidden = !visible;
  };

  const highlight = (words) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (words.length === 0) return;
    const ranges = [];
    for (const block of document.querySelectorAll("details[data-hit], .group:not([hidden])")) {
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            if (ranges.length >= 2000) break;
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  let hits = [];
  let opened = [];
  const apply = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const wanted = standing.value;
    for (const node of hits) node.removeAttribute("data-hit");
    for (const node of opened) node.open = false;
    hits = [];
    opened = [];
    let count = 0;
    const matched = [];
    for (const row of rows) {
      const nodes = bySession.get(row.getAttribute("data-session"));
      const fits = wanted === "" || row.getAttribute("data-standing") === wanted;
      const visible = fits && words.every((word) => nodes.some((node) => textOf(node).includes(word)));
      for (const node of nodes) show(node, visible);
      if (!visible) continue;
      count++;
      if (words.length === 0) continue;
      for (const node of nodes) {
        if (!node.classList.contains("session")) continue;
        for (const stage of node.querySelectorAll(":scope > .stage-block")) {
          if (!words.some((word) => textOf(stage).includes(word))) continue;
          stage.setAttribute("data-hit", "");
          hits.push(stage);
          matched.push(node);
        }
      }
    }
    if (count <= 20) {
      for (const node of new Set(matched)) {
        if (node.open) continue;
        node.open = true;
        opened.push(node);
      }
    }
    told.textContent =
      count === rows.length
        ? `${count} session${count === 1 ? "" : "s"}`
        : `${count} of ${rows.length} sessions`;
    highlight(words);
  };

  let timer;
  find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  standing.addEventListener("change", apply);

  document.addEventListener("keydown", (event) => {
    const typing = /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      find.focus();
    }
    if (event.key === "Escape" && event.target === find) {
      find.value = "";
      apply();
    }
  });

  // One stop for the keyboard in the table; arrows go from tile to tile.
  const table = document.querySelector(".heat tbody");
  let stop = null;
  const stopAt = (link) => {
    if (stop !== null) stop.tabIndex = -1;
    stop = link;
    stop.tabIndex = 0;
  };
  if (table !== null) {
    for (const link of table.querySelectorAll("a")) link.tabIndex = -1;
    const first = table.querySelector("a");
    if (first !== null) stopAt(first);
    table.addEventListener("focusin", (event) => {
      const link = event.target.closest("a");
      if (link !== null) stopAt(link);
    });
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    table.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      const link = event.target.closest("a");
      if (step === undefined || link === null) return;
      event.preventDefault();
      let row = link.closest("tr");
      const at = [...row.querySelectorAll("a")].indexOf(link);
      if (step[0] !== 0) {
        do row = step[0] > 0 ? row.nextElementSibling : row.previousElementSibling;
        while (row?.hidden);
      }
      row?.querySelectorAll("a")[at + step[1]]?.focus();
    });
  }

  // A place inside folded parts opens them.
  const reveal = () => {
    const place = document.getElementById(location.hash.slice(1));
    if (place === null) return;
    for (let node = place; node !== null; node = node.parentElement)
      if (node.tagName === "DETAILS") node.open = true;
    place.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (link?.getAttribute("href") === location.hash && location.hash !== "") reveal();
  });
  if (location.hash !== "") reveal();

  const theme = document.getElementById("theme");
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  let folds = [];
  addEventListener("beforeprint", () => {
    folds = [...document.querySelectorAll("details:not([open])")];
    for (const node of folds) node.open = true;
  });
  addEventListener("afterprint", () => {
    for (const node of folds) node.open = false;
    folds = [];
  });
})();
