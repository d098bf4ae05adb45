// The search box: names and aliases first, then relations, then quotes and quotations.

let haystack = null;
let hits = [];
let active = -1;

// Made at the first search: the text of a large corpus takes a moment to fold.
function hay() {
  haystack ??= [
    ...entities.map((e, i) => ({ kind: "entity", i, name: fold(e.label), text: fold([e.label, ...e.aliases].join(" · ")) })),
    ...statements.map((s, i) => ({ kind: "statement", i, name: fold(sentence(s)), text: "" })),
    ...statements.map((s, i) => ({ kind: "quote", i, name: "", text: fold(s.quotes.map(exact).join(" · ")) })),
    ...DATA.sayings.map((q, i) => ({ kind: "saying", i, name: "", text: fold(`${entities[q.s].label} ${exact(q.quote)}`) })),
  ];
  return haystack;
}

function search(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const order = { entity: 0, statement: 1, quote: 2, saying: 3 };
  const seenStatements = new Set();
  return hay()
    .filter((h) => words.every((w) => h.name.includes(w) || h.text.includes(w)))
    .map((h) => ({ ...h, score: order[h.kind] * 10 + (h.name.startsWith(words[0]) ? 0 : h.name.includes(words[0]) ? 1 : 2) }))
    .sort((a, b) => a.score - b.score || a.i - b.i)
    .filter((h) => h.kind === "entity" || h.kind === "saying" || (!seenStatements.has(h.i) && seenStatements.add(h.i)))
    .slice(0, 12);
}

// The quoted words around the first hit.
function glimpse(texts, query) {
  const word = fold(query).split(/\s+/).filter(Boolean)[0];
  const text = texts.find((t) => fold(t).includes(word)) || texts[0] || "";
  const at = Math.max(0, fold(text).indexOf(word) - 30);
  return (at ? "…" : "") + short(text.slice(at, at + 200), 84);
}

function showHits() {
  const box = $("search"), list = $("results");
  const query = box.value.trim();
  hits = search(query);
  active = hits.length ? 0 : -1;
  const inside = ({ kind, i }) => {
    if (kind === "entity") return [icon(entities[i].type), el("span.words", { dir: "auto" }, entities[i].label), el("small.number", {}, typeOf(entities[i]).label)];
    const words = kind === "saying" ? entities[DATA.sayings[i].s].label : sentence(statements[i]);
    const texts = kind === "quote" ? statements[i].quotes.map(exact) : kind === "saying" ? [exact(DATA.sayings[i].quote)] : null;
    return [el("span.words", {}, words, texts && el("small.glimpse", { dir: "auto" }, glimpse(texts, query))), el("small.number", {}, kind === "saying" ? "quotation" : kind)];
  };
  list.replaceChildren(...hits.map((h, n) => el("li", { role: "option", id: `hit-${n}`, onmousedown: (e) => { e.preventDefault(); take(n); } }, inside(h))));
  if (query && !hits.length) put(list, el("li.none", { role: "option", "aria-disabled": "true" }, "Nothing found"));
  list.hidden = !query;
  box.setAttribute("aria-expanded", String(!list.hidden));
  point();
}

function point() {
  [...$("results").children].forEach((li, n) => {
    li.setAttribute("aria-selected", String(n === active));
    if (n === active) li.scrollIntoView({ block: "nearest" });
  });
  if (active >= 0) $("search").setAttribute("aria-activedescendant", `hit-${active}`);
  else $("search").removeAttribute("aria-activedescendant");
}

function closeHits() {
  $("results").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
}

function take(n) {
  const hit = hits[n];
  closeHits();
  if (!hit) return;
  $("panel").focus({ preventScroll: true });
  if (hit.kind === "saying") go({ quotes: DATA.sayings[hit.i].s });
  else go(hit.kind === "entity" ? { entity: hit.i } : { statement: hit.i });
}

function startSearch() {
  const box = $("search");
  box.addEventListener("input", showHits);
  box.addEventListener("focus", () => box.value.trim() && showHits());
  box.addEventListener("blur", closeHits);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if ($("results").hidden) showHits();
      if (hits.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      point();
    } else if (event.key === "Enter") take(active);
    else if (event.key === "Escape") { closeHits(); box.blur(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
