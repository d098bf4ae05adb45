// The left column: legend and filters in one. A statement passes if each of its sides is ticked.

const off = { type: new Set(), relation: new Set(), source: new Set(), kind: new Set() };
const only = { disputed: false, named: false };

function passes(s) {
  if (off.kind.has(s.kind) || off.relation.has(s.p) || (only.disputed && !s.disputed)) return false;
  if (only.named && !(entities[s.s].named && (!isEdge(s) || entities[s.o].named))) return false;
  if (off.type.has(entities[s.s].type) || (isEdge(s) && off.type.has(entities[s.o].type))) return false;
  return !s.sources.length || s.sources.some((a) => !off.source.has(a));
}

function count(keys) {
  const found = new Map();
  for (const key of keys) found.set(key, (found.get(key) || 0) + 1);
  return found;
}

function changed() {
  redraw(false);
  if (state.table) showTable();
}

// One group of check boxes. rows: [key, picture or null, words, number].
function group(name, heading, rows, { most = 99, open = true } = {}) {
  const boxes = [];
  const list = el("ul");
  let all = rows.length <= most + 2;
  let wanted = "";
  const items = rows.map(([key, picture, words, number]) => {
    const box = el("input", { type: "checkbox", checked: !off[name].has(key), onchange: () => {
      off[name][box.checked ? "delete" : "add"](key);
      changed();
    } });
    boxes.push([key, box]);
    return { words: fold(words), node: el("li", {}, el("label", {}, box, picture, el("span.words", { dir: "auto" }, words), number === null ? null : el("span.number", {}, String(number)))) };
  });
  const more = el("button.link", { onclick: () => { all = true; lay(); } }, `Show all ${rows.length}`);
  const lay = () => {
    const fit = items.filter((i) => i.words.includes(wanted));
    list.replaceChildren(...(all || wanted ? fit : fit.slice(0, most)).map((i) => i.node));
    more.hidden = all || Boolean(wanted);
  };
  const none = el("button.link", { onclick: (event) => {
    event.preventDefault();
    const clear = boxes.some(([key]) => !off[name].has(key));
    for (const [key, box] of boxes) { box.checked = !clear; off[name][clear ? "add" : "delete"](key); }
    changed();
  }, "aria-label": `${heading}: all or none` }, "all / none");
  const find = rows.length > most + 2 && el("input.find", { type: "text", placeholder: `Find in ${rows.length}…`, "aria-label": `Find in ${heading}`, oninput: (e) => { wanted = fold(e.target.value.trim()); lay(); } });
  lay();
  return el("details", { open, id: `filter-${name}` }, el("summary", {}, heading, none), find, list, more);
}

function showFilters() {
  const drawn = entities.filter((e) => e.drawn);
  const perType = count(drawn.map((e) => e.type));
  const perRelation = [...count(statements.map((s) => s.p))].sort((a, b) => b[1] - a[1] || (relations[a[0]].label < relations[b[0]].label ? -1 : 1));
  const perSource = count(statements.flatMap((s) => s.sources));
  const perKind = count(statements.map((s) => s.kind));
  const single = (key, words) => el("label.single", {}, el("input", { type: "checkbox", id: `only-${key}`, checked: only[key], onchange: (e) => { only[key] = e.target.checked; changed(); } }), el("span.words", {}, words));
  $("filters").replaceChildren(
    group("type", "Entity types", Object.keys(types).filter((t) => perType.has(t)).sort((a, b) => (types[a].label < types[b].label ? -1 : 1)).map((t) => [t, icon(t), upper(types[t].label), perType.get(t)])),
    group("kind", "How it is said", Object.keys(KINDS).map((k) => [k, lineSample(k), KINDS[k], perKind.get(k) || 0])),
    single("named", "Only what has a name of its own"),
    single("disputed", "Only where sources disagree"),
    group("relation", "Relations", perRelation.map(([p, n]) => [p, null, relations[p].label, n]), { most: 8 }),
    group("source", "Sources", articles.map((a, i) => [i, null, a.outlet ? `${a.outlet} · ${a.date || a.file}` : a.title || a.file, perSource.get(i) || 0]), { most: 8, open: articles.length <= 8 }),
    el("button", { onclick: resetFilters, id: "reset" }, "Reset filters"),
  );
}

function resetFilters() {
  Object.values(off).forEach((set) => set.clear());
  only.disputed = only.named = false;
  state.only = -1;
  showFilters();
  changed();
}
