// The right column: the start, an entity, or a statement with the words behind it.

const heading = (text, extra) => el("h3", {}, text, extra || null);
const entityLink = (i, extra) => el("button.name", { onclick: () => go({ entity: i }), dir: "auto", ...extra }, entities[i].label);
const chip = (text) => el(`span.chip.chip-${text.split(" ")[0]}`, {}, upper(text));

// A statement in a list; "this" stands for the entity whose panel it is in.
function row(s, here = -1) {
  const side = (i) => (i === here ? null : el("b", { dir: "auto" }, entities[i].label));
  const object = isEdge(s) ? (s.o === here ? el("span", {}, "this") : el("b", { dir: "auto" }, entities[s.o].label)) : el("b", { dir: "auto" }, s.value);
  const note = s.chips.filter((c) => c !== "reported").join(", ");
  return el("li", {}, el("button.row", { onclick: () => go({ statement: s.index }), "data-statement": s.id },
    el("span.words", {}, side(s.s), " ", el("span.relation", {}, relationLabel(s)), " ", object, note && el("small.note", {}, " " + note)),
    el("small.number", { title: plural(s.quotes.length, "quote") }, `${s.quotes.length}×`)));
}

function source(a) {
  const { outlet, title, date, file, url } = articles[a];
  return [
    el("p.outlet", {}, outlet ? el("b", {}, outlet) : el("b", {}, "Outlet not stated"), date && ` · ${date}`),
    title && el("p.title", { dir: "auto" }, url ? outside(url, title) : title),
    !title && url && el("p.title", {}, outside(url, url)),
    el("p.file", {}, file),
  ];
}

function marked(q) {
  return el("blockquote", { dir: "auto" },
    el("span.context", {}, q.before),
    el("mark", {}, q.pieces.map(([words, part]) => (part ? el("b", {}, words) : words))),
    el("span.context", {}, q.after));
}

function evidence(s, q) {
  const says = q.says !== null || q.saysLabel
    ? el("p.says", {}, "says ", q.says !== null ? entityLink(q.says) : q.saysLabel, q.via.length ? `, via ${q.via.join(", ")}` : null)
    : null;
  const copy = el("button.small", { onclick: () => copyText(citation(s, q), copy) }, "Copy with citation");
  const [outletLine, ...rest] = source(q.a);
  const fileLine = rest.pop();
  put(fileLine, `, characters ${q.start}–${q.end}`);
  return el("div.card", {}, marked(q), (says || q.notes.length > 0) && el("div.standing", {}, q.notes.map(chip), says), outletLine, rest, fileLine, copy);
}

