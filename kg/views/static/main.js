// Selection, address, keys and buttons; then the start.

// What is chosen now, to go to it again with something changed.
const chosen = () => ({ entity: state.entity, statement: state.statement, quotes: state.quotes, differ: state.differ, timeline: state.timeline, path: state.path });

// Choose an entity, a statement, a view or nothing; the address follows, so that back and forward work.
function go({ entity = -1, statement = -1, quotes = -1, differ = false, timeline = NONE, path = null, only = state.wish, all = state.all } = {}) {
  const parts = [];
  if (pathFrom >= 0 && entity >= 0 && entity !== pathFrom) parts.push(`path=${entities[pathFrom].id}-${entities[entity].id}`);
  else if (path) parts.push(`path=${entities[path.from].id}-${entities[path.to].id}`);
  else if (entity >= 0) parts.push(`entity=${entities[entity].id}`);
  else if (statement >= 0) parts.push(`statement=${statements[statement].id}`);
  else if (quotes >= 0) parts.push(`quotations=${entities[quotes].id}`);
  else if (differ) parts.push("disagreements");
  else if (timeline > NONE) parts.push(timeline >= 0 ? `timeline=${entities[timeline].id}` : "timeline");
  if (only >= 0) parts.push(`only=${entities[only].id}`);
  if (all) parts.push("all");
  const hash = parts.length ? `#${parts.join("&")}` : "";
  if (hash !== location.hash) history.pushState(null, "", location.href.split("#")[0] + hash);
  follow();
}

function follow() {
  const said = new Map(location.hash.slice(1).split("&").map((part) => part.split("=")));
  const entity = (id) => entityById.get(id) ?? -1;
  state.entity = entity(said.get("entity"));
  state.statement = statementById.get(said.get("statement")) ?? -1;
  state.quotes = entity(said.get("quotations"));
  state.differ = said.has("disagreements");
  state.timeline = MOMENTS.length && said.has("timeline") ? entity(said.get("timeline")) : NONE;
  // a statement leads back to the timeline that it was opened from
  if (state.statement < 0) state.lately = state.timeline;
  const ends = (said.get("path") || "").split("-").map(entity);
  state.path = ends.length === 2 && ends.every((i) => i >= 0) ? { from: ends[0], to: ends[1], steps: shortestPath(ends[0], ends[1]) } : null;
  if (state.path) pathFrom = -1;
  state.wish = entity(said.get("only"));
  draw(said.has("all"));
  describe();
  showPanel();
  $("tool-timeline").setAttribute("aria-pressed", String(state.timeline === EVERYTHING));
  highlight();
  reveal();
  if (state.table) document.querySelectorAll("#table tbody tr").forEach((tr) => tr.classList.toggle("chosen", state.statement >= 0 && tr.dataset.statement === statements[state.statement].id));
  if (innerWidth <= 760 && pathFrom < 0 && (focus() || state.differ || state.timeline > NONE)) $("panel").scrollIntoView({ block: "start", behavior: reduced ? "auto" : "smooth" });
}

// What is chosen is drawn, whatever was narrowed down before; a thing beyond the most central with its neighbours.
function draw(all) {
  const steps = (state.path && state.path.steps) || [];
  const s = state.statement >= 0 ? statements[state.statement] : null;
  const wanted = [state.entity, state.quotes, ...(s ? [s.s, isEdge(s) ? s.o : -1] : []), ...steps.flatMap((step) => [step.s, step.o])].filter((i) => i >= 0 && entities[i].drawn);
  const covers = (i) => i >= 0 && wanted.every((w) => neighbours(i).has(w));
  const far = wanted.find((i) => entities[i].rank > DATA.limit);
  let narrowed = covers(state.wish) ? state.wish : -1;
  if (narrowed < 0 && far !== undefined && !all) {
    if (steps.length) all = true;
    else narrowed = covers(state.only) && state.only >= 0 ? state.only : far;
  }
  if (narrowed === state.only && all === state.all) return;
  state.only = narrowed;
  state.all = all;
  redraw(true);
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readInk();
  if (graph) redraw(false);
}

// From one entity to the next, the most central first.
function walk(step) {
  if (!orderedNodes.length) return;
  const at = orderedNodes.indexOf(state.entity);
  go({ entity: orderedNodes[at < 0 ? (step > 0 ? 0 : orderedNodes.length - 1) : (at + step + orderedNodes.length) % orderedNodes.length] });
}

