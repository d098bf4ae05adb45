// Light or dark, as the system has it, before anything is drawn; query.js lets the reader change it.

{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => { document.documentElement.dataset.theme = dark.matches ? "dark" : "light"; };
  set();
  dark.addEventListener("change", set);
}
