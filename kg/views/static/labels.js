// What is written on the canvas, at constant size: names, relation labels, marks of denial and of ending.
// The most important comes first; what would overlap is left out.

const FONT = "12.5px system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
// Up to so many entities every one is named at the start.
const SMALL = 80;
const MOST_WIDTHS = 20000;
const widths = new Map();
const shortened = new Map();
let drawnLabels = [];
let drawnNames = [];

function widthOf(ctx, text, font) {
  const key = font + "\u0000" + text;
  if (!widths.has(key)) {
    ctx.font = font;
    if (widths.size > MOST_WIDTHS) widths.clear();
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

const short = (text, most) => {
  // cut before it is looked at letter by letter: a label may be a megabyte
  const letters = [...seen(text.slice(0, 4 * most))];
  return letters.length > most || text.length > 4 * most ? letters.slice(0, most - 1).join("").trimEnd() + "…" : letters.join("");
};
// Names on the canvas are asked for in every frame.
function nameOf(i) {
  if (!shortened.has(i)) shortened.set(i, short(entities[i].label, 32));
  return shortened.get(i);
}
const apart = (a, b) => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
const free = (box, taken) => taken.every((other) => apart(box, other));

function annotate(ctx) {
  const lit = focus();
  const scale = graph.getScale();
  const width = canvasBox.clientWidth, height = canvasBox.clientHeight;
  const ratio = ctx.canvas.width / width;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (lit) {
    ctx.globalAlpha = 0.82;
    ctx.fillStyle = INK.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.globalAlpha = 1;
  }
  ctx.restore();
  if (lit) redrawFocus(ctx, lit);
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const onScreen = (p) => p.x > -60 && p.y > -30 && p.x < width + 60 && p.y < height + 30;
  // while a large drawing moves, only the most central are named
  const hurried = moving && visibleEdges.size > HEAVY;
  const spots = (hurried ? orderedNodes.slice(0, 60) : orderedNodes).map((i) => {
    const node = graph.body.nodes[entities[i].id];
    return { i, p: graph.canvasToDOM(node), r: Math.max(nodeOf.get(entities[i].id).size * scale, 4) };
  }).filter((s) => onScreen(s.p));
  const taken = spots.filter((s) => !lit || lit.nodes.has(s.i)).map(({ p, r }) => ({ x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r }));
  const soft = hurried ? [] : marks(ctx, lit, scale);
  names(ctx, spots, lit, taken, soft);
  if (!hurried) edgeLabels(ctx, lit, lit ? taken : [...taken, ...soft]);
  hoverName(ctx, scale);
  ctx.restore();
}

function redrawFocus(ctx, lit) {
  const edges = [...lit.edges].map((i) => graph.body.edges[statements[i].id]).filter((e) => e && e.connected);
  edges.forEach((e) => e.draw(ctx));
  for (const i of lit.nodes) {
    const node = graph.body.nodes[entities[i].id];
    if (node) node.draw(ctx);
  }
  edges.forEach((e) => e.drawArrows(ctx));
}

function halo(ctx, text, x, y, colour) {
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = INK.ground;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

// Names avoid nodes and other names; marks on lines only where there is a choice. The most central are always named.
function names(ctx, spots, lit, taken, soft) {
  const written = (drawnNames = []);
  const hub = Math.max(state.entity, state.quotes);
  const first = (s) => (lit ? (s.i === hub ? 0 : lit.nodes.has(s.i) ? 1 : 2) : 0);
  const order = lit ? [...spots].sort((a, b) => first(a) - first(b) || a.i - b.i) : spots;
  const bold = Math.min(6, Math.ceil(spots.length / 8));
  let tries = 0;
  for (const { i, p, r } of order) {
    const must = lit && lit.nodes.has(i);
    if ((lit && !must) || (!must && ++tries > 400)) continue;
    const font = (must || entities[i].rank <= bold ? "600 " : "") + FONT;
    const text = nameOf(i);
    const w = widthOf(ctx, text, font) + 4, h = 16;
    const places = [
      { x: p.x - w / 2, y: p.y + r + 3, w, h },
      { x: p.x + r + 4, y: p.y - h / 2, w, h },
      { x: p.x - r - 4 - w, y: p.y - h / 2, w, h },
      { x: p.x - w / 2, y: p.y - r - 3 - h, w, h },
      { x: p.x + r * 0.6, y: p.y + r * 0.8 + 2, w, h },
      { x: p.x - r * 0.6 - w, y: p.y + r * 0.8 + 2, w, h },
    ];
    const inside = (b) => b.x >= 2 && b.x + b.w <= ctx.canvas.clientWidth - 2;
    // around a hub, or where all of a small network can be named: further out, with a line that leads back
    if (lit ? lit.nodes.size > 6 : orderedNodes.length <= SMALL)
      for (const d of lit ? [14, 26, 40, 56, 74] : [12, 22, 34, 48, 64])
        for (const [ux, uy] of [[0, 1], [0, -1], [1, 0.6], [-1, 0.6], [1, -0.6], [-1, -0.6], [1, 0], [-1, 0]])
          places.push({ x: p.x + ux * (r + d) - (ux < 0 ? w : ux > 0 ? 0 : w / 2), y: p.y + uy * (r + d) - h / 2, w, h, lead: true });
    const good = places.filter((b) => inside(b) && free(b, taken));
    const box = (i === hub ? null : good.find((b) => free(b, soft) && (lit || !b.lead))) || good[0] || (must || i < bold ? places.find((b) => inside(b) && free(b, written)) : null) || (must ? places[0] : null);
    if (!box) continue;
    taken.push(box);
    written.push({ ...box, entity: entities[i].id, text, bold: font !== FONT });
    ctx.font = font;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    if (box.lead) {
      const lx = Math.max(box.x, Math.min(p.x, box.x + w)), ly = Math.max(box.y + 3, Math.min(p.y, box.y + h - 3));
      ctx.beginPath();
      ctx.moveTo(p.x, p.y);
      ctx.lineTo(lx, ly);
      ctx.lineWidth = 1;
      ctx.strokeStyle = INK.quiet;
      ctx.stroke();
    }
    halo(ctx, text, box.x + 2, box.y + h / 2 + 0.5, INK.ink);
  }
}

// The name under the pointer, where there was no room for it.
function hoverName(ctx, scale) {
  const node = hovered >= 0 && graph.body.nodes[entities[hovered].id];
  if (!node || drawnNames.some((b) => b.entity === entities[hovered].id)) return;
  const text = nameOf(hovered), w = widthOf(ctx, text, FONT) + 14, h = 22;
  const p = graph.canvasToDOM(node), x = p.x - w / 2, y = p.y + node.options.size * scale + 5;
  drawnNames.push({ x, y, w, h, entity: entities[hovered].id, text, bold: false });
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, 5);
  ctx.fillStyle = INK.card;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = INK.edge;
  ctx.stroke();
  ctx.font = FONT;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = INK.ink;
  ctx.fillText(text, x + 7, y + h / 2 + 0.5);
}

// Marks that tell a line apart without colour.
function marks(ctx, lit, scale) {
  const boxes = [];
  // in a selection the labels say it
  if (scale < 0.25 || lit) return boxes;
  for (const i of visibleEdges) {
    const s = statements[i];
    if ((s.kind !== "denied" && s.kind !== "ended")) continue;
    const p = along(s, 0.5);
    if (!p) continue;
    boxes.push({ x: p.x - 7, y: p.y - 7, w: 14, h: 14 });
    const path = new Path2D(s.kind === "denied" ? "M-4 -4 L4 4 M4 -4 L-4 4" : "M-2.5 -5 V5 M2.5 -5 V5");
    ctx.save();
    ctx.translate(p.x, p.y);
    if (s.kind === "ended") ctx.rotate(p.angle);
    ctx.lineWidth = 5;
    ctx.strokeStyle = INK.ground;
    ctx.stroke(path);
    ctx.lineWidth = 2;
    ctx.strokeStyle = INK[s.kind];
    ctx.stroke(path);
    ctx.restore();
  }
  return boxes;
}

// A point on an edge in pixels of the canvas, and the direction there.
function along(s, t) {
  const edge = graph.body.edges[s.id];
  if (!edge || !edge.connected || s.s === s.o && !edge.edgeType) return null;
  const at = (u) => {
    if (s.s !== s.o) return edge.edgeType.getPoint(u, edge.edgeType.getViaNode());
    // a loop: its far side is the middle
    const [x, y, r] = edge.edgeType._getCircleData();
    const angle = Math.atan2(y - edge.from.y, x - edge.from.x) + (u - 0.5) * 3;
    return { x: x + r * Math.cos(angle), y: y + r * Math.sin(angle) };
  };
  const p = graph.canvasToDOM(at(t)), q = graph.canvasToDOM(at(Math.min(1, t + 0.02)));
  return { x: p.x, y: p.y, angle: Math.atan2(q.y - p.y, q.x - p.x) };
}

// With nothing chosen, labels help where few lines are in sight: a small network, or one drawn near.
const FEW = 12, NEAR = 30;
function labelledEdges() {
  if (state.labels || visibleEdges.size <= FEW) return [...visibleEdges];
  if (graph.getScale() < 0.9 || visibleEdges.size > 5000) return [];
  const width = canvasBox.clientWidth, height = canvasBox.clientHeight;
  const inSight = [];
  for (const i of visibleEdges) {
    const p = along(statements[i], 0.5);
    if (p && p.x > 0 && p.y > 0 && p.x < width && p.y < height) inSight.push(i);
    if (inSight.length > NEAR) return [];
  }
  return inSight;
}

function edgeLabels(ctx, lit, taken) {
  drawnLabels = [];
  const chosen = lit ? [...lit.edges].filter((i) => visibleEdges.has(i)) : labelledEdges();
  const font = FONT.replace("12.5px", "11.5px"), hub = Math.max(state.entity, state.quotes);
  for (const i of chosen.slice(0, 400)) {
    const s = statements[i];
    const word = { denied: "denied: ", ended: "ended: " }[s.kind] || "";
    const text = short(word + relationLabel(s), 36);
    const w = widthOf(ctx, text, font) + 12, h = 18;
    // away from the hub, where its lines have parted
    const far = hub === s.s ? [0.58, 0.66, 0.5, 0.74, 0.42, 0.8, 0.34] : hub === s.o ? [0.42, 0.34, 0.5, 0.26, 0.58, 0.2, 0.66] : [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];
    const must = state.statement === i;
    const boxes = far.map((t) => along(s, t)).filter(Boolean).map((p) => ({ x: p.x - w / 2, y: p.y - h / 2, w, h }));
    const beside = lit ? boxes.flatMap((b) => [{ ...b, y: b.y - 14 }, { ...b, y: b.y + 14 }, { ...b, x: b.x - w / 2 - 4 }, { ...b, x: b.x + w / 2 + 4 }]) : [];
    const box = [...boxes, ...beside].find((b) => free(b, taken)) || (must ? boxes[0] : null);
    if (!box) continue;
    taken.push(box);
    drawnLabels.push({ ...box, statement: i, text });
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, w, h, 4);
    ctx.fillStyle = INK.card;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = must ? INK.accent : INK.edge;
    ctx.stroke();
    ctx.font = font;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = must ? INK.accent : s.kind === "asserted" ? INK.ink : INK[s.kind];
    ctx.fillText(text, box.x + 6, box.y + h / 2 + 0.5);
  }
}

function labelAt(p) {
  const hit = drawnLabels.find((b) => p.x >= b.x && p.x <= b.x + b.w && p.y >= b.y && p.y <= b.y + b.h);
  return hit ? hit.statement : null;
}
