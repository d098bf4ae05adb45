// The right column: the start, an entity, or a statement with the words behind it.

const heading = (text, extra) => el("h3", {}, text, extra || null);
const entityLink = (i, extra) => el("button.name", { onclick: () => go({ entity: i }), dir: "auto", ...extra }, entities[i].label);
const chip = (text) => el(`span.chip.chip-${text.split(" ")[0]}`, {}, upper(text));

// A list that shows its first items; the others on demand.
function long(items, most, make, wrap = (nodes) => el("ul.rows", {}, nodes)) {
  const list = wrap(items.slice(0, most).map(make));
  if (items.length <= most) return list;
  const more = el("button.link", { onclick: () => { list.append(...items.slice(most).map(make)); more.remove(); } }, `Show all ${items.length.toLocaleString("en")}`);
  return [list, more];
}

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
  if (s.origins < s.sources.length) chips.push(el("span.chip", { title: "Copies of one report, reports of one outlet and one utterance quoted by many count once" }, plural(s.origins, "origin")));
  const told = (change) => DATA.disputes.filter((d) => d.change === change && d.sides.some(([i]) => i === s.index)).map(dispute);
  const against = told(false), changes = told(true);
  const between = isEdge(s) ? statements.filter((o) => o !== s && isEdge(o) && ((o.s === s.s && o.o === s.o) || (o.s === s.o && o.o === s.s))) : [];
  const comment = relations[s.p].comment;
  return [
    el("h2.statement", {}, entityLink(s.s), " ", el(`span.relation.kind-${s.kind}`, { title: comment || null }, relationLabel(s)), " ", isEdge(s) ? entityLink(s.o) : el("span", { dir: "auto" }, s.value)),
    el("p.chips", {}, chips),
    s.reported && el("p.aliases.reported", { dir: "auto" }, upper(s.reported)),
    s.joined.map((words) => el("p.aliases.joined", { dir: "auto" }, `One origin: ${words}`)),
    against.length > 0 && [heading("Sources disagree"), against],
    changes.length > 0 && [heading("What changed"), changes],
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
    return [heading(title), long([...byRelation.values()].sort((a, b) => b.length - a.length).flat(), 60, (s) => row(s, i))];
  };
  const total = e.out.length + e.in.length;
  const only = e.drawn && el("button", { "aria-pressed": String(state.wish === i), onclick: () => go({ entity: i, only: state.wish === i ? -1 : i }) }, state.wish === i ? "Show everything" : "Only neighbours");
  return [
    el("p.kind", {}, el("span.chip", {}, icon(e.type), upper(typeOf(e).label))),
    el("h2", { dir: "auto" }, e.label),
    e.aliases.length > 0 && el("p.aliases", { dir: "auto" }, "also ", e.aliases.slice(0, 8).join(" · "), e.aliases.length > 8 && ` and ${e.aliases.length - 8} more`),
    e.known.length > 0 && el("p.aliases", {}, e.known.flatMap(([how, url], n) => [n > 0 && " · ", how, " ", outside(url, url)])),
    el("dl.figures", {},
      figure(total + e.facts.length, total + e.facts.length === 1 ? "statement" : "statements"),
      e.rank > 0 && figure(`#${e.rank}`, "centrality"),
      e.between > 0 && figure(`#${e.between}`, "bridging"),
      figure(sources.size, sources.size === 1 ? "source" : "sources")),
    (only || e.sayings.length + e.claims.length > 0 || momentsOf(i).length > 0) && el("p.actions", {}, only, only && el("button", { onclick: () => askPathEnd(i) }, "Path from here"),
      e.sayings.length + e.claims.length > 0 && el("button", { onclick: () => go({ quotes: i }) }, "What it says"),
      momentsOf(i).length > 0 && el("button", { onclick: () => go({ timeline: i }) }, "Timeline")),
    e.facts.length > 0 && [heading("Facts"), el("ul.rows", {}, e.facts.map((s) => row(s, i)))],
    grouped(e.out, "As subject"),
    grouped(e.in, "As object"),
    e.sayings.length > 0 && [heading("In its own words"), e.sayings.slice(0, 3).map(saying), e.sayings.length > 3 && el("button.link", { onclick: () => go({ quotes: i }) }, `All ${e.sayings.length} quotations`)],
    el("p.file.iri", {}, e.iri),
  ];
}

// Words with a known speaker.
function saying({ kind, quote }) {
  const copy = el("button.small", { onclick: () => copyText(citation(null, quote), copy) }, "Copy with citation");
  const [outletLine, ...rest] = source(quote.a);
  const fileLine = rest.pop();
  put(fileLine, `, characters ${quote.start}–${quote.end}`);
  return el("div.card", {}, marked(quote), kind !== "direct" && el("div.standing", {}, chip(kind)), outletLine, rest, fileLine, copy);
}

