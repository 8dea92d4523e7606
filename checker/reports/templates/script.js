"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, k) => values[k]);

  // Go to a place: show it, and let the keyboard go on from there.
  const go = (place, block = "center") => {
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
    place.focus({ preventScroll: true });
  };

  // Findings and articles, in the order of the page; those filtered out are passed over.
  const shown = (list) => list.filter((e) => !e.closest("[hidden]"));
  const once = (make) => { let made; return () => (made ??= make()); };
  const articles = once(() => all("article.st"));
  const findings = once(() => all(document.querySelector(".st .txt") ? ".st mark[id]" : ".finds > li"));
  let here = null;
  const step = (list, forward) => {
    const places = shown(list());
    const follows = (e) => here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
    const precedes = (e) => here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING;
    let next;
    if (!here) next = forward ? places[0] : places.at(-1);
    else if (forward) next = places.find((e) => e !== here && follows(e) && !here.contains(e));
    else next = places.findLast((e) => e !== here && precedes(e) && !e.contains(here));
    next ??= forward ? places[0] : places.at(-1);
    here = next ?? here;
    go(next, list === articles ? "start" : "center");
  };
  $("go-next").onclick = () => step(findings, true);
  $("go-previous").onclick = () => step(findings, false);
  $("go-article").onclick = () => step(articles, true);

  // The matrix: rows read once; filter and sort work on what was read.
  const form = $("filter");
  if (form) {
    const grid = $("grid"), body = grid.tBodies[0], status = $("shown");
    const totals = grid.querySelector(".totals");
    const order = "xdpca";
    const letter = (td) => order[Math.max(0, order.indexOf((td.className || "a")[0]))];
    const read = once(() => [...body.rows].map((tr, at) => {
      const cells = [...tr.cells].slice(3);
      const time = tr.cells[2].querySelector("time");
      const article = $(tr.cells[0].querySelector("a").hash.slice(1));
      return {
        tr, at, article, cells,
        title: tr.cells[0].textContent.trim(),
        outlet: tr.cells[1].textContent.trim(),
        date: time ? time.dateTime : "",
        letters: cells.map(letter).join(""),
      };
    }));
    const say = (n, of) => { status.textContent = n ? fill(status.dataset.text, { n, all: of }) : status.dataset.none; };
    const text = (row) => (row.text ??= (row.tr.textContent + " " + row.article.textContent).toLowerCase());
    const has = (row, i, want) => want === "u" || want === "h"
      ? row.cells[i].classList.contains(want)
      : row.letters[i] === want;
    const filter = () => {
      const words = $("f-text").value.toLowerCase().split(/\s+/).filter(Boolean);
      const outlet = $("f-outlet").value, from = $("f-from").value, to = $("f-to").value;
      const point = $("f-point").value, outcome = $("f-outcome").value;
      const points = point === "" ? [...totals.cells].slice(3).map((_, i) => i) : [+point];
      const fits = (row) =>
        (!outlet || row.outlet === outlet) &&
        (!from || (row.date && row.date >= from)) &&
        (!to || (row.date && row.date <= to)) &&
        (outcome ? points.some((i) => has(row, i, outcome)) : point === "" || row.letters[+point] !== "a") &&
        words.every((w) => text(row).includes(w));
      const rows = read();
      const kept = rows.filter((row) => {
        const fit = fits(row);
        row.tr.hidden = row.article.hidden = !fit;
        return fit;
      });
      [...totals.cells].slice(3).forEach((td, i) => {
        const n = kept.filter((row) => row.letters[i] === "c").length;
        td.textContent = fill(totals.dataset.text, { n, all: kept.length });
      });
      say(kept.length, rows.length);
    };
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const worst = (row) => Math.min(...[...row.letters].map((l) => order.indexOf(l)));
    const sorts = {
      title: (a, b) => compare(a.title, b.title),
      outlet: (a, b) => compare(a.outlet, b.outlet),
      date: (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0),
      worst: (a, b) => worst(a) - worst(b),
    };
    const by = (key) => sorts[key] ?? ((a, b) => order.indexOf(a.letters[key]) - order.indexOf(b.letters[key]));
    const heads = all("th[data-sort]", grid);
    const sort = (key, down) => {
      const before = by(key);
      const rows = read().sort((a, b) => (down ? before(b, a) : before(a, b)) || a.at - b.at);
      body.append(...rows.map((row) => row.tr));
      for (const th of heads) {
        if (th.dataset.sort === key) th.setAttribute("aria-sort", down ? "descending" : "ascending");
        else th.removeAttribute("aria-sort");
      }
      if (key in sorts) $("f-sort").value = key;
    };
    for (const th of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...th.childNodes);
      th.append(button);
      button.onclick = () => {
        const now = th.getAttribute("aria-sort");
        sort(th.dataset.sort, now ? now === "ascending" : th.dataset.sort === "date");
      };
    }
    form.addEventListener("input", (event) => {
      if (event.target.id === "f-sort") sort(event.target.value, event.target.value === "date");
      else filter();
    });
    form.addEventListener("reset", () => setTimeout(() => { filter(); sort("date", true); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    $("go-filter").onclick = () => { go(form, "start"); $("f-text").focus(); };
    // A link into an article that the filter hides shows everything again.
    addEventListener("hashchange", () => {
      const place = $(decodeURIComponent(location.hash.slice(1)));
      if (place) here = place;
      if (place instanceof HTMLDetailsElement) place.open = true;
      if (place?.closest("[hidden]")) { form.reset(); setTimeout(() => go(place), 50); }
    });
    form.hidden = false;
    say(body.rows.length, body.rows.length);
  } else $("go-filter").hidden = true;

  // Keys are declared on the controls themselves; the help lists what it finds there.
  const controls = all("[data-shortcut]").filter((c) => !c.hidden);
  const help = $("help"), list = help.querySelector("dl");
  for (const control of controls) {
    const key = control.dataset.shortcut;
    control.setAttribute("aria-keyshortcuts", key === "?" ? "Shift+?" : key);
    const term = document.createElement("dt"), what = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap);
    what.textContent = control.textContent;
    list.append(term, what);
    const hint = cap.cloneNode(true);
    hint.setAttribute("aria-hidden", "true");
    control.append(" ", hint);
  }
  $("go-help").onclick = () => help.showModal();
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!$("keys-on").checked || help.open) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const control = controls.find((c) => c.dataset.shortcut === event.key);
    if (!control) return;
    event.preventDefault();
    control.click();
  });
  document.querySelector(".tools").hidden = false;

  // Paper shows everything; the screen gets its closed parts back.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
})();
