"""DWIE (Zaporojets et al. 2021): news articles with coreferent entity mentions and relations between the entities.

One JSON object a line: id, content, mentions (begin, end, concept), concepts, relations (s, p, o). An adjective of a country
("German") is a concept of its own, tied to the country by gpe0; relations to it end in "-x". Here the two are one.
Tags of a concept tell entities from values and roles.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from kg.evaluation import documents, partitions
from kg.evaluation.clusters import scorer
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.model import Extraction, Span

RULE = (
    documents.RULE
    + " Names: the mentions of entities and of adjectives of countries (not of values and roles), against our names; "
    "'exact' are equal spans, 'overlapping' share half of the shorter one or more, each once. Clusters: the mentions of one "
    "concept in an article, a country's adjective with the country, against our chains, by their overlapping mentions of any "
    "kind. " + partitions.RULE
)
#: A concept with one of these tags is an entity.
ENTITY = frozenset(["type::entity", "type::gpe0-x"])
#: DWIE relation → (our relations, whether our claims run the other way, the type of our subject where that tells).
RELATIONS: documents.Table = {
    "agent_of": (("agentOf", "spokespersonFor"), False, ""),
    "award_received": (("awardReceived",), False, ""),
    "based_in0": (("basedIn", "headquarters", "nationality", "locatedIn"), False, "Organization"),
    "based_in2": (("basedIn", "headquarters", "locatedIn"), False, "Organization"),
    "child_of": (("childOf",), False, ""),
    "citizen_of": (("nationality",), False, "Person"),
    "coach_of": (("coachOf",), False, ""),
    "created_by": (("created", "authorOf", "designed"), True, ""),
    "directed_by": (("directed",), True, ""),
    "event_in0": (("locatedIn",), False, "Event"),
    "founder_of": (("foundedBy",), True, ""),
    "head_of": (("headOf", "chiefExecutiveOf"), False, ""),
    "head_of_gov": (("headOf",), False, ""),
    "head_of_state": (("headOf",), False, ""),
    "in0": (("locatedIn",), False, "Place"),
    "in2": (("locatedIn",), False, "Place"),
    "is_meeting": (("metWith", "visited"), False, ""),
    "member_of": (
        ("memberOf", "politicalAffiliation", "employedBy", "headOf", "chiefExecutiveOf", "playsFor", "coachOf"),
        False,
        "",
    ),
    "minister_of": (("ministerOf",), False, ""),
    "part_of": (("partOf", "subsidiaryOf"), False, ""),
    "player_of": (("playsFor",), False, ""),
    "spokesperson_of": (("spokespersonFor",), False, ""),
    "spouse_of": (("spouseOf",), False, ""),
    "vs": (("competesWith", "defeated"), False, ""),
    "won_vs": (("defeated",), False, ""),
}
SYMMETRIC = frozenset(["spouse_of", "is_meeting", "vs"])
#: A relation, and those whose instances are instances of what our relation says as well.
IMPLIED = {
    "agent_of": ("head_of_state", "head_of_gov", "minister_of", "head_of"),
    "based_in0": ("based_in2", "agency_of", "citizen_of"),
    "citizen_of": ("head_of_state", "head_of_gov", "minister_of", "agent_of", "based_in0"),
    "head_of": ("member_of",),
    "in0": ("in2", "based_in0"),
    "member_of": ("agent_of", "spokesperson_of", "head_of_state", "head_of_gov"),
    "vs": ("won_vs",),
}


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the articles of ``dwie_dev_with_content.jsonl`` (or another file of this format)."""
    measures = scorer()
    found, annotated = [], dict[str, list[partitions.Annotated]]()
    for line in [line for line in lines(the_file(path, "dwie_dev_with_content.jsonl")) if line.strip()][:limit]:
        item = json.loads(line)
        country = {r["s"]: r["o"] for r in item["relations"] if r["p"] == "gpe0"}
        entities: dict[int, list[Span]] = defaultdict(list)
        for mention in item["mentions"]:
            entities[country.get(mention["concept"], mention["concept"])].append(Span(mention["begin"], mention["end"]))
        named = {c["concept"] for c in item["concepts"] if ENTITY & set(c.get("tags", ["type::entity"]))}
        annotated[item["id"]] = [
            partitions.Annotated(Span(m["begin"], m["end"]), str(country.get(m["concept"], m["concept"])))
            for m in item["mentions"]
            if m["concept"] in named
        ]
        names = {c["concept"]: c.get("text") or c.get("link") or "?" for c in item["concepts"]}
        relations = {
            (r["p"].removesuffix("-x"), country.get(r["s"], r["s"]), country.get(r["o"], r["o"]))
            for r in item["relations"]
            if r["p"] != "gpe0"
        }
        # a concept without a mention is known from elsewhere: nothing in the article can be found for it
        told = sorted(r for r in relations if r[1] in entities and r[2] in entities)
        found.append(documents.Document(item["id"], item["content"], entities, names, told))

    def also(report: Report, extraction: Extraction) -> None:
        gold = annotated[extraction.article.id]
        partitions.names(report, extraction.article.text, [m.span for m in extraction.mentions if m.kind == "name"], gold)
        partitions.chains(report, "clusters", [(gold, extraction)], measures)

    kinds = documents.Kinds(RELATIONS, SYMMETRIC, IMPLIED)
    return replace(documents.measure("dwie", found, kinds, read, also), rule=RULE)