// All that an entity says: its quotations, then the statements that rest on its word.
function quotesPanel(i) {
  const e = entities[i];
  const plain = (nodes) => el("div", {}, nodes);
  return [
    el("h2", { dir: "auto" }, "What ", entityLink(i), " says"),
    e.sayings.length > 0 ? [heading(plural(e.sayings.length, "quotation")), long(e.sayings, 30, saying, plain)] : el("p.lead", {}, "No quotation by it was found."),
    e.claims.length > 0 && [heading("Stated on its word"), long(e.claims, 30, (s) => row(s))],
  ];
}

// A disagreement, or a change over time, in one line, and its sides beside each other: what each says, its words, and where.
const dispute = (d) => el("section.dispute", {}, el("p", { dir: "auto" }, d.words), el("div.sides", {}, d.sides.map(side)));

function side([i, title, best]) {
  const q = best === null ? null : statements[i].quotes[best];
  return el("button.side", { onclick: () => go({ statement: i }) },
    el("span.words", { dir: "auto" }, title), q && el("q", { dir: "auto" }, short(exact(q).trim(), 160)), q && el("small", {}, q.saysLabel && `says ${short(q.saysLabel, 60)}, `, outlet(q.a), articles[q.a].date && `, ${articles[q.a].date}`));
}

function disagreementsPanel() {
  const all = DATA.disputes.filter((d) => !d.change), changes = DATA.disputes.filter((d) => d.change);
  const plain = (nodes) => el("div", {}, nodes);
  return [
    el("h2", {}, "Where sources disagree"),
    el("p.lead", {}, all.length ? `${plural(all.length, "disagreement")}, the sides beside each other, the weightiest first. Click a side to read all its evidence.` : "No two sources were found to disagree."),
    long(all, 100, dispute, plain),
    changes.length > 0 && [heading("What changed"), el("p.lead", {}, "By the dates, the one followed the other."), long(changes, 30, dispute, plain)],
  ];
}

function startPanel() {
  const central = entities.filter((e) => e.drawn).slice(0, 8);
  const differ = DATA.disputes.filter((d) => !d.change), changes = DATA.disputes.filter((d) => d.change);
  return [
    el("h2", {}, "Start here"),
    el("p.lead", {}, "Click an entity to see what is said about it. Click a line to read the sentences behind it."),
    heading("Most central"),
    el("ul.rows", {}, central.map((e) => el("li", {}, el("button.row", { onclick: () => go({ entity: entityById.get(e.id) }) }, icon(e.type), el("span.words", {}, el("b", { dir: "auto" }, e.label)), el("small.number", {}, plural(e.out.length + e.in.length + e.facts.length, "statement")))))),
    DATA.disputes.length > 0 && [heading(differ.length ? "Sources disagree" : "What changed"), (differ.length ? differ : changes).slice(0, 4).map(dispute),
      (differ.length > 4 || changes.length > 0) && el("button.link", { onclick: () => go({ differ: true }) }, `All ${[[differ, "disagreement"], [changes, "change"]].filter(([list]) => list.length).map(([list, word]) => plural(list.length, word)).join(" and ")}`)],
    heading("Best supported"),
    el("ul.rows", {}, statements.filter((s) => isEdge(s) && s.kind === "asserted").slice(0, 5).map((s) => row(s))),
    heading("Sources"),
    long(articles.map((_, i) => i), 30, (i) => el("li", {}, source(i)), (nodes) => el("ul.sources", {}, nodes)),
    DATA.failures.length > 0 && [heading("Could not be read"), el("ul.sources", {}, DATA.failures.map((f) => el("li", {}, f.message.includes(f.source) ? f.message : `${f.source}: ${f.message}`)))],
  ];
}

function showPanel() {
  const panel = $("panel");
  const reading = panel.contains(document.activeElement);
  const back = el("button.link.back", { onclick: () => go({}) }, "← Start");
  panel.replaceChildren();
  if (state.path) put(panel, back, pathPanel());
  else if (state.statement >= 0) put(panel, state.lately > NONE && el("button.link.back", { onclick: () => go({ timeline: state.lately }) }, "← Timeline"), back, statementPanel(statements[state.statement]));
  else if (state.entity >= 0) put(panel, back, entityPanel(state.entity));
  else if (state.quotes >= 0) put(panel, el("button.link.back", { onclick: () => go({ entity: state.quotes }) }, "← Back to the entity"), quotesPanel(state.quotes));
  else if (state.differ) put(panel, back, disagreementsPanel());
  else if (state.timeline > NONE) put(panel, back, timelinePanel(state.timeline));
  else put(panel, startPanel());
  // one line for those who hear the page; the panel itself would be read out whole
  const title = panel.querySelector("h2");
  $("said").textContent = title ? title.textContent : "";
  panel.scrollTop = 0;
  if (reading) panel.focus({ preventScroll: true });
}
