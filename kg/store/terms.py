"""IRIs and literals of the graph, written so that no input can break them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.model import digest
from kg.ontology import CORE, NEWS, SCHEMA, XSD

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
#: One property for each name of a claim's qualifiers: ``kgq:role``, ``kgq:amount``.
QUALIFIER = "https://w3id.org/newskg/qualifier#"
#: The Library of Congress' datatype of Extended Date/Time Format strings (https://www.loc.gov/standards/datetime/).
EDTF = "http://id.loc.gov/datatypes/edtf/"

#: The prefixes of vocabularies that queries may use undeclared and that Turtle and JSON-LD declare.
PREFIXES = MappingProxyType(
    {
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "edtf": EDTF,
        "kg": CORE,
        "kgo": NEWS,
        "kgq": QUALIFIER,
        "oa": OA,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "void": VOID,
        "xsd": XSD,
    }
)

#: The kinds of data IRIs: base + kind + "/" + slug + "-" + hash.
KINDS = (
    "activity", "article", "claim", "dataset", "disagreement", "entity", "evidence", "link", "medium", "origin", "quotation",
    "side", "statement", "utterance",
)  # fmt: skip

#: What can be an object.
Term = NamedNode | Literal

_SURROGATE = re.compile("[\ud800-\udfff]")
_ILLEGAL = re.compile(
    r"[\x00-\x20<>\"{}|^`\\\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})"
)
_DATE = r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_ZONE = r"(Z|[+-]\d\d:\d\d)?"
_LEXICAL = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "date": _DATE + _ZONE,
    "dateTime": _DATE + r"T\d\d:\d\d:\d\d(\.\d+)?" + _ZONE,
    "gYear": r"-?\d{4,}" + _ZONE,
    "gYearMonth": r"-?\d{4,}-(0[1-9]|1[0-2])" + _ZONE,
    "boolean": r"true|false|1|0",
}
_SHAPES = {name: re.compile(pattern, re.ASCII) for name, pattern in _LEXICAL.items()}


def clean(text: str) -> str:
    """Return the text with lone surrogates, which no RDF literal can hold, as U+FFFD; the length stays.

    >>> clean("a\\ud800b") == "a\\ufffdb"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def safe_iri(text: str) -> str:
    """Return the text with every character that an IRI (RFC 3987) may not hold percent-encoded as UTF-8.

    >>> safe_iri("https://example.org/a b<script>%zz")
    'https://example.org/a%20b%3Cscript%3E%25zz'
    """
    return _ILLEGAL.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8")), clean(text))


def node(iri: str) -> NamedNode:
    """Return the IRI as a term; raises ``StoreError`` where it is not absolute."""
    try:
        return NamedNode(safe_iri(iri))
    except ValueError as error:
        raise StoreError(f"{iri[:200]!r} is no absolute IRI ({error}): check --base and the ontology") from error


def web_address(text: str | None) -> NamedNode | None:
    """Return an http or https address as a term, anything else as None."""
    if not text or not re.match(r"https?://[^/\s]", text, re.IGNORECASE):
        return None
    try:
        return NamedNode(safe_iri(text.strip()))
    except ValueError:
        return None


def slug(text: str, length: int = 48) -> str:
    """Return lower-case ASCII words joined by hyphens, at most ``length`` characters, "x" where nothing is left.

    >>> slug("Café «Zoë» Ltd."), slug("株式会社")
    ('cafe-zoe-ltd', 'x')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:length].strip("-") or "x"


def mint(base: str, kind: str, name: str, *parts: str) -> NamedNode:
    """Return base + kind + "/" + slug of ``name`` + "-" + hash of ``parts``; only the hash tells two apart."""
    return node(f"{base}{kind}/{slug(name)}-{digest(*parts)}")


def string(text: str) -> Literal:
    """Return a plain string literal."""
    return Literal(clean(text))


def number(value: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def boolean(value: bool) -> Literal:
    """Return an ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


def decimal(value: float | str) -> Literal:
    """Return an ``xsd:decimal`` in canonical form, rounded to four places where it is a float.

    >>> decimal(0.87001).value, decimal("25000000.50").value, decimal(1.0).value
    ('0.87', '25000000.5', '1')
    """
    exact = Decimal(repr(round(value, 4))) if isinstance(value, float) else Decimal(value)
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal("0" if text in ("-0", "") else text, datatype=NamedNode(XSD + "decimal"))


def edtf(text: str) -> Literal:
    """Return an Extended Date/Time Format literal."""
    return Literal(clean(text), datatype=NamedNode(EDTF + "EDTF"))


def typed(value: str, datatype: str) -> Literal:
    """Return a literal of a CURIE datatype in the form Oxigraph keeps; a plain string where the value is none of it.

    >>> str(typed("007", "xsd:integer")), str(typed("about 40", "xsd:integer"))
    ('"7"^^<http://www.w3.org/2001/XMLSchema#integer>', '"about 40"')
    """
    prefix, _, name = datatype.partition(":")
    shape = _SHAPES.get(name)
    if prefix != "xsd" or shape is None or not shape.fullmatch(value):
        return string(value)
    try:
        if name == "integer":
            return number(int(value))
        if name == "decimal":
            return decimal(value)
    except (InvalidOperation, ValueError):  # thousands of digits
        return string(value)
    if name == "boolean":
        return boolean(value in ("true", "1"))
    return Literal(value, datatype=NamedNode(XSD + name))


def date(text: str) -> Literal:
    """Return a stated date by its shape: ``xsd:date``, ``xsd:dateTime``, ``xsd:gYearMonth``, ``xsd:gYear`` or a string.

    >>> date("2022-11").datatype.value, date("last week").value
    ('http://www.w3.org/2001/XMLSchema#gYearMonth', 'last week')
    """
    for name in ("date", "dateTime", "gYearMonth", "gYear"):
        if _SHAPES[name].fullmatch(text):
            return typed(text, f"xsd:{name}")
    return string(text)


def safe_name(text: str) -> str:
    """Return a name that can end an IRI after "#": everything but ASCII letters, digits, "_" and "-" is encoded.

    >>> safe_name("amount"), safe_name("a b>")
    ('amount', 'a%20b%3E')
    """
    return re.sub(r"[^A-Za-z0-9_-]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8")), clean(text)) or "_"


def describe(subject: NamedNode, *pairs: tuple[str, Term | None]) -> Iterator[Quad]:
    """Yield one quad of the default graph for each (predicate, value) pair that has a value."""
    for predicate, value in pairs:
        if value is not None:
            yield Quad(subject, NamedNode(predicate), value)
