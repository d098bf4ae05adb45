// What has a date, in the order of time; the filters hold here too. Moments are in order as they come.

const MOMENTS = DATA.timeline.map((m) => ({ ...m, of: statements[m.s] }));
// Entries made at once; more on demand.
const ENTRIES = 150;
// No timeline, that of everything, or that of the entity of this number.
const NONE = -2, EVERYTHING = -1;

const momentsOf = (i) => MOMENTS.filter(({ of }) => i < 0 || of.s === i || of.o === i);

function moment(m, above) {
  const quote = m.of.quotes[m.q];
  return el("li", {}, m.heading !== above && heading(m.heading),
    el(`button.moment.dot-${m.kind}`, { onclick: () => go({ statement: m.of.index }), "data-statement": m.of.id },
      m.when !== m.heading && el("span.when", {}, m.when),
      el("span.words", {}, el("b", { dir: "auto" }, entities[m.of.s].label), " ", el("span.relation", {}, relationLabel(m.of)), " ", el("b", { dir: "auto" }, objectLabel(m.of)),
        m.chips.length > 0 && el("small.note", {}, ` ${m.chips.join(", ")}`)),
      quote && el("q", { dir: "auto" }, short(exact(quote).trim(), 160)),
      quote && el("small.outlet", {}, quote.saysLabel && `says ${short(quote.saysLabel, 60)} · `, outlet(quote.a), articles[quote.a].date && ` · ${articles[quote.a].date}`)));
}

function timelinePanel(i) {
  const all = momentsOf(i);
  const shown = all.filter(({ of }) => passes(of));
  const dated = new Set(all.map(({ of }) => of));
  const undated = statements.filter((s) => (i < 0 || s.s === i || s.o === i) && !dated.has(s)).length;
  const entries = shown.map((m, n) => () => moment(m, n ? shown[n - 1].heading : ""));
  const lead = [`${plural(shown.length, "entry", "entries")}, by when things are said to have happened.`, all.length > shown.length && ` ${all.length - shown.length} more are hidden by the filters.`, undated > 0 && ` ${plural(undated, "statement carries", "statements carry")} no date.`];
  return [
    i < 0 ? el("h2", {}, "Timeline") : el("h2", { dir: "auto" }, "Timeline of ", entityLink(i)),
    el("p.lead", {}, lead),
    el("div", { onkeydown: stepThrough }, long(entries, ENTRIES, (make) => make(), (nodes) => el("ol.timeline", {}, nodes))),
  ];
}

// Up and down go from entry to entry, as Tab does.
function stepThrough(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...event.currentTarget.querySelectorAll(".moment")];
  const at = all.indexOf(document.activeElement);
  if (!step || at < 0 || !all[at + step]) return;
  all[at + step].focus();
  event.preventDefault();
}

function toggleTimeline() {
  if (!MOMENTS.length) return;
  go(state.timeline === EVERYTHING ? {} : { timeline: EVERYTHING });
  if (state.timeline === EVERYTHING) $("panel").focus({ preventScroll: true });
}
