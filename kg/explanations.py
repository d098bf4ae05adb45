"""Why a claim was made: its sentence with trigger and arguments marked, the word's entry, coreference, factuality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.answers import Answers, Evidence, Fact
from kg.decisions import REJECTED, is_rejection
from kg.errors import UsageError
from kg.model import Argument, Claim, Extraction, LiteralValue, Span, Statement
from kg.reading import load_ontology


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the evidence and what it is: "subject", "object", "trigger", "speaker"; half-open, in the article."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Named:
    """An argument: what stands in the text, what it was taken for in the article and in the corpus, and why.

    ``mention`` is the reason of the mention's place in its coreference chain, ``links`` those for which the chain was
    taken for an entity of other articles.
    """

    role: str
    text: str
    label: str
    entity: str | None
    type: str
    mention: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that led to a claim.

    ``marked`` is the evidence with its marks in brackets; ``entry`` what the lexicon says of the trigger, ``because`` what set
    polarity, modality and status, each in a few words; ``statement`` is what it came to, None where it was dropped for the
    reason ``dropped``; ``rejected`` is why somebody withdrew it.
    """

    claim: str
    sentence: str
    marked: str
    marks: tuple[Mark, ...]
    entry: tuple[str, ...]
    because: tuple[str, ...]
    arguments: tuple[Named, ...]
    evidence: Evidence
    statement: str | None
    dropped: str | None
    rejected: str | None


def find(answers: Answers, text: str) -> Claim:
    """Return the claim of an id, the first digits of one, or its IRI; raises ``UsageError`` where it is none or several."""
    wanted = text.strip().casefold()
    if len(wanted) < 4:
        raise UsageError(f"{text!r}: give at least the first 4 digits of a claim's id (kg why shows them)")
    if "/" in wanted:
        from kg import outputs
        from kg.store.naming import claim_iri

        base = outputs.store_of(answers.settings).base
        found = [id_ for id_, (e, c) in answers.claims.items() if claim_iri(base, e.article.id, c).value.casefold() == wanted]
    else:
        found = sorted(id_ for id_ in answers.claims if id_.startswith(wanted))
    if len(found) == 1:
        return answers.claims[found[0]][1]
    if found:
        raise UsageError(f"{text!r} may be any of {len(found)} claims: {', '.join(found[:8])}")
    raise UsageError(f"{text!r}: the store has no claim of this id (kg why shows them)")


def explain(answers: Answers, text: str) -> Explanation:
    """Return why a claim was made, and what came of it; raises ``UsageError`` as ``find`` does."""
    claim = find(answers, text)
    extraction = answers.claims[claim.id][0]
    entry, trigger, because = _reason(claim)
    marks = _marks(claim, trigger, extraction.article.text)
    drop = next((d.reason for d in answers.corpus.drops if d.claim == claim.id), None)
    rejected = drop.removeprefix(REJECTED) if drop and drop.startswith(REJECTED) else None
    statement = next((s for s in answers.corpus.statements if claim.id in s.claims), None)
    return Explanation(
        claim=claim.id,
        sentence=sentence(answers, claim),
        marked=_marked(claim, marks, extraction.article.text),
        marks=marks,
        entry=_entry(answers, entry, trigger, claim.predicate),
        because=because,
        arguments=tuple(_arguments(answers, claim, extraction)),
        evidence=answers.evidence_of(claim.id),
        statement=f"{answers.fact(statement).sentence} [{answers.fact(statement).kind}]" if statement else None,
        dropped=None if rejected else drop,
        rejected=rejected,
    )


def sentence(answers: Answers, claim: Claim) -> str:
    """Return a claim as a short sentence of labels."""
    thing = claim.object.label if isinstance(claim.object, Argument) else answers.label(claim.object)
    return f"{claim.subject.label} {answers.relation(claim.predicate)} {thing}"


def rejected(answers: Answers, subject: str, predicate: str, object_: str) -> tuple[Fact, ...]:
    """Return the rejected claims between these (as ``Answers.why`` takes them), each as a fact of kind "rejected"."""
    name = None if predicate == "any" else answers.predicate(predicate)
    left = None if subject == "any" else answers.find(subject).iri
    values = {c.object.value for _, c in answers.claims.values() if isinstance(c.object, LiteralValue)}
    right = object_ if object_ == "any" or object_ in values else answers.find(object_).iri
    found = []
    for drop in answers.corpus.drops:
        if not is_rejection(drop) or drop.claim not in answers.claims:
            continue
        extraction, claim = answers.claims[drop.claim]
        by_chain, article = answers.corpus.resolution.by_chain, extraction.article.id
        start = by_chain.get((article, claim.subject.entity), claim.subject.label)
        end: str | LiteralValue = (
            by_chain.get((article, claim.object.entity), claim.object.label)
            if isinstance(claim.object, Argument)
            else claim.object
        )
        plain = end.value if isinstance(end, LiteralValue) else end
        if name not in (None, claim.predicate) or left not in (None, start) or right not in ("any", plain):
            continue
        statement = Statement("", start, claim.predicate, end, (claim.id,), (article,), (), asserted=False, disputed=False)
        evidence = answers.evidence_of(claim.id)
        told = (*evidence.qualifiers, ("because", drop.reason.removeprefix(REJECTED)))
        words = answers.label(start), answers.relation(claim.predicate), answers.label(end)
        found.append(Fact(*words, "rejected", False, 1, 1, (replace(evidence, qualifiers=told),), statement))
    return tuple(sorted(found, key=lambda fact: (fact.sentence, fact.statement.claims)))


