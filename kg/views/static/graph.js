// The network on the canvas: what is drawn, where it stands, what is in focus.

const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
const canvasBox = $("canvas");
const INK = {};
const nodeOf = new Map(NET.nodes.map((n) => [n.id, n]));
let visibleNodes = new Set();
let visibleEdges = new Set();
let graph = null;

function readInk() {
  const css = getComputedStyle(document.documentElement);
  for (const name of ["ground", "ink", "quiet", "accent", "line", "attributed", "alleged", "denied", "ended", "card", "edge"])
    INK[name] = css.getPropertyValue(`--${name}`).trim();
  INK.asserted = INK.line;
}

function renderNode({ ctx, id, x, y }) {
  const node = nodeOf.get(id);
  const entity = entities[entityById.get(id)];
  return {
    drawNode() {
      // never too small to tell the shape
      const size = Math.max(node.size, (entities.length > 300 ? 3 : 5) / graph.getScale());
      const path = shapePath(typeOf(entity).shape, x, y, size);
      ctx.lineJoin = "round";
      ctx.lineWidth = 3;
      ctx.strokeStyle = INK.ground;
      ctx.stroke(path);
      ctx.fillStyle = typeOf(entity).colour;
      ctx.fill(path);
      if (state.entity >= 0 && entities[state.entity].id === id) {
        ctx.lineWidth = 3;
        ctx.strokeStyle = INK.accent;
        ctx.stroke(shapePath(typeOf(entity).shape, x, y, size + 4));
      }
    },
    nodeDimensions: { width: node.size * 2.1, height: node.size * 2.1 },
  };
}

// Positions are made for no window in particular: draw the narrower side out, so that the canvas is used.
function stretch() {
  const xs = NET.nodes.map((n) => n.x), ys = NET.nodes.map((n) => n.y);
  if (NET.nodes.length < 3) return;
  const across = Math.max(...xs) - Math.min(...xs) + 150, down = Math.max(...ys) - Math.min(...ys) + 96;
  const wanted = canvasBox.clientWidth / Math.max(1, canvasBox.clientHeight) / (across / down);
  const fx = Math.min(1.5, Math.max(1, wanted)), fy = Math.min(1.5, Math.max(1, 1 / wanted));
  for (const node of NET.nodes) { node.x *= fx; node.y *= fy; }
}

// Nodes and edges that pass; a large graph opens on its most central nodes.
function choose() {
  const reach = state.only >= 0 ? neighbours(state.only) : null;
  const shown = (i) => state.all || entities[i].rank <= DATA.limit || (reach && reach.has(i));
  visibleNodes = new Set();
  visibleEdges = new Set();
  for (const s of edgeStatements) {
    if (!passes(s) || !shown(s.s) || !shown(s.o)) continue;
    if (reach && s.s !== state.only && s.o !== state.only) continue;
    visibleEdges.add(s.index);
    visibleNodes.add(s.s).add(s.o);
  }
}

function drawing() {
  const nodes = [...visibleNodes].sort((a, b) => a - b).map((i) => ({ ...nodeOf.get(entities[i].id), label: undefined, ctxRenderer: renderNode }));
  const edges = NET.edges
    .filter((e) => visibleEdges.has(statementById.get(e.id)))
    .map((e) => {
      const colour = INK[statements[statementById.get(e.id)].kind];
      return { ...e, label: undefined, color: { color: colour, hover: INK.accent, highlight: INK.accent, inherit: false } };
    });
  // new sets at once: adding to live ones redraws for each
  return { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
}

function redraw(refit) {
  choose();
  const view = graph && { position: graph.getViewPosition(), scale: graph.getScale() };
  if (!graph) {
    graph = new vis.Network(canvasBox, drawing(), NET.options);
    graph.on("click", clicked);
    graph.on("hoverNode", () => (canvasBox.style.cursor = "pointer"));
    graph.on("hoverEdge", () => (canvasBox.style.cursor = "pointer"));
    graph.on("blurNode", () => (canvasBox.style.cursor = ""));
    graph.on("blurEdge", () => (canvasBox.style.cursor = ""));
    graph.on("dragEnd", (event) => event.nodes.forEach((id) => Object.assign(nodeOf.get(id), graph.getPosition(id))));
    graph.canvas.frame.tabIndex = -1;
    graph.on("afterDrawing", (ctx) => annotate(ctx));
  } else graph.setData(drawing());
  // borders follow the shape that is drawn, not its bounding box
  for (const node of Object.values(graph.body.nodes)) {
    const entity = entities[entityById.get(node.id)];
    if (!entity) continue;
    const size = nodeOf.get(node.id).size;
    node.shape.distanceToBorder = (ctx, angle) => border(typeOf(entity).shape, size, angle) + 3;
  }
  if (refit || !view) fit(false);
  else graph.moveTo({ ...view, animation: false });
  highlight();
  describe();
}

function border(shape, size, angle) {
  if (shape === "square") return size * 0.88 / Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
  if (shape === "diamond") return size * 1.08 / (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle)));
  if (shape === "bar") return Math.min(size * 1.1 / Math.abs(Math.cos(angle)), size * 0.62 / Math.abs(Math.sin(angle)));
  return size * (shape === "hexagon" ? 0.95 : 1);
}

