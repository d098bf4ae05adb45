// The shapes of entity types, drawn alike on the canvas and in the legend. Corners are in [-1, 1].

const polygon = (n, turn) =>
  Array.from({ length: n }, (_, i) => [Math.sin(turn + (2 * Math.PI * i) / n), -Math.cos(turn + (2 * Math.PI * i) / n)]);
const starCorners = Array.from({ length: 10 }, (_, i) => {
  const r = i % 2 ? 0.48 : 1.15;
  return [r * Math.sin((Math.PI * i) / 5), -r * Math.cos((Math.PI * i) / 5)];
});

const CORNERS = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  bar: [[-1.1, -0.62], [1.1, -0.62], [1.1, 0.62], [-1.1, 0.62]],
  triangle: [[0, -1.05], [1.08, 0.82], [-1.08, 0.82]],
  down: [[0, 1.05], [1.08, -0.82], [-1.08, -0.82]],
  diamond: polygon(4, 0).map(([x, y]) => [x * 1.08, y * 1.08]),
  pentagon: polygon(5, 0),
  hexagon: polygon(6, Math.PI / 2),
  star: starCorners,
  shield: [[-0.85, -0.95], [0.85, -0.95], [0.85, 0.15], [0, 1.1], [-0.85, 0.15]],
  bubble: [[-1, -0.8], [1, -0.8], [1, 0.45], [-0.1, 0.45], [-0.55, 1.05], [-0.55, 0.45], [-1, 0.45]],
  cross: [[-0.36, -1], [0.36, -1], [0.36, -0.36], [1, -0.36], [1, 0.36], [0.36, 0.36], [0.36, 1], [-0.36, 1], [-0.36, 0.36], [-1, 0.36], [-1, -0.36], [-0.36, -0.36]],
};
const CIRCLES = {
  circle: [[0, 0, 1]],
  trio: [[-0.52, 0.42, 0.56], [0.52, 0.42, 0.56], [0, -0.48, 0.56]],
  ring: [[0, 0, 1]],
};

function shapePath(shape, x, y, r) {
  const path = new Path2D();
  for (const [cx, cy, cr] of CIRCLES[shape] || []) {
    path.moveTo(x + (cx + cr) * r, y + cy * r);
    path.arc(x + cx * r, y + cy * r, cr * r, 0, 2 * Math.PI);
  }
  (CORNERS[shape] || []).forEach(([px, py], i) => path[i ? "lineTo" : "moveTo"](x + px * r, y + py * r));
  path.closePath();
  if (shape === "ring") path.arc(x, y, r * 0.5, 0, 2 * Math.PI, true);
  return path;
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A shape of radius 1 around the origin.
function shapeParts(shape, colour) {
  const parts = (CIRCLES[shape] || []).map(([x, y, r]) => svg("circle", { cx: x, cy: y, r }));
  if (CORNERS[shape]) parts.push(svg("polygon", { points: CORNERS[shape].map((p) => p.join(",")).join(" ") }));
  const style = shape === "ring" ? { fill: "none", stroke: colour, "stroke-width": 0.5 } : { fill: colour };
  return svg("g", style, ...parts);
}

// A small picture of an entity type.
const icon = (type) => svg("svg", { viewBox: "-1.2 -1.2 2.4 2.4", class: "icon", "aria-hidden": "true" }, shapeParts(types[type].shape, types[type].colour));

// A sample of a line kind, with the mark that it carries on the canvas.
function lineSample(kind) {
  const dashes = { attributed: "7 4", alleged: "2 4", denied: "8 3 2 3", ended: "13 3" }[kind];
  const line = svg("line", { x1: 0, y1: 6, x2: 34, y2: 6, "stroke-width": 2, ...(dashes ? { "stroke-dasharray": dashes } : {}) });
  const mark = { denied: "M13 2 L21 10 M21 2 L13 10", ended: "M15 2 V10 M19 2 V10" }[kind];
  const parts = mark ? [line, svg("path", { d: mark, "stroke-width": 2 })] : [line];
  return svg("svg", { viewBox: "0 0 34 12", class: `line line-${kind}`, "aria-hidden": "true" }, ...parts);
}
