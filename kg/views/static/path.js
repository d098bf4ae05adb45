// The shortest way from one entity to another over statements that pass the filters, denied ones left out.

let pathFrom = -1;

function shortestPath(from, to) {
  const came = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !came.has(to)) {
    const next = [];
    for (const i of edge) {
      // the firmest statement between two comes first
      const ties = [...entities[i].out, ...entities[i].in].filter((s) => s.kind !== "denied" && passes(s));
      ties.sort((a, b) => Object.keys(KINDS).indexOf(a.kind) - Object.keys(KINDS).indexOf(b.kind) || a.index - b.index);
      for (const s of ties) {
        const other = s.s === i ? s.o : s.s;
        if (!came.has(other)) { came.set(other, [i, s]); next.push(other); }
      }
    }
    edge = next;
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let at = to; at !== from; at = came.get(at)[0]) steps.unshift(came.get(at)[1]);
  return steps;
}

function pathPanel() {
  const { from, to, steps } = state.path;
  return [
    el("h2.statement", {}, "From ", entityLink(from), " to ", entityLink(to)),
    el("p.lead", {}, steps === null ? "No statement that passes the filters leads from one to the other." : `${plural(steps.length, "step")}, each with its words.`),
    (steps || []).map((s) => [el("ul.rows.step", {}, row(s)), s.quotes.slice(0, 1).map((q) => evidence(s, q))]),
  ];
}

function askPathEnd(from) {
  pathFrom = from;
  describe();
}
