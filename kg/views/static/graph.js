// The network on the canvas: what is drawn, where it stands, what is in focus.

const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
const canvasBox = $("canvas");
const INK = {};
const nodeOf = new Map(NET.nodes.map((n) => [n.id, n]));
const NETEDGES = new Map(NET.edges.map((e) => [e.id, e]));
const HOME = new Map();
// From so many lines on they are left out while the drawing moves.
const HEAVY = 800;
// Nodes that physics can still move at ease.
const MOVABLE = 1000;
let moving = false;
let hovered = -1;
let leastSize = 5;
let orderedNodes = [];
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
      const size = Math.max(node.size, leastSize / graph.getScale());
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

function remember() {
  for (const node of NET.nodes) HOME.set(node.id, [node.x, node.y]);
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
  // the most central first
  orderedNodes = [...visibleNodes].sort((a, b) => a - b);
  leastSize = orderedNodes.length > 2000 ? 1.7 : orderedNodes.length > 300 ? 3 : 5;
}

function drawing() {
  const nodes = orderedNodes.map((i) => ({ ...nodeOf.get(entities[i].id), label: undefined, physics: true, ctxRenderer: renderNode }));
  const colours = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, { color: INK[kind], hover: INK.accent, highlight: INK.accent, inherit: false }]));
  const edges = [...visibleEdges].map((i) => ({ ...NETEDGES.get(statements[i].id), label: undefined, color: colours[statements[i].kind] }));
  // new sets at once: adding to live ones redraws for each
  return { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
}

function redraw(refit) {
  choose();
  const view = graph && { position: graph.getViewPosition(), scale: graph.getScale() };
  if (!graph) {
    graph = new vis.Network(canvasBox, drawing(), NET.options);
    // a drag of the ground or of a node, from its first move to its end
    graph.on("dragStart", () => (moving = true));
    graph.on("stabilized", settled);
    graph.on("click", clicked);
    graph.on("hoverNode", ({ node }) => { canvasBox.style.cursor = "pointer"; hovered = entityById.get(node); again(); });
    graph.on("hoverEdge", () => (canvasBox.style.cursor = "pointer"));
    graph.on("blurNode", () => { canvasBox.style.cursor = ""; hovered = -1; again(); });
    graph.on("blurEdge", () => (canvasBox.style.cursor = ""));
    graph.on("dragEnd", (event) => {
      moving = false;
      event.nodes.forEach((id) => Object.assign(nodeOf.get(id), graph.getPosition(id)));
    });
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
  // told to the renderer alone: options for all would set up every edge again
  const hide = visibleEdges.size > HEAVY;
  graph.renderer.setOptions({ hideEdgesOnDrag: hide, hideEdgesOnZoom: hide });
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

// Physics, off until asked for: nodes find places of their own; "Put them back" undoes it.
function setPhysics(on) {
  state.physics = on && visibleNodes.size <= MOVABLE;
  state.moved ||= state.physics;
  graph.setOptions({ physics: state.physics ? PHYSICS : { enabled: false } });
  // where motion is not wanted, the places are found unseen
  if (state.physics && reduced) {
    graph.once("stabilizationIterationsDone", () => { setPhysics(false); fit(false); });
    graph.stabilize(200);
  } else if (!state.physics) keepPlaces();
  describe();
}

const PHYSICS = {
  enabled: true,
  solver: "barnesHut",
  barnesHut: { gravitationalConstant: -5200, centralGravity: 0.25, springLength: 130, springConstant: 0.03, damping: 0.4, avoidOverlap: 0.4 },
  maxVelocity: 30,
  minVelocity: 1,
  stabilization: { enabled: false, fit: false },
};

function settled() {
  if (!state.physics) return;
  keepPlaces();
  if (!focus()) fit(true);
}

function keepPlaces() {
  for (const [id, place] of Object.entries(graph.getPositions())) if (nodeOf.has(id)) Object.assign(nodeOf.get(id), place);
}

function putBack() {
  if (state.physics) setPhysics(false);
  for (const [id, [x, y]] of HOME) Object.assign(nodeOf.get(id), { x, y });
  state.moved = false;
  redraw(true);
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
    if (!isEdge(s) && !entities[s.s].drawn) return null;
    return { nodes: new Set(isEdge(s) ? [s.s, s.o] : [s.s]), edges: new Set([s.index]) };
  }
  const here = state.entity >= 0 ? state.entity : state.quotes;
  if (here >= 0 && entities[here].drawn) {
    const e = entities[here];
    const edges = [...e.out, ...e.in].filter((s) => visibleEdges.has(s.index));
    return { nodes: new Set([here, ...edges.flatMap((s) => [s.s, s.o])]), edges: new Set(edges.map((s) => s.index)) };
  }
  return null;
}

function highlight() {
  const lit = focus();
  const edges = lit ? [...lit.edges].filter((i) => visibleEdges.has(i)).map((i) => statements[i].id) : [];
  graph.setSelection({ nodes: [], edges }, { highlightEdges: false });
  again();
}

// Draw with the next frame, once.
const again = () => graph.body.emitter.emit("_requestRedraw");

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
    const here = graph.getPosition(entities[Math.max(state.entity, state.quotes)].id);
    const p = graph.canvasToDOM(here);
    if (p.x < 20 || p.y < 20 || p.x > canvasBox.clientWidth - 20 || p.y > canvasBox.clientHeight - 20)
      graph.moveTo({ position: here, animation: reduced ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
  }
}

function describe() {
  const drawn = entities.filter((e) => e.drawn).length;
  $("tool-physics").setAttribute("aria-pressed", String(state.physics));
  $("tool-physics").disabled = visibleNodes.size > MOVABLE;
  $("counts").textContent = `${visibleNodes.size.toLocaleString("en")} of ${plural(drawn, "entity", "entities")} · ${visibleEdges.size.toLocaleString("en")} of ${plural(edgeStatements.length, "statement")}`;
  canvasBox.setAttribute("aria-label", `Network of ${plural(visibleNodes.size, "entity", "entities")} and ${plural(visibleEdges.size, "statement")}. N and P go from one entity to the next, the arrow keys move, plus and minus zoom, zero fits. Search and table list the same.`);
  const notice = $("notice");
  notice.replaceChildren();
  notice.hidden = true;
  const say = (text, button, action) => {
    put(notice, text, " ", el("button.link", { onclick: action }, button));
    notice.hidden = false;
  };
  if (pathFrom >= 0)
    say(`Choose where the path from ${short(entities[pathFrom].label, 60)} should lead: click, or search.`, "Cancel", () => { pathFrom = -1; describe(); });
  else if (state.only >= 0)
    say(`Only ${short(entities[state.only].label, 60)} and its neighbours.`, "Show everything", () => go(state.wish >= 0 ? { ...chosen(), only: -1 } : { only: -1 }));
  else if (!state.all && drawn > DATA.limit)
    say(`The ${DATA.limit} most central of ${drawn.toLocaleString("en")} entities are drawn; the table and the search hold all.`, "Draw all", () => go({ ...chosen(), all: true }));
  else if (!visibleNodes.size && edgeStatements.length) say("Nothing passes the filters.", "Reset filters", resetFilters);
  else if (state.moved) say(state.physics ? "Nodes are finding their own places." : "Nodes have moved.", "Put them back", putBack);
  else if (!edgeStatements.length) { put(notice, "No statement between two entities was found in these sources."); notice.hidden = false; }
}
