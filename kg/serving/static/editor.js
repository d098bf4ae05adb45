// The editor: a plain text area with its colours, line numbers and the spot of an error drawn behind it.

// What a query is made of; a word that is left over is a keyword or nothing.
const TOKENS = new RegExp(
  [
    /(?<comment>#[^\n]*)/, /(?<string>"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/,
    /(?<iri><[^<>"{}|^`\\\s]*>)/, /(?<variable>[?$]\w+)/, /(?<name>[\p{L}\w.-]*:(?:[\p{L}\w:%-]|\.(?=\w)|\\.)*)/u, /(?<number>\b\d+(?:\.\d+)?\b)/, /(?<word>[A-Za-z_]\w*)/,
  ].map((one) => one.source).join("|"), "gu");
const KEYWORDS = new Set(
  ("ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FILTER GROUP HAVING IN LIMIT MINUS NOT OFFSET OPTIONAL ORDER PREFIX REDUCED " +
    "SELECT UNDEF UNION VALUES WHERE AS ASC COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR BOUND IF COALESCE STR LANG DATATYPE IRI " +
    "STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS REGEX REPLACE CONCAT ABS ROUND CEIL FLOOR YEAR MONTH DAY NOW ISIRI ISLITERAL " +
    "ISNUMERIC STRBEFORE STRAFTER a true false").split(" "));
const isKeyword = (word) => KEYWORDS.has(word) || KEYWORDS.has(word.toUpperCase());
const text = $("text");

// Yields [kind, words] for all of a text; kind is "" for what has no colour.
function* tokens(code) {
  let at = 0;
  for (const match of code.matchAll(TOKENS)) {
    if (match.index > at) yield ["", code.slice(at, match.index)];
    const kind = Object.entries(match.groups).find(([, value]) => value !== undefined)[0];
    yield [kind === "word" ? (isKeyword(match[0]) ? "keyword" : "") : kind, match[0]];
    at = match.index + match[0].length;
  }
  if (at < code.length) yield ["", code.slice(at)];
}

const coloured = (code) => [...tokens(code)].map(([kind, words]) => (kind && kind !== "name" ? el(`span.t-${kind}`, {}, words) : document.createTextNode(seen(words))));

let wrongLine = 0;

function paint() {
  // a text area shows a last empty line that a block of text would not
  $("colours").replaceChildren(...coloured(text.value), "\n ");
  const lines = text.value.split("\n").length;
  $("numbers").replaceChildren(...Array.from({ length: lines }, (_, n) => el("span", { class: n + 1 === wrongLine ? "wrong" : null }, `${n + 1}\n`)));
  text.rows = Math.min(Math.max(lines, innerWidth <= 760 ? 5 : 8), innerWidth <= 760 ? 9 : 24);
  follow();
}

// What is drawn behind goes along with what is written.
function follow() {
  document.querySelector(".behind").style.transform = `translate(${-text.scrollLeft}px, ${-text.scrollTop}px)`;
  $("numbers").scrollTop = text.scrollTop;
}

// Where the characters from one offset to another are drawn, relative to the editor's paper as if nothing were scrolled.
function boxOf(from, to) {
  const walker = document.createTreeWalker($("colours"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    if (!begun && from <= at + length) { range.setStart(node, from - at); begun = true; }
    if (begun && to <= at + length) { range.setEnd(node, to - at); break; }
    at += length;
  }
  const box = range.getBoundingClientRect(), origin = $("colours").getBoundingClientRect();
  return { left: box.left - origin.left, top: box.top - origin.top, width: box.width, height: box.height };
}

// Marks a spot, by line and column counted from 1 in characters, and puts the cursor there.
function markSpot(line, column) {
  const lines = text.value.split("\n");
  const row = lines[Math.min(line, lines.length) - 1];
  const before = [...row].slice(0, column - 1).join("").length;
  let from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + before;
  from = Math.min(from, text.value.length);
  // a parser notices some errors only after the word: then the word before is meant
  if (/^\s|^$/.test(row.slice(before))) from -= /\S*$/.exec(row.slice(0, before))[0].length;
  const word = /^\S*/.exec(text.value.slice(from))[0];
  wrongLine = Math.min(line, lines.length);
  paint();
  const { left, top, width, height } = boxOf(from, from + word.length);
  Object.assign($("spot").style, { left: `${left}px`, top: `${top}px`, width: `${Math.max(width, 8)}px`, height: `${height}px` });
  $("spot").hidden = false;
  text.focus();
  text.setSelectionRange(from, from);
}

function clearSpot() {
  wrongLine = 0;
  $("spot").hidden = true;
}

// Replaces a stretch as if it had been typed, so that it can be undone.
function replace(from, to, words) {
  text.focus();
  text.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, words)) text.setRangeText(words, from, to, "end");
}
