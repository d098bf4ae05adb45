// Answers: rows in a table that sorts, yes or no, or a graph in Turtle; saved as CSV, JSON or Turtle.

// Rows made at once; more on demand.
const ROWS = 300;
const SPOKEN = /#(string|integer|decimal|boolean|date|dateTime|gYear|gYearMonth|EDTF)$|\/EDTF$/;
let columns = [];
let rows = [];
let shownRows = ROWS;
let order = { column: -1, down: false };

const isNumber = (term) => term && /#(integer|decimal|double|float|int|long)$/.test(term.datatype || "");

// Everything that the graph says of one thing, in both directions.
const about = (iri) => `# What the graph says of one thing
SELECT ?subject ?property ?value WHERE {
  { VALUES ?subject { <${iri}> } ?subject ?property ?value }
  UNION
  { VALUES ?value { <${iri}> } ?subject ?property ?value }
}
ORDER BY DESC(?subject = <${iri}>) ?subject ?property ?value`;

function shownTerm(term) {
  if (!term) return el("span.none", { "aria-label": "no value" }, "–");
  const { value } = term;
  if (term.type === "uri") {
    const short = shorten(value);
    if (!short && /^https?:/i.test(value) && !value.startsWith(known.base)) return outside(value, value);
    const link = el("a", { href: `#query=${encodeURIComponent(about(value))}`, title: value }, short || value);
    if (!value.startsWith(`${known.base}entity/`)) return link;
    return [link, el("a.place", { href: `/entity?iri=${encodeURIComponent(value)}`, title: "On the graph page", "aria-label": `${short || value} on the graph page` }, "◉")];
  }
  if (term.type === "literal" && /^https?:\/\/\S+$/i.test(value)) return outside(value, value);
  const kind = term["xml:lang"] || (term.datatype && !SPOKEN.test(term.datatype) ? shorten(term.datatype) || term.datatype : "");
  return [value, kind && el("span.kind", {}, kind)];
}

const columnClass = (name) => {
  const values = rows.slice(0, 200).map((row) => row[name]).filter(Boolean);
  if (values.length && values.every(isNumber)) return "number";
  if (values.length && values.every((term) => /^\d{4}(-\d\d){0,2}$/.test(term.value))) return "day";
  return values.some((term) => term.type === "literal" && term.value.length > 60 && /\s/.test(term.value)) ? "words" : null;
};

function sortedRows() {
  if (order.column < 0) return rows;
  const name = columns[order.column];
  const sign = order.down ? -1 : 1;
  const key = (row) => (isNumber(row[name]) ? Number(row[name].value) : fold(row[name] ? row[name].value : ""));
  const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);
  return rows.map((row, n) => [key(row), n, row]).sort(([a, n], [b, m]) => sign * compare(a, b) || n - m).map(([, , row]) => row);
}

function fillTable() {
  const classes = columns.map(columnClass);
  const head = columns.map((name, n) => {
    const direction = n !== order.column ? "none" : order.down ? "descending" : "ascending";
    const arrow = { none: "", ascending: "▲", descending: "▼" }[direction];
    return el("th", { scope: "col", "aria-sort": direction, class: classes[n] === "number" ? "number" : null }, el("button", { onclick: () => {
      order = { column: n, down: n === order.column && !order.down };
      fillTable();
      $("answer").querySelectorAll("th button")[n].focus();
    } }, name, arrow && el("span.arrow", { "aria-hidden": "true" }, arrow)));
  });
  const body = sortedRows().slice(0, shownRows).map((row) => el("tr", {}, columns.map((name, n) => el("td", { class: row[name] && row[name].value ? classes[n] : "void", "data-column": name }, el("span", { dir: "auto" }, shownTerm(row[name]))))));
  const more = rows.length > body.length && el("p.more", {}, `${body.length.toLocaleString("en")} of ${plural(rows.length, "row")} are listed. `, el("button.link", { onclick: () => { shownRows *= 4; fillTable(); } }, "List more"));
  $("answer").replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)), ...(more ? [more] : []));
}

const saver = (name, media, content, file) => el("button.small", { onclick: () => save(new Blob([content()], { type: media }), file) }, name);

function csvOf() {
  const guarded = (term) => (isNumber(term) ? term.value : csvCell(term ? term.value : ""));
  return "\ufeff" + [columns.map(csvCell), ...sortedRows().map((row) => columns.map((name) => guarded(row[name])))].map((line) => line.join(",")).join("\r\n") + "\r\n";
}

// Shows an answer and returns what it is in words.
function showAnswer(media, body, most) {
  const cut = most ? `; there are more than the ${Number(most).toLocaleString("en")} that this server gives` : "";
  $("answer").scrollTop = 0;
  if (!media.includes("json")) {
    $("answer").replaceChildren(el("pre", {}, coloured(body)));
    $("saves").replaceChildren(saver("Save Turtle", "text/turtle", () => body, "answer.ttl"));
    $("saves").hidden = false;
    return `a graph${cut}`;
  }
  const data = JSON.parse(body);
  const json = saver("Save JSON", "application/sparql-results+json", () => body, "answer.json");
  $("saves").hidden = false;
  if ("boolean" in data) {
    $("answer").replaceChildren(el("p.truth", {}, data.boolean ? "Yes" : "No"));
    $("saves").replaceChildren(json);
    return data.boolean ? "yes" : "no";
  }
  columns = data.head.vars;
  rows = data.results.bindings;
  shownRows = ROWS;
  order = { column: -1, down: false };
  $("saves").replaceChildren(saver("Save CSV", "text/csv", csvOf, "answer.csv"), json);
  if (rows.length) fillTable();
  else $("answer").replaceChildren(el("p.hint", {}, "Nothing in the graph fits. What the articles do not say is not in it, and what was not understood neither."));
  return plural(rows.length, "row") + cut;
}
