// Suggestions while a query is written: prefixes, classes, properties, variables and keywords.

const MOST = 40;
let known = { prefixes: {}, classes: [], relations: [], properties: [] };
let terms = []; // {name, label, what}: all that has a prefixed name
let offered = []; // {words, note}
let offeredFrom = 0;
let chosenOffer = 0;

// prefix:local for an IRI, by the longest prefix that leaves a plain local name; "" where none fits.
function shorten(iri) {
  let best = "";
  let length = 0;
  for (const [prefix, start] of Object.entries(known.prefixes))
    if (start.length > length && iri.startsWith(start) && /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(iri.slice(start.length))) {
      best = `${prefix}:${iri.slice(start.length)}`;
      length = start.length;
    }
  return best;
}

function learn(words) {
  known = words;
  terms = ["relations", "classes", "properties"].flatMap((what) =>
    known[what].map(([iri, label]) => ({ name: shorten(iri), label, what: { relations: "relation", classes: "class", properties: "property" }[what] })).filter((term) => term.name));
}

const noteOf = (term) => (term.label && term.label !== term.name.split(":")[1] ? `${term.label} · ${term.what}` : term.what);

// What could stand at a place, and where what stands there begins.
function offersAt(code, at) {
  let end = 0;
  for (const [kind, words] of tokens(code)) {
    const start = end;
    end += words.length;
    const inside = start < at && at < end;
    if ((kind === "comment" && start < at && at <= end) || (["string", "iri"].includes(kind) && inside)) return { from: at, offers: [] };
    if (start >= at) break;
  }
  const before = code.slice(0, at);
  const variable = /[?$]\w*$/.exec(before);
  if (variable) {
    const others = code.slice(0, variable.index) + " " + code.slice(at).replace(/^\w*/, "");
    const names = [...new Set([...others.matchAll(/[?$]\w+/g)].map((m) => "?" + m[0].slice(1)))].sort();
    return { from: variable.index, offers: names.filter((name) => name.startsWith("?" + variable[0].slice(1))).map((words) => ({ words, note: "variable" })) };
  }
  const name = /(?:^|[^\w?$:.-])([A-Za-z][\w-]*)?:([\w-]*)$/.exec(before);
  if (name) {
    const [, prefix = "", local] = name;
    const from = at - prefix.length - 1 - local.length;
    const fits = terms.filter((term) => term.name.startsWith(`${prefix}:`));
    return { from, offers: best(fits, local).map((term) => ({ words: term.name, note: noteOf(term) })) };
  }
  const word = /(?:^|[^\w?$:.@^-])([A-Za-z]\w*)$/.exec(before);
  if (!word) return { from: at, offers: [] };
  const start = fold(word[1]);
  const prefixes = Object.keys(known.prefixes).filter((prefix) => prefix.startsWith(word[1])).sort().map((prefix) => ({ words: `${prefix}:`, note: "prefix", more: true }));
  const keywords = [...KEYWORDS].filter((one) => one.length > 1 && fold(one).startsWith(start)).map((words) => ({ words, note: "keyword" }));
  const named = start.length < 2 ? [] : best(terms, word[1]).map((term) => ({ words: term.name, note: noteOf(term) }));
  // keywords are written in capitals, names mostly not
  const lists = /^[A-Z]/.test(word[1]) ? [keywords, prefixes, named] : [prefixes, named, keywords];
  return { from: at - word[1].length, offers: lists.flat() };
}

// Terms whose local name or label has the words, those that begin with them first.
function best(list, words) {
  const wanted = fold(words);
  const rank = (term) => {
    const local = fold(term.name.slice(term.name.indexOf(":") + 1));
    const label = fold(term.label);
    return local.startsWith(wanted) ? 0 : label.startsWith(wanted) ? 1 : local.includes(wanted) || label.includes(wanted) ? 2 : 3;
  };
  return list.map((term) => [rank(term), term]).filter(([place]) => place < 3).sort(([a], [b]) => a - b).map(([, term]) => term);
}

function offer(asked) {
  const at = text.selectionStart;
  const { from, offers } = text.selectionEnd === at ? offersAt(text.value, at) : { from: at, offers: [] };
  const written = text.value.slice(from, at);
  const shown = offers.slice(0, MOST);
  if (!shown.length || (!asked && (!written || shown.some((one) => one.words === written)))) return withdraw();
  offered = shown;
  offeredFrom = from;
  const list = $("offers");
  list.replaceChildren(...shown.map((one, n) => el("li", { role: "option", id: `offer-${n}`, onmousedown: (e) => { e.preventDefault(); choose(n); take(); } }, el("code", {}, one.words), el("span", {}, one.note))));
  list.hidden = false;
  const box = boxOf(from, at);
  const paper = document.querySelector(".paper");
  const room = document.querySelector(".editor").clientWidth - list.offsetWidth;
  list.style.left = `${Math.max(0, Math.min(paper.offsetLeft + box.left - text.scrollLeft - 14, room))}px`;
  list.style.top = `${paper.offsetTop + box.top + box.height - text.scrollTop + 4}px`;
  choose(0);
  $("said").textContent = `${plural(shown.length, "suggestion")}, the first is ${shown[0].words}`;
}

function choose(n) {
  chosenOffer = (n + offered.length) % offered.length;
  [...$("offers").children].forEach((li, i) => li.setAttribute("aria-selected", String(i === chosenOffer)));
  $("offers").children[chosenOffer].scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", `offer-${chosenOffer}`);
}

function withdraw() {
  offered = [];
  $("offers").hidden = true;
  text.removeAttribute("aria-activedescendant");
}

function take() {
  const { words, more } = offered[chosenOffer];
  const rest = /^[\w-]*/.exec(text.value.slice(text.selectionStart))[0].length;
  const to = text.selectionStart + (words.startsWith(text.value.slice(offeredFrom, text.selectionStart + rest)) ? rest : 0);
  withdraw();
  replace(offeredFrom, to, words);
  if (more) offer(true);
  else withdraw();
}

// Whether a key was for the suggestions.
function offerKey(event) {
  if (event.key === " " && event.ctrlKey) { offer(true); return true; }
  if (!offered.length || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "ArrowDown") choose(chosenOffer + 1);
  else if (event.key === "ArrowUp") choose(chosenOffer - 1);
  else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) take();
  else if (event.key === "Escape") withdraw();
  else return false;
  return true;
}
