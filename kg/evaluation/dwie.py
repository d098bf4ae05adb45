"""DWIE (Zaporojets et al. 2021): news articles with coreferent entity mentions and relations between the entities.

One JSON object a line: id, content, mentions (begin, end, concept), concepts, relations (s, p, o). An adjective of a country
("German") is a concept of its own, tied to the country by gpe0; relations to it end in "-x". Here the two are one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from kg.evaluation import documents
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.model import Span

#: DWIE relation → (our relations, whether our claims run the other way, the type of our subject where that tells).
RELATIONS: documents.Table = {
    "agent_of": (("agentOf", "spokespersonFor"), False, ""),
    "award_received": (("awardReceived",), False, ""),
    "based_in0": (("headquarters", "nationality", "locatedIn"), False, "Organization"),
    "based_in2": (("headquarters", "locatedIn"), False, "Organization"),
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
    found = []
    for line in [line for line in lines(the_file(path, "dwie_dev_with_content.jsonl")) if line.strip()][:limit]:
        item = json.loads(line)
        country = {r["s"]: r["o"] for r in item["relations"] if r["p"] == "gpe0"}
        entities: dict[int, list[Span]] = defaultdict(list)
        for mention in item["mentions"]:
            entities[country.get(mention["concept"], mention["concept"])].append(Span(mention["begin"], mention["end"]))
        names = {c["concept"]: c.get("text") or c.get("link") or "?" for c in item["concepts"]}
        relations = {
            (r["p"].removesuffix("-x"), country.get(r["s"], r["s"]), country.get(r["o"], r["o"]))
            for r in item["relations"]
            if r["p"] != "gpe0"
        }
        # a concept without a mention is known from elsewhere: nothing in the article can be found for it
        told = sorted(r for r in relations if r[1] in entities and r[2] in entities)
        found.append(documents.Document(item["id"], item["content"], entities, names, told))
    return documents.measure("dwie", found, documents.Kinds(RELATIONS, SYMMETRIC, IMPLIED), read)
