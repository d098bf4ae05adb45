// The left column: legend and filters in one. A statement passes if each of its sides is ticked.

const off = { type: new Set(), relation: new Set(), source: new Set(), kind: new Set() };
const only = { disputed: false, named: false };
// Days as "2031-05-12"; the clock says which days: those of the sources, or those of what is said.
const range = { clock: "published", from: "", to: "" };
const least = { sources: 1 };
const published = articles.map((a) => (a.sort ? span(a.sort) : null));

function within(s) {
  if (!range.from && !range.to) return true;
  const days = range.clock === "published" ? s.sources.map((a) => published[a]) : [s.sort ? span(s.sort) : null];
  return days.some((d) => d && (!range.from || d[1] >= range.from) && (!range.to || d[0] <= range.to));
}

function passes(s) {
  if (off.kind.has(s.mode) || off.relation.has(s.p) || (only.disputed && !s.disputed) || s.origins < least.sources) return false;
  if (only.named && !(entities[s.s].named && (!isEdge(s) || entities[s.o].named))) return false;
  if (off.type.has(entities[s.s].type) || (isEdge(s) && off.type.has(entities[s.o].type))) return false;
  return within(s) && (!s.sources.length || s.sources.some((a) => !off.source.has(a)));
}

function count(keys) {
  const found = new Map();
  for (const key of keys) found.set(key, (found.get(key) || 0) + 1);
  return found;
}

function changed() {
  redraw(false);
  if (state.table) showTable();
  if (state.timeline > NONE) showPanel();
}

// One group of check boxes, made when they are to be seen. rows: [key, picture or null, words, number].
function group(name, heading, rows, { most = 99, open = true } = {}) {
  const boxes = new Map();
  const list = el("ul");
  let all = rows.length <= most + 2;
  let wanted = "";
  const item = ([key, picture, words, number]) => {
    const box = el("input", { type: "checkbox", checked: !off[name].has(key), onchange: () => {
      off[name][box.checked ? "delete" : "add"](key);
      changed();
    } });
    const node = el("li", {}, el("label", {}, box, picture, el("span.words", { dir: "auto" }, words), number === null ? null : el("span.number", {}, String(number))));
    boxes.set(key, { box, node });
    return node;
  };
  const more = el("button.link", { onclick: () => { all = true; lay(); } }, `Show all ${rows.length}`);
  const lay = () => {
    const fit = wanted ? rows.filter((r) => fold(r[2]).includes(wanted)) : rows;
    list.replaceChildren(...(all && !wanted ? fit : fit.slice(0, wanted ? 200 : most)).map((r) => (boxes.has(r[0]) ? boxes.get(r[0]).node : item(r))));
    more.hidden = all || Boolean(wanted);
  };
  const none = el("button.link", { onclick: () => {
    const clear = rows.some(([key]) => !off[name].has(key));
    for (const [key] of rows) off[name][clear ? "add" : "delete"](key);
    for (const { box } of boxes.values()) box.checked = !clear;
    changed();
  }, "aria-label": `all / none: ${heading}` }, "all / none");
  const find = rows.length > most + 2 && el("input.find", { type: "text", placeholder: `Find in ${rows.length}…`, "aria-label": `Find in ${heading}`, oninput: (e) => { wanted = fold(e.target.value.trim()); lay(); } });
  lay();
  return el("div.group", {}, el("details", { open, id: `filter-${name}` }, el("summary", {}, heading), find, list, more), none);
}

// The days from and to, which clock they are of, and how many independent sources a statement needs.
function bounds() {
  const top = statements.reduce((most, s) => Math.max(most, s.origins), 1);
  const day = (side, words) => el("label", {}, el("span", {}, words), el("input", { type: "date", id: `date-${side}`, value: range[side], onchange: (e) => { range[side] = e.target.value; changed(); } }));
  const clock = el("select", { id: "date-clock", "aria-label": "Which date", onchange: (e) => { range.clock = e.target.value; changed(); } },
    el("option", { value: "published" }, "of the source"), el("option", { value: "held" }, "of what is said"));
  clock.value = range.clock;
  const number = el("input", { type: "number", id: "least-sources", min: "1", max: String(top), value: String(least.sources), onchange: (e) => {
    least.sources = Math.min(top, Math.max(1, Math.floor(Number(e.target.value)) || 1));
    e.target.value = String(least.sources);
    changed();
  } });
  return el("div.group", {}, el("details", { open: true, id: "filter-date" }, el("summary", {}, "Date and support"),
    el("div.bounds", {}, el("div.clock", {}, el("span", {}, "Date "), clock), day("from", "from"), day("to", "to"),
      el("p.hint", { hidden: !(range.from || range.to) }, "Statements without a date are left out."),
      el("label", {}, el("span", {}, "Independent sources, at least"), number))));
}

function showFilters() {
  const drawn = entities.filter((e) => e.drawn);
  const perType = count(drawn.map((e) => e.type));
  const perRelation = [...count(statements.map((s) => s.p))].sort((a, b) => b[1] - a[1] || (relations[a[0]].label < relations[b[0]].label ? -1 : 1));
  const perSource = count(statements.flatMap((s) => s.sources));
  const perKind = count(statements.map((s) => s.mode));
  const single = (key, words) => el("label.single", {}, el("input", { type: "checkbox", id: `only-${key}`, checked: only[key], onchange: (e) => { only[key] = e.target.checked; changed(); } }), el("span.words", {}, words));
  $("filters").replaceChildren(
    group("type", "Entity types", Object.keys(types).filter((t) => perType.has(t)).sort((a, b) => (types[a].label < types[b].label ? -1 : 1)).map((t) => [t, icon(t), upper(types[t].label), perType.get(t)])),
    group("kind", "How it is said", Object.keys(MODES).map((k) => [k, lineSample(k in KINDS ? k : "alleged"), MODES[k], perKind.get(k) || 0])),
    single("named", "Only what has a name of its own"),
    single("disputed", "Only where sources disagree"),
    bounds(),
    group("relation", "Relations", perRelation.map(([p, n]) => [p, null, relations[p].label, n]), { most: 8 }),
    group("source", "Sources", articles.map((a, i) => [i, null, a.outlet ? `${a.outlet} · ${a.date || a.file}` : a.title || a.file, perSource.get(i) || 0]), { most: 8, open: articles.length <= 8 }),
    el("button", { onclick: resetFilters, id: "reset" }, "Reset filters"),
  );
}

function resetFilters() {
  Object.values(off).forEach((set) => set.clear());
  only.disputed = only.named = false;
  Object.assign(range, { clock: "published", from: "", to: "" });
  least.sources = 1;
  showFilters();
  if (state.wish >= 0) go({ ...chosen(), only: -1 });
  changed();
}
