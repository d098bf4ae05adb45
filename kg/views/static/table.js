// All statements in a table that sorts and can be searched; the filters hold here too.

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
// Rows made at once; more on demand.
const ROWS = 300;
let sorting = { column: 0, down: false };
let tableWords = "";
let tableRows = ROWS;

function sorted(rows) {
  const key = COLUMNS[sorting.column][2] || ((s) => fold(COLUMNS[sorting.column][1](s)));
  const sign = sorting.down ? -1 : 1;
  const keyed = rows.map((s) => [key(s), s]);
  keyed.sort(([a, s], [b, t]) => (a < b ? -sign : a > b ? sign : s.index - t.index));
  return keyed.map(([, s]) => s);
}

function tableContent() {
  const words = fold(tableWords).split(/\s+/).filter(Boolean);
  const text = (s) => fold([sentence(s), s.time, s.chips.join(" "), ...s.sources.map(outlet), ...s.quotes.map(exact)].join(" "));
  return sorted(statements.filter((s) => passes(s) && (!words.length || words.every((w) => text(s).includes(w)))));
}

function tableRow(s) {
  const open = () => go({ statement: s.index });
  return el("tr", { tabindex: "-1", "data-statement": s.id, class: s.index === state.statement ? "chosen" : null, onclick: open }, COLUMNS.map(([name, cell]) =>
    el("td", { dir: "auto", "data-column": name }, name === "Relation" ? el("button.link", { tabindex: "-1", "aria-label": `Read: ${sentence(s)}` }, cell(s)) : cell(s))));
}

// Rows are one stop of the Tab key; arrows, Home and End go from one to the next.
function tableKeys(event) {
  const tr = event.target.closest("tr");
  if (!tr || event.target !== tr) return;
  const all = [...tr.parentNode.children];
  const at = all.indexOf(tr);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") tr.click();
  else if (to === undefined) return;
  else if (all[to]) {
    tr.tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  }
  event.preventDefault();
}

function showTable() {
  if (!$("table").firstChild) {
    const find = el("input.find", { type: "text", id: "table-find", placeholder: "Find in the table", "aria-label": "Find in the table", oninput: (e) => { tableWords = e.target.value; tableRows = ROWS; fillTable(); } });
    $("table").append(
      el("div.tablebar", {}, el("b", { id: "table-count", role: "status" }), find, el("button.small", { onclick: () => saveTable(tableContent()) }, "Download CSV"), el("button.small", { onclick: () => toggleTable(false) }, "Close")),
      el("div.scroll", { tabindex: "0", role: "region", "aria-label": "Table of statements" },
        el("table", {}, el("thead", {}, el("tr")), el("tbody", { onkeydown: tableKeys })), el("p.more")));
  }
  fillTable();
}

function fillTable() {
  const rows = tableContent();
  const head = COLUMNS.map(([name], n) => {
    const direction = n !== sorting.column ? "none" : sorting.down ? "descending" : "ascending";
    const arrow = { none: "", ascending: " ▲", descending: " ▼" }[direction];
    return el("th", { scope: "col", "aria-sort": direction }, el("button", { onclick: () => {
      sorting = { column: n, down: n === sorting.column && !sorting.down };
      fillTable();
      $("table").querySelectorAll("th button")[n].focus();
    } }, name, arrow && el("span", { "aria-hidden": "true" }, arrow)));
  });
  $("table").querySelector("thead tr").replaceChildren(...head);
  const shown = rows.slice(0, tableRows).map(tableRow);
  if (shown.length) (shown.find((tr) => tr.className) || shown[0]).tabIndex = 0;
  $("table").querySelector("tbody").replaceChildren(...shown);
  $("table-count").textContent = plural(rows.length, "statement");
  const more = $("table").querySelector(".more");
  more.replaceChildren();
  if (rows.length > shown.length) put(more, `${shown.length} of ${plural(rows.length, "statement")} are listed. `, el("button.link", { onclick: () => { tableRows *= 4; fillTable(); } }, "List more"));
}

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
  else $("tool-table").focus();
  graph.setSize("100%", "100%");
  requestAnimationFrame(() => {
    graph.redraw();
    fit(false);
    if (on && innerWidth <= 760) $("table").scrollIntoView({ block: "start", behavior: reduced ? "auto" : "smooth" });
  });
}
