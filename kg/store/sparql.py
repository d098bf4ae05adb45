"""Asks the graph questions: read-only SPARQL 1.1, and nothing that reaches outside the store."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.store.terms import PREFIXES, clean
from kg.store.turtle import term_text

#: What a query may not say, with the reason a person gets.
_FORBIDDEN = {
    "SERVICE": "asks another server; a query reads this store alone",
    "FROM": "names other data; a query reads this store alone, and all of it",
    "LOAD": "changes the graph; the store is read-only: use kg add",
    "INSERT": "changes the graph; the store is read-only: use kg add",
    "DELETE": "changes the graph; the store is read-only: use kg remove",
    "CLEAR": "changes the graph; the store is read-only",
    "DROP": "changes the graph; the store is read-only",
    "CREATE": "changes the graph; the store is read-only",
    "COPY": "changes the graph; the store is read-only",
    "MOVE": "changes the graph; the store is read-only",
}
#: What the query engine can bear: its parser calls itself for every bracket, and deep nesting ends the process.
_LONGEST, _DEEPEST = 100_000, 200
#: Strings, IRIs, comments, variables, prefixed names and language tags come first, so that a word left over is a keyword.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''" + r'|"(?:[^"\\\n\r]|\\.)*"' + r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|[?$@]\w+|[\w.-]*:(?:[\w.:%-]|\\.)*|(?P<word>[A-Za-z]+)|.",
    re.DOTALL,
)

_GAP = r"(?:\s|\#[^\n\r]*[\n\r])*"
#: A SERVICE clause in the raw text. "<" is also an operator, so no token scan alone can tell what stands in a string;
#: a real clause always has this form, whatever stands around it.
_SERVICE = re.compile(rf"SERVICE{_GAP}(?:SILENT{_GAP})?(?:<[^<>]*>|[?$]\w+|[^\s{{<]*:[^\s{{]*){_GAP}\{{", re.IGNORECASE)
#: What may stand before the letters "service" where they end a variable or a prefixed name.
_NAME = re.compile(r"(?:[?$@]\w*|:[\w.%-]*)$")


class Term(NamedTuple):
    """One cell of an answer; ``datatype`` is the IRI of a literal's datatype, "" for strings and IRIs."""

    kind: Literal["iri", "literal", "blank"]
    value: str
    datatype: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows of terms under column names (None: unbound); for ASK, ``truth``.

    A CONSTRUCT or DESCRIBE, for which ``graph`` is true, gives the columns subject, predicate and object. ``truncated``
    says that ``limit`` cut rows off.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truth: bool | None = None
    truncated: bool = False
    graph: bool = False


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that comes with kg: its name, the question in words, the group it belongs to, its parameters with their
    defaults, the SPARQL.

    ``hints`` says in words what each parameter is.
    """

    name: str
    question: str
    group: str
    parameters: Mapping[str, str]
    hints: Mapping[str, str]
    sparql: str


def ask(
    graph: ox.Store,
    sparql: str,
    limit: int | None,
    timeout: float | None,
    parameters: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> Answer:
    """Run one query; see ``Store.query``."""
    refuse(sparql)
    sparql = bound(sparql, parameters or {})
    if timeout is None:
        return _run(graph, sparql, limit, prefixes)
    outcome: list[Answer | Exception] = []

    def work() -> None:
        try:
            outcome.append(_run(graph, sparql, limit, prefixes))
        except Exception as error:  # handed to the thread that waits
            outcome.append(error)

    # Oxigraph has no way to stop a query, but lets Python go on meanwhile; a daemon thread dies with the process.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout)
    if not outcome:
        raise StoreError(f"the query took longer than {timeout:g} seconds: make it narrower, or allow it more time")
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


def refuse(sparql: str) -> None:
    """Raise ``UsageError`` where a query would change the graph, reach outside the store, or is too long or too nested.

    >>> refuse("SELECT ?service { ?s kg:from 'SERVICE' } # LOAD")
    >>> refuse("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    kg.errors.UsageError: SERVICE is not allowed in a query: it asks another server; a query reads this store alone
    """
    if len(sparql) > _LONGEST:
        raise UsageError(f"the query has {len(sparql):,} characters, more than {_LONGEST:,}: make it shorter")
    depth = 0
    for match in _TOKEN.finditer(sparql):
        word = (match["word"] or "").upper()
        depth += (match[0] in "{([") - (match[0] in "})]")
        if depth > _DEEPEST:
            raise UsageError(f"the query nests brackets more than {_DEEPEST} deep: make it simpler")
        if word in _FORBIDDEN:
            raise UsageError(f"{word} is not allowed in a query: it {_FORBIDDEN[word]}")
    for match in _SERVICE.finditer(sparql):
        if not _NAME.search(sparql[max(0, match.start() - 200) : match.start()]):
            raise UsageError(f"SERVICE is not allowed in a query: it {_FORBIDDEN['SERVICE']}")


def bound(sparql: str, parameters: Mapping[str, str]) -> str:
    """Return the query with variables bound to strings, by a VALUES clause at the start of its pattern.

    >>> bound("SELECT * WHERE { ?s ?p ?name }", {"name": 'a "b"'})
    'SELECT * WHERE { VALUES ?name { "a \\\\"b\\\\"" } ?s ?p ?name }'
    """
    if not parameters:
        return sparql
    for name in parameters:
        if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            raise UsageError(f"{name!r} cannot be the name of a parameter: letters, digits and _ only")
    tokens = list(_TOKEN.finditer(sparql))
    where = next((i for i, token in enumerate(tokens) if (token["word"] or "").upper() == "WHERE"), 0)
    brace = next((token.end() for token in tokens[where:] if token[0] == "{"), None)
    if brace is None:
        raise UsageError("not a SPARQL query: it has no { pattern }")
    values = "".join(f" VALUES ?{name} {{ {term_text(ox.Literal(clean(v)))} }}" for name, v in sorted(parameters.items()))
    return sparql[:brace] + values + sparql[brace:]


@lru_cache(maxsize=1)
def named_queries() -> Mapping[str, NamedQuery]:
    """Return the questions that come with kg, by name.

    A file ``queries/NAME.rq`` begins with ``# question: …``, ``# group: …`` and one ``# param NAME: words (default "…")``
    a parameter.
    """
    found = {}
    for path in sorted((Path(__file__).parent / "queries").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        said = dict(re.findall(r"^# (question|group): (.*)$", text, re.MULTILINE))
        given = re.findall(r'^# param (\w+): (.*) \(default "([^"]*)"\)$', text, re.MULTILINE)
        found[path.stem] = NamedQuery(
            name=path.stem,
            question=said.get("question", path.stem),
            group=said.get("group", "Further"),
            parameters={name: default for name, _, default in given},
            hints={name: words for name, words, _ in given},
            sparql=text,
        )
    return found


def named(name: str, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the SPARQL and all parameters of a named query; ``UsageError`` where it or a parameter is unknown."""
    queries = named_queries()
    if name not in queries:
        raise UsageError(f"no query is named {name!r}; there are {', '.join(queries)}")
    query = queries[name]
    for parameter in given:
        if parameter not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise UsageError(f"query {name} has no parameter {parameter!r}; it has {known}")
    return query.sparql, {**query.parameters, **given}


def _run(graph: ox.Store, sparql: str, limit: int | None, prefixes: Mapping[str, str]) -> Answer:
    try:
        result = graph.query(sparql, prefixes=dict(prefixes))
        if isinstance(result, ox.QueryBoolean):
            return Answer((), (), truth=bool(result))
        if isinstance(result, ox.QuerySolutions):
            columns = tuple(v.value for v in result.variables)
            rows, truncated = _take((tuple(_term(s[name]) for name in columns) for s in result), limit)
            return Answer(columns, rows, truncated=truncated)
        triples = ((_term(t.subject), _term(t.predicate), _term(t.object)) for t in result)
        rows, truncated = _take(triples, limit)
        return Answer(("subject", "predicate", "object"), tuple(sorted(rows, key=str)), truncated=truncated, graph=True)
    except SyntaxError as error:
        raise UsageError(f"not a SPARQL query: {_explain(str(error.msg or error), sparql)}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(f"the query could not be answered: {error}") from error


def _explain(problem: str, sparql: str) -> str:
    """Return what the parser says without the rules of its grammar: where, what stands there, and its words of advice.

    >>> _explain("error at 1:8: expected one of Prefix not found, ['%'], [':']", "ASK { ?s a:b ?o }")
    'line 1, column 8, near "s a:b ?o }" (prefix not found)'
    """
    where = re.match(r"error at (\d+):(\d+): expected (?:one of )?", problem)
    if not where:
        return problem
    line, column = int(where[1]), int(where[2])
    lines = sparql.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    near = f'near "{rest[:40]}"' if rest else "where the query or the line ends"
    advice = re.search(r"(?:^|, )([A-Z][A-Za-z]* [A-Za-z ]+?)(?=, |$)", problem[where.end() :])
    said = f" ({advice[1][0].lower() + advice[1][1:]})" if advice else ""
    return f"line {line}, column {column}, {near}{said}"


def _take(rows: Iterator[tuple[Term | None, ...]], limit: int | None) -> tuple[tuple[tuple[Term | None, ...], ...], bool]:
    taken: list[tuple[Term | None, ...]] = []
    for row in rows:
        if limit is not None and len(taken) >= limit:
            return tuple(taken), True
        taken.append(row)
    return tuple(taken), False


def _term(term: Any) -> Term | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        plain = datatype.endswith("XMLSchema#string") or bool(term.language)
        return Term("literal", term.value, "" if plain else datatype, term.language or "")
    return Term("blank", getattr(term, "value", str(term)))
