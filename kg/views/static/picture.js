// The drawing as a file: PNG of the canvas, SVG of the same view.

const onCanvas = (p) => { const q = graph.canvasToDOM(p); return [Math.round(q.x * 10) / 10, Math.round(q.y * 10) / 10]; };

function savePng() {
  const from = canvasBox.querySelector("canvas");
  const copy = el("canvas", { width: from.width, height: from.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = INK.ground;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(from, 0, 0);
  copy.toBlob((blob) => save(blob, "graph.png"), "image/png");
}

// One line with its arrow and its mark, as the canvas has it.
function svgEdge(s, lit) {
  const edge = graph.body.edges[s.id];
  if (!edge || !edge.connected) return null;
  const type = edge.edgeType, scale = graph.getScale(), colour = INK[s.kind];
  const parts = [];
  if (s.s === s.o) {
    const [x, y, r] = type._getCircleData();
    const [cx, cy] = onCanvas({ x, y });
    parts.push(svg("circle", { cx, cy, r: r * scale }));
  } else {
    const via = type.getViaNode && type.getViaNode();
    const [from, to] = [onCanvas(type.getPoint(0, via)), onCanvas(type.getPoint(1, via))];
    const middle = via && edge.options.smooth.enabled ? `Q${onCanvas(via)} ` : "L";
    parts.push(svg("path", { d: `M${from} ${middle}${to}` }));
    if (NETEDGES.get(s.id).arrows) {
      const near = along(s, 0.95), angle = Math.atan2(to[1] - near.y, to[0] - near.x), size = Math.max(5, 9 * scale);
      // the line ends where the arrow begins; its tip is at the node
      const tip = [to[0] + 0.85 * size * Math.cos(angle), to[1] + 0.85 * size * Math.sin(angle)];
      const corner = (turn) => `${(tip[0] - size * Math.cos(angle + turn)).toFixed(1)},${(tip[1] - size * Math.sin(angle + turn)).toFixed(1)}`;
      parts.push(svg("polygon", { points: `${tip.map((n) => n.toFixed(1))} ${corner(0.4)} ${corner(-0.4)}`, fill: colour, "stroke-dasharray": "none", "stroke-width": 1 }));
    }
  }
  const p = along(s, 0.5);
  if (p && (s.kind === "denied" || s.kind === "ended"))
    parts.push(svg("path", { d: s.kind === "denied" ? "M-4 -4 L4 4 M4 -4 L-4 4" : "M-2.5 -5 V5 M2.5 -5 V5", transform: `translate(${p.x.toFixed(1)} ${p.y.toFixed(1)}) rotate(${s.kind === "ended" ? ((p.angle * 180) / Math.PI).toFixed(1) : 0})`, "stroke-dasharray": "none", "stroke-width": 2 }));
  const dashes = NETEDGES.get(s.id).dashes;
  return svg("g", { stroke: colour, fill: "none", "stroke-width": Math.max(0.8, NETEDGES.get(s.id).width * scale), ...(dashes ? { "stroke-dasharray": dashes.map((d) => d * scale).join(" ") } : {}), ...(lit && !lit.edges.has(s.index) ? { opacity: 0.18 } : {}) },
    titled(sentence(s)), ...parts);
}

const titled = (text) => { const node = svg("title", {}); node.textContent = seen(text); return node; };
const written = (text, x, y, style) => { const node = svg("text", { x, y, "dominant-baseline": "central", ...style }); node.textContent = text; return node; };

function svgPicture() {
  const width = canvasBox.clientWidth, height = canvasBox.clientHeight, lit = focus(), scale = graph.getScale();
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", role: "img" },
    titled(DATA.title), svg("rect", { width, height, fill: INK.ground }));
  picture.append(...[...visibleEdges].map((i) => svgEdge(statements[i], lit)).filter(Boolean));
  for (const i of orderedNodes) {
    const node = graph.body.nodes[entities[i].id], { shape, colour } = typeOf(entities[i]);
    const [x, y] = onCanvas(node), r = Math.max(node.options.size * scale, 3);
    picture.append(svg("g", { transform: `translate(${x} ${y}) scale(${r.toFixed(2)})`, ...(lit && !lit.nodes.has(i) ? { opacity: 0.18 } : {}) }, titled(entities[i].label), shapeParts(shape, colour)));
  }
  for (const b of drawnLabels) {
    const s = statements[b.statement];
    picture.append(svg("rect", { x: b.x, y: b.y, width: b.w, height: b.h, rx: 4, fill: INK.card, stroke: INK.edge }),
      written(b.text, b.x + 6, b.y + b.h / 2, { "font-size": 11.5, fill: s.kind === "asserted" ? INK.ink : INK[s.kind] }));
  }
  for (const b of drawnNames)
    picture.append(written(b.text, b.x + 2, b.y + b.h / 2, { "font-size": 12.5, "font-weight": b.bold ? 600 : 400, fill: INK.ink, stroke: INK.ground, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" }));
  return picture;
}

function saveSvg() {
  const text = new XMLSerializer().serializeToString(svgPicture());
  save(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', text], { type: "image/svg+xml" }), "graph.svg");
}