function keys(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.ctrlKey || event.metaKey || event.altKey || typing || $("help").open) return;
  const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
  const onGraph = event.target === canvasBox || canvasBox.contains(event.target);
  if (!onGraph && event.key.length === 1 && !$("single-keys").checked) return;
  if (event.key === "/") { $("search").focus(); $("search").select(); }
  else if (event.key === "?") $("help").showModal();
  else if (event.key === "t") toggleTable(!state.table);
  else if (event.key === "d") toggleTimeline();
  else if (event.key === "n" || event.key === "p") walk(event.key === "n" ? 1 : -1);
  else if (event.key === "Escape") { if ($("filters").classList.contains("open")) toggleFilters(false); else { pathFrom = -1; go(); } }
  else if (onGraph && step) pan(...step);
  else if (onGraph && (event.key === "+" || event.key === "=")) zoom(1.25);
  else if (onGraph && event.key === "-") zoom(0.8);
  else if (onGraph && event.key === "0") fit(true);
  else if (onGraph && event.key === "Enter" && focus()) $("panel").focus();
  else return;
  event.preventDefault();
}

function toggleFilters(on) {
  $("filters").classList.toggle("open", on);
  $("tool-filters").setAttribute("aria-expanded", String(on));
}

function buttons() {
  const click = (id, action) => $(id).addEventListener("click", action);
  click("tool-fit", () => fit(true));
  click("tool-labels", () => { state.labels = !state.labels; $("tool-labels").setAttribute("aria-pressed", String(state.labels)); again(); });
  click("tool-table", () => toggleTable(!state.table));
  click("tool-timeline", toggleTimeline);
  click("tool-png", savePng);
  click("tool-svg", saveSvg);
  click("tool-physics", () => setPhysics(!state.physics));
  click("tool-theme", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  click("tool-filters", () => toggleFilters(!$("filters").classList.contains("open")));
  click("tool-help", () => $("help").showModal());
  click("help-close", () => $("help").close());
  click("zoom-in", () => zoom(1.3));
  click("zoom-out", () => zoom(1 / 1.3));
  click("skip", (event) => { event.preventDefault(); $("panel").focus(); });
}

function start() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  readInk();
  showFilters();
  stretch();
  remember();
  state.all = location.hash.slice(1).split("&").includes("all");
  redraw(true);
  startSearch();
  buttons();
  $("tool-timeline").hidden = $("key-timeline").hidden = !MOMENTS.length;
  $("tool-labels").hidden = edgeStatements.length <= FEW;
  document.addEventListener("keydown", keys);
  // back, forward, and an address that is typed
  addEventListener("popstate", follow);
  // on paper: the light colours, the whole network
  matchMedia("print").addEventListener("change", () => { readInk(); graph.setSize("100%", "100%"); redraw(true); });
  // a narrow window turned, a panel opened: keep the whole in view while nothing is chosen
  let size = [canvasBox.clientWidth, canvasBox.clientHeight].join();
  new ResizeObserver(() => {
    const now = [canvasBox.clientWidth, canvasBox.clientHeight].join();
    if (now === size) return;
    size = now;
    graph.setSize("100%", "100%");
    graph.redraw();
    if (!focus() || matchMedia("print").matches) fit(false);
  }).observe(canvasBox);
  if (!/^(#(all)?)?$/.test(location.hash)) follow();
  else showPanel();
  // for tests and for other scripts of the reader: where a thing stands on the canvas, in pixels of the window
  window.kgPage = {
    ready: true,
    canvasPosition(id) {
      const box = canvasBox.getBoundingClientRect();
      let p = null;
      if (entityById.has(id)) p = graph.body.nodes[id] && graph.canvasToDOM(graph.getPosition(id));
      else if (statementById.has(id)) p = along(statements[statementById.get(id)], 0.5);
      return p ? { x: box.left + p.x, y: box.top + p.y } : null;
    },
    names: () => drawnNames.map(({ entity, x, y, w, h }) => ({ entity, x, y, w, h })),
    labels: () => drawnLabels.map(({ statement, x, y, w, h }) => ({ statement: statements[statement].id, x, y, w, h })),
    visible: () => ({ entities: [...visibleNodes].map((i) => entities[i].id).sort(), statements: [...visibleEdges].map((i) => statements[i].id).sort() }),
  };
}

start();
