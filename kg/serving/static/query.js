// The page: questions to choose, the fields they leave open, running, the address, keys.

const EXAMPLE = `# Who and what is in the graph?
SELECT ?name ?type ?entity WHERE {
  ?entity a kg:Entity ; rdfs:label ?name ; a ?class .
  ?class a owl:Class ; rdfs:label ?type
}
ORDER BY ?name`;
// What a question leaves open: one string for a variable. The fields write it, and read it where the text is changed.
const OPEN = /VALUES \?(\w+) \{ "((?:[^"\\\n]|\\.)*)" \}/g;
const quoted = (words) => words.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
const unquoted = (words) => words.replace(/\\(.)/g, (_, c) => ({ n: "\n", r: "\r", t: "\t" })[c] || c);
let running = null;

function write(code) {
  withdraw();
  clearSpot();
  $("problem").hidden = true;
  text.value = code;
  text.scrollTop = text.scrollLeft = 0;
  changed();
}

function changed() {
  paint();
  showFields();
  const name = (known.queries || []).find((query) => stem(query.sparql) === stem(text.value));
  for (const button of $("questions").querySelectorAll("button")) button.setAttribute("aria-current", String(Boolean(name) && button.dataset.name === name.name));
}

const stem = (code) => code.replace(OPEN, "VALUES ?$1").trim();

function showFields() {
  const open = [...text.value.matchAll(OPEN)];
  const names = open.map((match) => match[1]);
  const fields = $("fields");
  if (names.join() !== [...fields.querySelectorAll("input")].map((input) => input.dataset.name).join()) {
    const hints = new Map((known.queries || []).flatMap((query) => query.parameters));
    fields.replaceChildren(...names.map((name) => el("label", {}, upper(hints.get(name) || name), el("input", { "data-name": name, type: "text", autocomplete: "off", spellcheck: "false", oninput: fillIn }))));
  }
  open.forEach((match, n) => {
    fields.querySelectorAll("input")[n].value = unquoted(match[2]);
  });
  fields.hidden = !names.length;
}

function fillIn() {
  const values = [...$("fields").querySelectorAll("input")].map((input) => input.value);
  let n = 0;
  text.value = text.value.replace(OPEN, (_, name) => `VALUES ?${name} { "${quoted(values[n++])}" }`);
  paint();
}

function problem(line) {
  const spot = /line (\d+), column (\d+)/.exec(line);
  $("problem").replaceChildren();
  const words = line.replace(/^not a SPARQL query: /, "").replace(/^line \d+, column \d+, /, "the query cannot be read ").trim();
  put($("problem"), spot && el("b", {}, `Line ${spot[1]}: `), spot ? words : upper(words));
  $("problem").hidden = false;
  $("outcome").textContent = $("saves").hidden ? "" : "Below is the answer to the query before";
  if (spot) markSpot(Number(spot[1]), Number(spot[2]));
}

async function run(remember = true) {
  if (running) running.abort();
  withdraw();
  clearSpot();
  paint();
  $("problem").hidden = true;
  const code = text.value;
  const hash = `#query=${encodeURIComponent(code)}`;
  if (remember && location.hash !== hash) history.pushState(null, "", hash);
  const mine = (running = new AbortController());
  const begun = performance.now();
  working(true);
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json, text/turtle;q=0.9" },
      body: code,
      signal: mine.signal,
    });
    const body = await response.text();
    if (mine !== running) return;
    if (!response.ok) problem(body);
    else {
      const what = showAnswer(response.headers.get("content-type"), body, response.headers.get("x-sparql-maxrows"));
      $("outcome").textContent = `${upper(what)}, ${((performance.now() - begun) / 1000).toFixed(2)} s`;
    }
  } catch (error) {
    if (mine !== running) return;
    if (error.name === "AbortError") $("outcome").textContent = "Stopped";
    else problem("the server does not answer: is kg serve still running?");
  }
  running = null;
  working(false);
}

function working(on) {
  $("run").disabled = on;
  $("stop").hidden = !on;
  $("answer").setAttribute("aria-busy", String(on));
  if (on) $("outcome").textContent = "Asking …";
}

// The query in the address is written and run, unless it stands there already.
function fromAddress() {
  const code = new URLSearchParams(location.hash.slice(1)).get("query");
  if (code === null) return false;
  write(code);
  run(false);
  return true;
}

function showWords() {
  $("counts").textContent = plural(known.triples, "triple");
  $("questions").replaceChildren(...known.queries.map((query) => el("li", {}, el("button", { "data-name": query.name, onclick: () => {
    write(query.sparql);
    toggleSide(false);
    run();
  } }, query.question))));
  const lists = [["Relations", known.relations], ["Classes", known.classes], ["Properties", known.properties]];
  $("words").replaceChildren(el("h2", {}, "Words"), ...lists.map(([title, list]) => el("details", {}, el("summary", {}, title, el("span.number", {}, String(list.length))),
    el("ul", {}, list.map(([iri, label]) => {
      const name = shorten(iri) || `<${iri}>`;
      return el("li", {}, el("button.link", { title: "Put it into the query", onclick: () => replace(text.selectionStart, text.selectionEnd, name) }, name), label && el("span", {}, label));
    })))));
}

function toggleSide(on) {
  $("side").classList.toggle("open", on);
  $("tool-side").setAttribute("aria-expanded", String(on));
}

function listen() {
  text.addEventListener("input", () => { clearSpot(); $("problem").hidden = true; changed(); offer(false); });
  text.addEventListener("scroll", () => { follow(); withdraw(); });
  text.addEventListener("blur", withdraw);
  text.addEventListener("click", withdraw);
  text.addEventListener("keydown", (event) => {
    if (offerKey(event)) event.preventDefault();
    else if (/^(Arrow|Home|End|Page)/.test(event.key)) withdraw();
  });
  $("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  $("stop").addEventListener("click", () => running && running.abort());
  $("tool-theme").addEventListener("click", () => { const root = document.documentElement.dataset; root.theme = root.theme === "dark" ? "light" : "dark"; });
  $("tool-side").addEventListener("click", () => toggleSide(!$("side").classList.contains("open")));
  $("tool-help").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
    else if (event.key === "Escape" && !event.defaultPrevented && running && !$("help").open) running.abort();
  });
  addEventListener("popstate", () => { if (!fromAddress()) write(EXAMPLE); });
}

async function start() {
  listen();
  if (!location.hash) write(EXAMPLE);
  try {
    const response = await fetch("/query/words");
    if (!response.ok) throw new Error(await response.text());
    learn(await response.json());
    showWords();
    changed();
  } catch (error) {
    problem(`there are no questions and suggestions: ${error.message}`);
  }
  if (!fromAddress()) { write(EXAMPLE); if (innerWidth > 760) text.focus(); }
  document.documentElement.dataset.ready = "yes"; // for tests and for other scripts of the reader
}

start();
