// The data of the page, and what follows from it.

const DATA = JSON.parse($("data").textContent);
const { entities, statements, articles, relations, types, network: NET } = DATA;
const KINDS = {
  asserted: "Reported",
  attributed: "Claim by a party",
  alleged: "Alleged",
  denied: "Denied",
  ended: "Ended",
};
// What shares the line of the alleged, told apart in the filters.
const MODES = { asserted: KINDS.asserted, attributed: KINDS.attributed, alleged: KINDS.alleged, planned: "Planned", possible: "Possible", denied: KINDS.denied, ended: KINDS.ended };

const entityById = new Map(entities.map((e, i) => [e.id, i]));
const statementById = new Map(statements.map((s, i) => [s.id, i]));
const isEdge = (s) => s.o !== null;
const edgeStatements = statements.filter(isEdge);

entities.forEach((e) => Object.assign(e, { out: [], in: [], facts: [], sayings: [], claims: [] }));
statements.forEach((s, i) => {
  s.index = i;
  s.mode = s.kind !== "alleged" ? s.kind : ["alleged", "planned"].find((m) => s.chips.includes(m)) || "possible";
  s.sources = [...new Set(s.quotes.map((q) => q.a))].sort((a, b) => a - b);
  if (!isEdge(s)) entities[s.s].facts.push(s);
  else {
    entities[s.s].out.push(s);
    if (s.o !== s.s) entities[s.o].in.push(s);
  }
  for (const i of new Set(s.quotes.map((q) => q.says))) if (i !== null) entities[i].claims.push(s);
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

// What the reader has chosen; the address keeps it, but for labels and table. "wish" is whose neighbours the reader asked
// for; "only" is also set where a chosen entity is beyond the most central.
const state = { entity: -1, statement: -1, quotes: -1, differ: false, timeline: -2, lately: -2, path: null, only: -1, wish: -1, all: false, labels: false, table: false, physics: false, moved: false };

// The first and last day of an EDTF date or interval, as text that sorts; null where it is none.
function span(value) {
  const sides = value.split("/").map((side) => /^\d{4}(-\d{2}){0,2}/.exec(side));
  if (!sides[0] && !sides[sides.length - 1]) return null;
  const [low, high] = [sides[0], sides[sides.length - 1]].map((side) => (side ? side[0] : ""));
  return [low || "0000", high ? high + "-99-99".slice(high.length - 4) : "9999"];
}

function citation(s, q) {
  const a = articles[q.a];
  const where = [a.outlet, a.title && `“${a.title}”`, a.date, a.file, `characters ${q.start}–${q.end}`, a.url];
  const words = exact(q).trim();
  const quoted = /^["“”‘«„]/.test(words) ? words : `“${words}”`;
  return `${quoted}\n— ${where.filter(Boolean).join(", ")}\n${s ? `(${sentence(s)}: ${s.chips.join(", ")})\n` : ""}`;
}
