// Selection, address, keys and buttons; then the start.

// Choose an entity, a statement or nothing; the address follows, so that back and forward work.
function go({ entity = -1, statement = -1 }) {
  const goal = pathFrom >= 0 && entity >= 0 && entity !== pathFrom;
  const hash = goal ? `#path=${entities[pathFrom].id}-${entities[entity].id}` : entity >= 0 ? `#entity=${entities[entity].id}` : statement >= 0 ? `#statement=${statements[statement].id}` : "";
  if (hash !== location.hash) history.pushState(null, "", location.href.split("#")[0] + hash);
  follow();
}

function follow() {
  const [, what, id, end] = /^#(entity|statement|path)=(\w+)(?:-(\w+))?$/.exec(location.hash) || [];
  const ends = what === "path" ? [id, end].map((x) => entityById.get(x) ?? -1) : [-1];
  state.path = ends.every((i) => i >= 0) ? { from: ends[0], to: ends[1], steps: shortestPath(ends[0], ends[1]) } : null;
  if (state.path) pathFrom = -1;
  state.entity = what === "entity" ? entityById.get(id) ?? -1 : -1;
  state.statement = what === "statement" ? statementById.get(id) ?? -1 : -1;
  const wanted = state.entity >= 0 ? [state.entity] : state.statement >= 0 && isEdge(statements[state.statement]) ? [statements[state.statement].s, statements[state.statement].o] : [];
  // what is chosen is drawn, whatever was narrowed down before
  const steps = state.path && state.path.steps ? state.path.steps : [];
  const ways = steps.flatMap((s) => [s.s, s.o]);
  if (ways.some((i) => !visibleNodes.has(i)) || (state.only >= 0 && wanted.some((i) => !visibleNodes.has(i)))) {
    state.only = -1;
    if (ways.some((i) => entities[i].rank > DATA.limit)) state.all = true;
    redraw(true);
  }
  // a chosen thing beyond the most central is drawn with its neighbours
  if (wanted.some((i) => entities[i].drawn && entities[i].rank > DATA.limit) && !state.all && !(state.only >= 0 && wanted.includes(state.only))) {
    state.only = wanted.find((i) => entities[i].rank > DATA.limit);
    redraw(true);
  }
  describe();
  showPanel();
  highlight();
  reveal();
  if (state.table) document.querySelectorAll("#table tbody tr").forEach((tr) => tr.classList.toggle("chosen", state.statement >= 0 && tr.dataset.statement === statements[state.statement].id));
  if (innerWidth <= 760 && pathFrom < 0 && (state.entity >= 0 || state.statement >= 0 || state.path)) $("panel").scrollIntoView({ block: "start", behavior: reduced ? "auto" : "smooth" });
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readInk();
  if (graph) redraw(false);
}

function savePicture() {
  const from = canvasBox.querySelector("canvas");
  const copy = el("canvas", { width: from.width, height: from.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = INK.ground;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(from, 0, 0);
  copy.toBlob((blob) => save(blob, "graph.png"), "image/png");
}

function keys(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
  if (event.key === "/") { $("search").focus(); $("search").select(); }
  else if (event.key === "Escape") { if ($("filters").classList.contains("open")) toggleFilters(false); else { pathFrom = -1; go({}); } }
  else if (event.target === canvasBox || canvasBox.contains(event.target)) {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) pan(...step);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit(true);
    else return;
  } else return;
  event.preventDefault();
}

function toggleFilters(on) {
  $("filters").classList.toggle("open", on);
  $("tool-filters").setAttribute("aria-expanded", String(on));
}

function start() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  readInk();
  showFilters();
  stretch();
  redraw(true);
  showPanel();
  startSearch();
  const labels = edgeStatements.length <= 12;
  $("tool-labels").hidden = labels;
  const click = (id, action) => $(id).addEventListener("click", action);
  click("tool-fit", () => fit(true));
  click("tool-labels", () => { state.labels = !state.labels; $("tool-labels").setAttribute("aria-pressed", String(state.labels)); graph.redraw(); });
  click("tool-table", () => toggleTable(!state.table));
  click("tool-png", savePicture);
  click("tool-theme", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  click("tool-filters", () => toggleFilters(!$("filters").classList.contains("open")));
  click("zoom-in", () => zoom(1.3));
  click("zoom-out", () => zoom(1 / 1.3));
  click("skip", (event) => { event.preventDefault(); $("panel").focus(); });
  document.addEventListener("keydown", keys);
  addEventListener("hashchange", follow);
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
    if (!focus()) fit(false);
  }).observe(canvasBox);
  if (location.hash) follow();
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
    visible: () => ({ entities: [...visibleNodes].map((i) => entities[i].id).sort(), statements: [...visibleEdges].map((i) => statements[i].id).sort() }),
  };
}

start();
