// Making elements. Words from articles reach the document here, as text nodes and nowhere else.

const $ = (id) => document.getElementById(id);

// Controls that reorder or hide text are shown as what they are; the data keeps them.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ufffe\uffff]/g;
const seen = (text) =>
  String(text).replace(UNSEEN, (c) => "‹U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "›");

function put(parent, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : document.createTextNode(seen(child)));
  }
  return parent;
}

// el("button.quiet", {onclick, "aria-label": …}, children…): attributes by name, handlers as properties.
function el(what, options = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  if (tag === "button") node.type = "button";
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "value" || name === "hidden") node[name] = value;
    else node.setAttribute(name, value === true ? "" : seen(value));
  }
  return put(node, children);
}

// An outside address: http and https only, opened apart.
function outside(url, ...children) {
  if (!/^https?:\/\//i.test(url)) return el("span", {}, children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children);
}

const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;
const upper = (text) => { const [first = "", ...rest] = text; return first.toUpperCase() + rest.join(""); };
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function save(blob, name) {
  const link = el("a", { download: name });
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A cell that a spreadsheet would run is quoted as text.
const csvCell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`;
