"""What the endpoint says of itself, by the SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from kg.store import formats

_SD, _FORMATS = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
#: The formats' names at W3C, by media type.
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
}


def description(endpoint: str, triples: int, media: str) -> bytes:
    """Return the description of an endpoint over a graph of so many triples, in a form of RDF."""
    results = ", ".join(f"<{_FORMATS}{_NAMES[one]}>" for one in (*formats.BINDINGS, *formats.GRAPHS) if one in _NAMES)
    return formats.rewritten(
        f"""
        @prefix sd: <{_SD}> .
        <{endpoint}> a sd:Service ;
            sd:endpoint <{endpoint}> ;
            sd:supportedLanguage sd:SPARQL11Query ;
            sd:resultFormat {results} ;
            sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
            sd:defaultDataset <{endpoint}#dataset> .
        <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#graph> .
        <{endpoint}#graph> a sd:Graph ; <http://rdfs.org/ns/void#triples> {triples} .
        """,
        media,
        {"sd": _SD},
    )
