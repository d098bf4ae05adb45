"""The house's import rules: steps do not know one another, libraries stay home, only the command line prints."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
STEPS = {"articles", "mentions", "claims", "entities", "statements", "store", "analysis", "views"}
#: What everything may rest on, and what each of these may rest on itself.
FLOOR = {
    "model": set(),
    "errors": set(),
    "settings": {"errors"},
    "ontology": {"errors", "model"},
    "gazetteer": {"errors"},
    "contract": {"model"},
    "shingles": set(),
    "versions": {"model", "shingles"},
    "utterances": {"model", "shelf", "versions"},
    "edtf": set(),
    "publication": {"edtf", "model"},
    "sources": {"model", "publication"},
    "aside": set(),
    "shelf": {"aside", "errors", "model"},
    "amounts": set(),
    "learned": {"errors", "learned", "model"},
}
PIPELINE = {
    "pipeline",
    "reading",
    "outputs",
    "portions",
    "profiles",
    "checks",
    "cache",
    "engines",
    "answers",
    "questions",
    "decisions",
    "authorities",
    "evaluation",
    "explanations",
    "influence",
    "reviewing",
    "past",
    "history",
    "serving",
    "pushing",
    "requesting",
    "llm",
    "spark",
    "training",
    "unchanged",
}
HOME = {
    "trafilatura": {"articles"},
    "lxml": {"articles"},
    "networkit": {"analysis"},
    "starlette": {"serving"},
    "uvicorn": {"serving"},
    "httpx": {"pushing", "requesting", "llm"},
    "lxml_html_clean": {"articles"},
    "chardet": {"articles"},
    "py3langid": {"articles"},
    "yaml": {"articles"},
    "spacy": {"mentions"},
    "rdflib": {"store"},
    "pyoxigraph": {"ontology", "store"},
    "pyshacl": {"store"},
    "shacl": {"store"},
    "networkx": {"analysis"},
    "numpy": {"analysis", "learned", "shingles", "statements", "training"},
    "onnxruntime": {"learned", "training"},
    "tokenizers": {"learned"},
    "torch": {"training"},
    "safetensors": {"training"},
    "scipy": {"analysis"},
    "pyvis": {"views"},
    "jinja2": {"views"},
    "pyspark": {"spark"},
    "py4j": {"spark"},
    "pyarrow": {"spark"},
    "pandas": set(),
    "typer": {"cli"},
    "rich": {"cli"},
}
MODULES = sorted((ROOT / "kg").rglob("*.py"))


def part(path: Path) -> str:
    """The part of kg that a module belongs to: "store" for kg/store/disk.py, "model" for kg/model.py."""
    return path.relative_to(ROOT / "kg").with_suffix("").parts[0]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every (line, dotted name) that a module imports, inside functions too; for kg's own, names of modules."""
    package = ["kg", *path.relative_to(ROOT / "kg").parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) + 1 - node.level] if node.level else []
            base = ".".join([*start, *filter(None, [node.module])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def ours(path: Path) -> Iterator[tuple[int, str]]:
    """Every (line, part of kg) that a module imports."""
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] == "kg" and len(parts) > 1 and parts[1] != "__version__":
            yield line, parts[1]


def allowed(here: str) -> set[str]:
    if here in FLOOR:
        return FLOOR[here]
    if here in STEPS:
        return {here, *FLOOR}
    if here in PIPELINE:
        return {*PIPELINE, *STEPS, *FLOOR}
    if here in {"cli", "__main__"}:
        # a store's types, under TYPE_CHECKING, are checked by name below
        return {"cli", *PIPELINE, *FLOOR}
    return {*PIPELINE, *STEPS, *FLOOR}  # kg/__init__.py: the public door


def type_only(path: Path) -> set[int]:
    """Lines inside ``if TYPE_CHECKING:``, which load nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def test_every_step_is_there() -> None:
    assert {part(path) for path in MODULES} >= STEPS | set(FLOOR) | PIPELINE | {"cli"}


def test_imports_go_one_way() -> None:
    wrong = []
    for path in MODULES:
        here, harmless = part(path), type_only(path) if part(path) == "cli" else set()
        for line, name in ours(path):
            if name not in allowed(here) and line not in harmless:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports kg.{name}")
    assert not wrong


def test_libraries_stay_home() -> None:
    wrong = []
    for path in MODULES:
        here, harmless = part(path), type_only(path)
        for line, name in imports(path):
            root = name.split(".")[0]
            if root in HOME and here not in HOME[root] and line not in harmless:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong


def test_the_model_needs_the_standard_library_alone() -> None:
    outside = [name for _, name in imports(ROOT / "kg/model.py") if name.split(".")[0] not in sys.stdlib_module_names]
    assert not outside


def test_only_the_command_line_prints_asks_or_exits() -> None:
    wrong = []
    for path in MODULES:
        if part(path) == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in {"print", "input", "exit", "quit"}:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} calls {node.func.id}")
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
                if node.attr in {"exit", "stdout", "stderr", "stdin"}:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} uses sys.{node.attr}")
    assert not wrong


def test_help_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\n"
        "from kg.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit as done:\n    assert not done.code\n"
        "print('loaded:', *sorted({m.split('.')[0] for m in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.rpartition("loaded:")[2].split())
    heavy = set(HOME) - {"typer", "rich"} | {"thinc", "torch", "IPython", "pydantic"}
    assert "typer" in loaded
    assert not loaded & heavy
