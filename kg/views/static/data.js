// The data of the page, and what follows from it.

const DATA = JSON.parse($("data").textContent);
const { entities, statements, articles, relations, types, network: NET } = DATA;
const KINDS = {
  asserted: "Reported",
  attributed: "Claim by a party",
  alleged: "Alleged, planned, possible",
  denied: "Denied",
  ended: "Ended",
};

const entityById = new Map(entities.map((e, i) => [e.id, i]));
const statementById = new Map(statements.map((s, i) => [s.id, i]));
const isEdge = (s) => s.o !== null;
const edgeStatements = statements.filter(isEdge);

entities.forEach((e) => Object.assign(e, { out: [], in: [], facts: [], sayings: [] }));
statements.forEach((s, i) => {
  s.index = i;
  s.sources = [...new Set(s.quotes.map((q) => q.a))].sort((a, b) => a - b);
  if (!isEdge(s)) entities[s.s].facts.push(s);
  else {
    entities[s.s].out.push(s);
    if (s.o !== s.s) entities[s.o].in.push(s);
  }
});
DATA.sayings.forEach((q) => entities[q.s].sayings.push(q));

const relationLabel = (s) => relations[s.p].label;
const objectLabel = (s) => (isEdge(s) ? entities[s.o].label : s.value);
const sentence = (s) => `${entities[s.s].label} ${relationLabel(s)} ${objectLabel(s)}`;
const exact = (q) => q.pieces.map((p) => p[0]).join("");
const outlet = (a) => articles[a].outlet || articles[a].title || articles[a].file;
const typeOf = (e) => types[e.type];
const neighbours = (i) => {
  const e = entities[i];
  return new Set([i, ...e.out.map((s) => s.o), ...e.in.map((s) => s.s)]);
};

// What the reader has chosen; the address keeps the selection.
const state = { entity: -1, statement: -1, only: -1, path: null, all: false, labels: false, table: false };

function citation(s, q) {
  const a = articles[q.a];
  const where = [a.outlet, a.title && `“${a.title}”`, a.date, a.file, `characters ${q.start}–${q.end}`, a.url];
  const words = exact(q).trim();
  const quoted = /^["“”‘«„]/.test(words) ? words : `“${words}”`;
  return `${quoted}\n— ${where.filter(Boolean).join(", ")}\n${s ? `(${sentence(s)}: ${s.chips.join(", ")})\n` : ""}`;
}