async function copyText(text, button) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    const area = el("textarea.offscreen", { value: text, "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const before = button.textContent;
  button.textContent = done ? "Copied" : "Could not copy";
  setTimeout(() => (button.textContent = before), 1500);
}

function statementPanel(s) {
  const count = (denied) => new Set(s.quotes.filter((q) => q.notes.includes("denied") === denied).map((q) => q.a)).size;
  const saying = count(false), denying = count(true);
  const chips = [...s.chips.map(chip), s.time && chip(s.time), saying > 0 && el("span.chip", {}, plural(saying, "source")), denying > 0 && chip(`denied in ${plural(denying, "source")}`)];
  if (s.origins < s.sources.length) chips.push(el("span.chip", { title: "Copies of one report count once" }, plural(s.origins, "origin")));
  const against = [...DATA.conflicts.filter((pair) => pair.includes(s.index)).map(([a, b]) => statements[a === s.index ? b : a])];
  const between = isEdge(s) ? statements.filter((o) => o !== s && isEdge(o) && ((o.s === s.s && o.o === s.o) || (o.s === s.o && o.o === s.s))) : [];
  const comment = relations[s.p].comment;
  return [
    el("h2.statement", {}, entityLink(s.s), " ", el(`span.relation.kind-${s.kind}`, { title: comment || null }, relationLabel(s)), " ", isEdge(s) ? entityLink(s.o) : el("span", { dir: "auto" }, s.value)),
    el("p.chips", {}, chips),
    against.length > 0 && [heading("Other sources say"), el("ul.rows", {}, against.map((o) => row(o)))],
    heading("Evidence"),
    s.quotes.map((q) => evidence(s, q)),
    between.length > 0 && [heading("Also between these two"), el("ul.rows", {}, between.map((o) => row(o)))],
  ];
}

function entityPanel(i) {
  const e = entities[i];
  const sources = new Set([...e.out, ...e.in, ...e.facts].flatMap((s) => s.sources));
  const figure = (value, words) => el("div", {}, el("dt", {}, words), el("dd", {}, String(value)));
  const grouped = (list, title) => {
    if (!list.length) return null;
    const byRelation = new Map();
    for (const s of list) byRelation.set(s.p, [...(byRelation.get(s.p) || []), s]);
    return [heading(title), el("ul.rows", {}, [...byRelation.values()].sort((a, b) => b.length - a.length).flat().map((s) => row(s, i)))];
  };
  const total = e.out.length + e.in.length;
  const only = e.drawn && el("button", { "aria-pressed": String(state.only === i), onclick: () => { state.only = state.only === i ? -1 : i; redraw(true); showPanel(); } }, state.only === i ? "Show everything" : "Only neighbours");
  return [
    el("p.kind", {}, el("span.chip", {}, icon(e.type), upper(typeOf(e).label))),
    el("h2", { dir: "auto" }, e.label),
    e.aliases.length > 0 && el("p.aliases", { dir: "auto" }, "also ", e.aliases.slice(0, 8).join(" · "), e.aliases.length > 8 && ` and ${e.aliases.length - 8} more`),
    el("dl.figures", {},
      figure(total + e.facts.length, total + e.facts.length === 1 ? "statement" : "statements"),
      e.rank > 0 && figure(`#${e.rank}`, "centrality"),
      e.between > 0 && figure(`#${e.between}`, "bridging"),
      figure(sources.size, sources.size === 1 ? "source" : "sources")),
    only && el("p.actions", {}, only, el("button", { onclick: () => askPathEnd(i) }, "Path from here")),
    e.facts.length > 0 && [heading("Facts"), el("ul.rows", {}, e.facts.map((s) => row(s, i)))],
    grouped(e.out, "As subject"),
    grouped(e.in, "As object"),
    e.sayings.length > 0 && [heading("In its own words"), e.sayings.slice(0, 30).map((q) => el("div.card", {}, marked(q.quote), source(q.quote.a), el("button.small", { onclick: (event) => copyText(citation(null, q.quote), event.target) }, "Copy with citation")))],
  ];
}

// A disagreement: the two sides, each with its words.
function sides(pairs) {
  return el("div.sides", {}, pairs.map(([title, s, q]) => el("button.side", { onclick: () => go({ statement: s.index }) },
    el("span.words", {}, title), q && el("q", { dir: "auto" }, short(exact(q).trim(), 120)), q && el("small", {}, outlet(q.a)))));
}

function disagreements() {
  const found = DATA.conflicts.map(([a, b]) => [statements[a], statements[b]]).map(([a, b]) => sides([[sentence(a), a, a.quotes[0]], [sentence(b), b, b.quotes[0]]]));
  for (const i of DATA.contested) {
    const s = statements[i];
    const yes = s.quotes.find((q) => !q.notes.includes("denied")), no = s.quotes.find((q) => q.notes.includes("denied"));
    found.push(sides([[sentence(s), s, yes], [`Denied${no.says !== null ? ` by ${entities[no.says].label}` : no.saysLabel && ` by ${no.saysLabel}`}`, s, no]]));
  }
  return found;
}

function startPanel() {
  const central = entities.filter((e) => e.drawn).slice(0, 8);
  const differ = disagreements();
  return [
    el("h2", {}, "Start here"),
    el("p.lead", {}, "Click an entity to see what is said about it. Click a line to read the sentences behind it."),
    heading("Most central"),
    el("ul.rows", {}, central.map((e) => el("li", {}, el("button.row", { onclick: () => go({ entity: entityById.get(e.id) }) }, icon(e.type), el("span.words", {}, el("b", { dir: "auto" }, e.label)), el("small.number", {}, plural(e.out.length + e.in.length + e.facts.length, "statement")))))),
    differ.length > 0 && [heading("Sources disagree"), differ.slice(0, 12), differ.length > 12 && el("p.lead", {}, `and ${differ.length - 12} more: tick “Only where sources disagree”.`)],
    heading("Best supported"),
    el("ul.rows", {}, statements.filter((s) => isEdge(s) && s.kind === "asserted").slice(0, 5).map((s) => row(s))),
    heading("Sources"),
    el("ul.sources", {}, articles.map((a, i) => el("li", {}, source(i)))),
    DATA.failures.length > 0 && [heading("Could not be read"), el("ul.sources", {}, DATA.failures.map((f) => el("li", {}, f.message.includes(f.source) ? f.message : `${f.source}: ${f.message}`)))],
  ];
}

function showPanel() {
  const panel = $("panel");
  const reading = panel.contains(document.activeElement);
  const back = el("button.link.back", { onclick: () => go({}) }, "← Start");
  panel.replaceChildren();
  if (state.path) put(panel, back, pathPanel());
  else if (state.statement >= 0) put(panel, back, statementPanel(statements[state.statement]));
  else if (state.entity >= 0) put(panel, back, entityPanel(state.entity));
  else put(panel, startPanel());
  panel.scrollTop = 0;
  if (reading) panel.focus({ preventScroll: true });
}