# ---------------------------------------------------------------------- parts of an explanation


def _reason(claim: Claim) -> tuple[str, str, tuple[str, ...]]:
    """Take a claim's reason apart: entry, trigger word, and what set polarity, modality and status."""
    found = re.fullmatch(
        r"(?P<entry>.*?): (?P<quote>['\"])(?P<word>.*?)(?P=quote)(?:; (?P<because>.*))?", claim.reason, re.DOTALL
    )
    if found is None:
        return claim.reason, "", ()
    because = tuple(part.strip() for part in (found["because"] or "").split(", ") if part.strip())
    return found["entry"], found["word"], because


def _entry(answers: Answers, entry: str, trigger: str, predicate: str) -> tuple[str, ...]:
    """Say what the ontology has of an entry: the word, where it looks for the arguments, and what it asks for."""
    words = load_ontology(answers.settings.ontology)
    name = entry.partition(" (")[0]
    senses = [s for s in words.senses if s.entry == name and s.relation == predicate]
    shown = [f"{entry}, by the words “{trigger}”" if trigger else entry]
    for sense in senses:
        shown.append(f"{sense.pos} “{sense.lemma}”: subject {' or '.join(sense.subject)}, object {' or '.join(sense.object)}")
        if sense.requires:
            shown.append(f"only with {', '.join(sense.requires)}")
        if sense.light:
            shown.append(f"carried by {', '.join(sense.light)}")
    return tuple(shown)


def _marks(claim: Claim, trigger: str, text: str) -> tuple[Mark, ...]:
    """Mark subject, object and speaker where they stand, and the trigger where it stands nearest to them."""
    marks = [Mark(*claim.subject.span, "subject")]
    if claim.object.span is not None:
        marks.append(Mark(*claim.object.span, "object"))
    if claim.attributed_to is not None:
        marks.append(Mark(*claim.attributed_to.span, "speaker"))
    ends = [m.start for m in marks[:2]]
    places = [
        Span(span.start + match.start(), span.start + match.end())
        for span in claim.evidence
        for match in re.finditer(rf"(?<!\w){re.escape(trigger)}(?!\w)", span.of(text))
        if trigger
    ]
    free = [p for p in places if not any(p.overlaps(Span(m.start, m.end)) for m in marks)] or places
    if free:
        marks.append(Mark(*min(free, key=lambda p: (sum(abs(p.start - end) for end in ends), p.start)), "trigger"))
    return tuple(sorted(set(marks), key=lambda m: (m.start, -m.end, m.role)))


def _marked(claim: Claim, marks: tuple[Mark, ...], text: str) -> str:
    """Return the evidence with each mark in brackets, the inner of two inside the outer."""
    parts = []
    for span in claim.evidence:
        inside = [m for m in marks if span.contains(Span(m.start, m.end))]
        edges: dict[int, list[str]] = {}
        for mark in inside:
            edges.setdefault(mark.start, []).append(f"[{mark.role}: ")
            edges.setdefault(mark.end, []).insert(0, "]")
        cuts = sorted({span.start, span.end, *edges})
        pieces = ["".join(edges.get(span.start, ()))]
        for left, right in pairwise(cuts):
            pieces.append(text[left:right] + "".join(sorted(edges.get(right, ()), key=lambda edge: edge != "]")))
        parts.append("".join(pieces))
    return " … ".join(parts)


def _arguments(answers: Answers, claim: Claim, extraction: Extraction) -> Iterator[Named]:
    """Yield what each argument was taken for."""
    mentions = {m.id: m for m in extraction.mentions}
    roles = [("subject", claim.subject), ("object", claim.object), ("speaker", claim.attributed_to)]
    for role, thing in [*roles, *(("via", relay) for relay in claim.via)]:
        if not isinstance(thing, Argument):
            continue
        mention = mentions.get(thing.mention)
        key = (extraction.article.id, thing.entity)
        entity = answers.entity(*key)
        links = (
            [f"{link.reason} ({link.score:.2f})" for link in entity.links if key in (link.left, link.right)] if entity else []
        )
        yield Named(
            role, thing.text, thing.label, entity.label if entity else None, entity.type if entity else thing.type,
            mention.reason if mention else "", tuple(dict.fromkeys(links)),
        )  # fmt: skip
