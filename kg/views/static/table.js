// All statements in a table that sorts; the filters hold here too.

const COLUMNS = [
  ["Subject", (s) => entities[s.s].label],
  ["Relation", (s) => relationLabel(s)],
  ["Object", (s) => objectLabel(s)],
  ["When", (s) => s.time, (s) => s.sort],
  ["Standing", (s) => s.chips.join(", ")],
  ["Quotes", (s) => String(s.quotes.length), (s) => s.quotes.length],
  ["First quote", (s) => (s.quotes.length ? short(exact(s.quotes[0]).trim(), 220) : "")],
  ["Sources", (s) => [...new Set(s.sources.map(outlet))].join(", ")],
];
let sorting = { column: 0, down: false };

function sorted(rows) {
  const key = COLUMNS[sorting.column][2] || ((s) => fold(COLUMNS[sorting.column][1](s)));
  const sign = sorting.down ? -1 : 1;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : a.index - b.index));
}

function showTable() {
  const rows = sorted(statements.filter(passes));
  const head = COLUMNS.map(([name], n) => {
    const direction = n !== sorting.column ? "none" : sorting.down ? "descending" : "ascending";
    const arrow = { none: "", ascending: " ▲", descending: " ▼" }[direction];
    return el("th", { scope: "col", "aria-sort": direction }, el("button", { onclick: () => {
      sorting = { column: n, down: n === sorting.column && !sorting.down };
      showTable();
      $("table").querySelectorAll("th button")[n].focus();
    } }, name + arrow));
  });
  const body = rows.map((s) => {
    const open = () => go({ statement: s.index });
    return el("tr", { tabindex: "0", "data-statement": s.id, class: s.index === state.statement ? "chosen" : null, onclick: open,
      onkeydown: (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(); } } },
      COLUMNS.map(([name, cell]) => el("td", { dir: "auto", "data-column": name }, cell(s))));
  });
  $("table").replaceChildren(
    el("div.tablebar", {}, el("b", {}, plural(rows.length, "statement")), el("button.small", { onclick: () => saveTable(rows) }, "Download CSV"), el("button.small", { onclick: () => toggleTable(false) }, "Close")),
    el("div.scroll", { tabindex: "0" }, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body))));
}

// A cell that a spreadsheet would run is quoted as text.
const csvCell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`;

function saveTable(rows) {
  const lines = [COLUMNS.map(([name]) => csvCell(name)), ...rows.map((s) => COLUMNS.map(([name, cell]) => csvCell(name === "First quote" && s.quotes.length ? exact(s.quotes[0]) : cell(s))))];
  save(new Blob(["\ufeff" + lines.map((l) => l.join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }), "statements.csv");
}

function toggleTable(on) {
  state.table = on;
  $("table").hidden = !on;
  $("tool-table").setAttribute("aria-pressed", String(on));
  document.querySelector(".work").classList.toggle("with-table", on);
  if (on) showTable();
  graph.setSize("100%", "100%");
  requestAnimationFrame(() => { graph.redraw(); fit(false); });
}