// Show the given nodes (all by default) with room for their labels; never larger than life.
function fit(animate, which = [...visibleNodes]) {
  if (!which.length) return;
  const points = which.map((i) => nodeOf.get(entities[i].id));
  const places = graph.getPositions(points.map((p) => p.id));
  const xs = Object.values(places).map((p) => p.x), ys = Object.values(places).map((p) => p.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = canvasBox.clientWidth, height = canvasBox.clientHeight;
  const margin = width < 500 ? 90 : 150;
  const scale = Math.min(1.5, Math.max(0.02, Math.min((width - margin) / Math.max(1, right - left), (height - 96) / Math.max(1, bottom - top))));
  const animation = animate && !reduced ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  graph.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
}

function zoom(factor) {
  const animation = reduced ? false : { duration: 150, easingFunction: "easeInOutQuad" };
  graph.moveTo({ scale: Math.max(0.02, Math.min(6, graph.getScale() * factor)), animation });
}

function pan(dx, dy) {
  const at = graph.getViewPosition(), scale = graph.getScale();
  graph.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale }, animation: false });
}

// What stays bright: the selection and what touches it. Null: everything.
function focus() {
  if (state.path) {
    const steps = state.path.steps || [];
    return { nodes: new Set([state.path.from, state.path.to, ...steps.flatMap((s) => [s.s, s.o])]), edges: new Set(steps.map((s) => s.index)) };
  }
  if (state.statement >= 0) {
    const s = statements[state.statement];
    return { nodes: new Set(isEdge(s) ? [s.s, s.o] : [s.s]), edges: new Set([s.index]) };
  }
  if (state.entity >= 0) {
    const e = entities[state.entity];
    const edges = [...e.out, ...e.in].filter((s) => visibleEdges.has(s.index));
    return { nodes: new Set([state.entity, ...edges.flatMap((s) => [s.s, s.o])]), edges: new Set(edges.map((s) => s.index)) };
  }
  return null;
}

function highlight() {
  const lit = focus();
  const edges = lit ? [...lit.edges].filter((i) => visibleEdges.has(i)).map((i) => statements[i].id) : [];
  graph.setSelection({ nodes: [], edges }, { highlightEdges: false });
  graph.redraw();
}

function clicked(event) {
  const node = graph.getNodeAt(event.pointer.DOM);
  if (node !== undefined) return go({ entity: entityById.get(node) });
  const edge = nearestEdge(event.pointer);
  go(edge === null ? {} : { statement: edge });
}

// The edge under the pointer, with a few pixels of grace.
function nearestEdge(pointer) {
  const label = labelAt(pointer.DOM);
  if (label !== null) return label;
  const hit = graph.getEdgeAt(pointer.DOM);
  if (hit !== undefined) return statementById.get(hit);
  for (const [dx, dy] of [[4, 0], [-4, 0], [0, 4], [0, -4]]) {
    const near = graph.getEdgeAt({ x: pointer.DOM.x + dx, y: pointer.DOM.y + dy });
    if (near !== undefined) return statementById.get(near);
  }
  return null;
}

// Bring the selection into view where it is outside.
function reveal() {
  const lit = focus();
  const which = lit && [...lit.nodes].filter((i) => visibleNodes.has(i));
  if (!which || !which.length) return;
  const inside = which.every((i) => {
    const p = graph.canvasToDOM(graph.getPosition(entities[i].id));
    return p.x > 20 && p.y > 20 && p.x < canvasBox.clientWidth - 20 && p.y < canvasBox.clientHeight - 20;
  });
  if (!inside && (state.statement >= 0 || state.path)) fit(true, which);
  else if (!inside) {
    const p = graph.canvasToDOM(graph.getPosition(entities[state.entity].id));
    if (p.x < 20 || p.y < 20 || p.x > canvasBox.clientWidth - 20 || p.y > canvasBox.clientHeight - 20)
      graph.moveTo({ position: graph.getPosition(entities[state.entity].id), animation: reduced ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
  }
}

function describe() {
  const drawn = entities.filter((e) => e.drawn).length;
  $("counts").textContent = `${visibleNodes.size} of ${plural(drawn, "entity", "entities")} · ${visibleEdges.size} of ${plural(edgeStatements.length, "statement")}`;
  canvasBox.setAttribute("aria-label", `Network of ${plural(visibleNodes.size, "entity", "entities")} and ${plural(visibleEdges.size, "statement")}. Arrow keys move, plus and minus zoom, zero fits. Search and table list the same.`);
  const notice = $("notice");
  notice.replaceChildren();
  notice.hidden = true;
  const say = (text, button, action) => {
    put(notice, text, " ", el("button.link", { onclick: action }, button));
    notice.hidden = false;
  };
  if (pathFrom >= 0)
    say(`Choose where the path from ${entities[pathFrom].label} should lead: click, or search.`, "Cancel", () => { pathFrom = -1; describe(); });
  else if (state.only >= 0)
    say(`Only ${entities[state.only].label} and its neighbours.`, "Show everything", () => { state.only = -1; redraw(true); });
  else if (!state.all && drawn > DATA.limit)
    say(`The ${DATA.limit} most central of ${drawn.toLocaleString("en")} entities are drawn; the table and the search hold all.`, "Draw all", () => { state.all = true; redraw(true); });
  else if (!visibleNodes.size && edgeStatements.length) say("Nothing passes the filters.", "Reset filters", resetFilters);
  else if (!edgeStatements.length) { put(notice, "No statement between two entities was found in these sources."); notice.hidden = false; }
}
